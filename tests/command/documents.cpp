// What a newcomer reads: --help, the manual pages, and the completions of three shells, held
// against each other.
#include <algorithm>
#include <regex>
#include <sstream>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime::tests;

namespace {

// What one --help says.
struct Help {
  std::string command;  // "ca issue"; empty for the program
  std::string text;
  std::vector<std::string> commands;
  std::vector<std::pair<std::string, std::string>> options;  // "--output", its description
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The entries of a list: what stands at two columns, and the text at column 26 beside and below it.
Help read_help(const std::string& command, const std::string& text) {
  static const std::regex heading("^([A-Z][A-Za-z ]*):$"), entry("^  (\\S.*)$"),
      more("^ {26}(\\S.*)$"), long_name("(--[a-z][a-z0-9-]*)");
  Help help{command, text, {}, {}};
  std::string list;
  std::smatch match;
  std::string* description = nullptr;
  for (const std::string& line : lines_of(text)) {
    if (std::regex_match(line, match, heading)) {
      list = match[1];
    } else if (std::regex_match(line, match, more) && description != nullptr) {
      *description += (description->empty() ? "" : " ") + match[1].str();
    } else if (std::regex_match(line, match, entry) && list != "Examples") {
      const std::string left = line.substr(2, line.find("  ", 2) - 2);
      const std::string right = line.size() > 26 && left.size() < 24 ? line.substr(26) : "";
      std::smatch name;
      description = nullptr;
      if (std::regex_search(left, name, long_name)) {
        help.options.emplace_back(name[1], right);
        description = &help.options.back().second;
      } else if (list != "Arguments") {
        help.commands.push_back(left.substr(0, left.find(' ')));
      }
    } else if (line.empty()) {
      description = nullptr;
    }
  }
  return help;
}

// The help of the program and of every command below it.
const std::vector<Help>& all_help() {
  static const std::vector<Help> all = [] {
    const TemporaryFolder folder;
    std::vector<Help> found;
    std::vector<std::string> commands = {""};
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const Ran ran = run(folder, smime_program() + " " + commands[i] + " --help");
      found.push_back(read_help(commands[i], ran.status == 0 ? ran.output : ""));
      for (const std::string& below : found.back().commands) {
        commands.push_back(commands[i] + (commands[i].empty() ? "" : " ") + below);
      }
    }
    return found;
  }();
  return all;
}

std::string words_of(const std::string& text) {
  std::istringstream stream(text);
  std::string all;
  for (std::string word; stream >> word;) all += word + " ";
  return all;
}

bool contains(const std::vector<std::string>& lines, const std::string& word) {
  return std::ranges::find(lines, word) != lines.end();
}

}  // namespace

TEST_CASE("every command has a help that fits a terminal of 80 columns") {
  CHECK(all_help().size() > 15);
  for (const Help& help : all_help()) {
    INFO("smime " << help.command << "\n" << help.text);
    CHECK(help.text.find("Usage: smime") != std::string::npos);
    CHECK((help.commands.empty() ? !help.options.empty() : true));
    for (const std::string& line : lines_of(help.text)) CHECK(line.size() <= 80);
    for (const auto& [name, description] : help.options) {
      INFO(name);
      CHECK(!description.empty());
    }
  }
}

TEST_CASE("each example in a help is a command line that its own parser knows") {
  static const std::regex option(" (--[a-z][a-z0-9-]*)");
  for (const Help& help : all_help()) {
    if (help.command.empty()) continue;
    const std::size_t begin = help.text.find("Examples:");
    if (begin == std::string::npos) continue;
    for (const std::string& line : lines_of(help.text.substr(begin))) {
      if (!line.starts_with("  smime " + help.command)) continue;
      const std::string own = line.substr(0, line.find('|'));
      for (std::sregex_iterator i(own.begin(), own.end(), option), end; i != end; ++i) {
        INFO(line);
        const std::string name = (*i)[1];
        CHECK(
            std::ranges::any_of(help.options, [&](const auto& one) { return one.first == name; }));
      }
    }
  }
}

TEST_CASE("a manual page says of each command what its --help says") {
  const TemporaryFolder folder;
  for (const Help& help : all_help()) {
    const std::string page = help.command.substr(0, help.command.find(' '));
    const Ran ran = run(folder, smime_program() + " manual " + page);
    REQUIRE(ran.status == 0);
    std::string plain = std::regex_replace(ran.output, std::regex(R"(\\f[BRI])"), "");
    plain = std::regex_replace(plain, std::regex(R"(\\&)"), "");
    plain = words_of(std::regex_replace(plain, std::regex(R"(\\-)"), "-"));
    INFO("smime " << help.command << "\n" << plain);
    for (const auto& [name, description] : help.options) {
      INFO(name << " " << description);
      CHECK(plain.find(name) != std::string::npos);
      CHECK(plain.find(words_of(description)) != std::string::npos);
    }
  }
}

TEST_CASE("manual pages are set without a warning") {
  if (!is_installed("groff")) return skip("groff is not installed");
  const TemporaryFolder folder;
  REQUIRE(run(folder, smime_program() + " manual --all-below share").status == 0);
  const Ran set = run(folder, "for page in share/man/man1/*.1; do groff -man -ww -z $page; done");
  CHECK(set.output.empty());
  CHECK(run(folder, "ls share/man/man1 | wc -l").output != "0\n");
}

TEST_CASE("bash completes every command and every option of --help") {
  const TemporaryFolder folder;
  const std::string smime = smime_program();
  REQUIRE(run(folder, smime + " completion bash > smime.bash && bash -n smime.bash").status == 0);
  folder.write_text("complete.bash",
                    "source ./smime.bash\nCOMP_WORDS=(smime \"$@\") COMP_CWORD=$#\n_smime\n"
                    "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
  for (const Help& help : all_help()) {
    INFO("smime " << help.command);
    const auto options = lines_of(run(folder, "bash complete.bash " + help.command + " --").output);
    for (const auto& [name, description] : help.options) CHECK(contains(options, name));
    const auto words = lines_of(run(folder, "bash complete.bash " + help.command + " ''").output);
    for (const std::string& below : help.commands) CHECK(contains(words, below));
  }
  CHECK(run(folder, "bash complete.bash sign --digest sha2").output == "sha224\nsha256\n");
  CHECK(run(folder, "bash complete.bash sign -o compl").output == "complete.bash\n");
}

TEST_CASE("zsh reads its completion, which has every command and every option of --help") {
  const TemporaryFolder folder;
  const Ran made = run(folder, smime_program() + " completion zsh > _smime && cat _smime");
  REQUIRE(made.status == 0);
  for (const Help& help : all_help()) {
    std::string name = "_smime" + (help.command.empty() ? "" : "_" + help.command);
    std::ranges::replace(name, ' ', '_');
    const std::size_t begin = made.output.find("\n" + name + "() {");
    REQUIRE(begin != std::string::npos);
    const std::string body = made.output.substr(begin, made.output.find("\n}\n", begin) - begin);
    INFO(body);
    for (const auto& [option, description] : help.options) {
      CHECK(body.find("'*" + option + "[") != std::string::npos);
    }
    for (const std::string& below : help.commands) {
      CHECK(body.find("'" + below + ":") != std::string::npos);
    }
  }
  if (!is_installed("zsh")) return skip("zsh is not installed");
  CHECK(run(folder, "zsh -n _smime").output.empty());
}

TEST_CASE("fish completes every command and every option of --help") {
  if (!is_installed("fish")) return skip("fish is not installed");
  const TemporaryFolder folder;
  REQUIRE(run(folder, smime_program() + " completion fish > smime.fish && fish -n smime.fish")
              .output.empty());
  std::string script = "source smime.fish\n";
  for (const Help& help : all_help()) {
    script += "echo '== " + help.command + "'\ncomplete -C 'smime " + help.command + " --'\n";
    if (!help.commands.empty()) script += "complete -C 'smime " + help.command + " '\n";
  }
  folder.write_text("all.fish", script);
  const std::string all =
      run(folder, "HOME=$PWD XDG_CONFIG_HOME=$PWD XDG_DATA_HOME=$PWD fish all.fish").output;
  for (const Help& help : all_help()) {
    const std::size_t begin = all.find("== " + help.command + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string part = all.substr(begin, all.find("\n== ", begin) - begin);
    INFO(part);
    for (const auto& [name, description] : help.options) {
      CHECK(part.find("\n" + name + "\t") != std::string::npos);
    }
    for (const std::string& below : help.commands) {
      CHECK(part.find("\n" + below + "\t") != std::string::npos);
    }
  }
}
