// What --help prints: in 80 columns, values by what they are, commands in groups, and examples.
#include "mime/command/help.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <sstream>

#include "mime/command/examples.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kIndent = 26;  // where descriptions begin

using Words = std::vector<std::string>;

// What the value of an option of this name is.
const std::map<std::string, std::string>& words_of_options() {
  static const std::map<std::string, std::string> words = {
      {"at", "TIME"},
      {"bits", "BITS"},
      {"ca", "AUTHORITY"},
      {"capabilities", "ALGORITHMS"},
      {"cert", "FILE"},
      {"cipher", "CIPHER"},
      {"class", "WORD"},
      {"content", "FILE"},
      {"content-reference", "FILE"},
      {"content-type", "OID"},
      {"country", "COUNTRY"},
      {"crl", "FILE"},
      {"certs", "FILE"},
      {"days", "DAYS"},
      {"certificate", "CERTIFICATE"},
      {"digest", "DIGEST"},
      {"directory", "FILE"},
      {"from", "ADDRESS"},
      {"email", "ADDRESS"},
      {"equivalent-label", "LABEL"},
      {"id", "ID"},
      {"key-size", "BITS"},
      {"most-layers", "NUMBER"},
      {"most-octets", "OCTETS"},
      {"key", "FILE"},
      {"key-name", "HEX"},
      {"label", "LABEL"},
      {"mail-list", "FILE"},
      {"name", "NAME"},
      {"new-password-file", "FILE"},
      {"new-password-env", "NAME"},
      {"next-update", "DAYS"},
      {"oaep", "DIGEST"},
      {"of", "FILE"},
      {"organization", "NAME"},
      {"originator", "FILE"},
      {"originator-crl", "FILE"},
      {"output", "FILE"},
      {"part", "PART"},
      {"password-file", "FILE"},
      {"password-env", "NAME"},
      {"policy-oid", "OID"},
      {"prefer", "FILE"},
      {"receipt-from", "ADDRESS"},
      {"report", "FILE"},
      {"secret-key", "FILE"},
      {"request", "FILE"},
      {"request-receipt", "ADDRESS"},
      {"signers", "FILE"},
      {"signing-certificate", "DIGEST"},
      {"subject", "NAME"},
      {"threads", "NUMBER"},
      {"to", "PERSON"},
      {"unprotected", "OID=HEX"},
      {"trust", "FILE"},
      {"with-password", "FILE"},
      {"wrap", "WORD"},
  };
  return words;
}

const std::map<std::string, Words>& choices_of_words() {
  static const std::map<std::string, Words> choices = {
      {"DIGEST", {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}},
      {"CIPHER",
       {"rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc", "aes-128-cbc", "aes-192-cbc",
        "aes-256-cbc", "aes-128-gcm", "aes-192-gcm", "aes-256-gcm"}},
  };
  return choices;
}

// The first line's left part, and the text beside and below it.
std::string entry(const std::string& left, const std::string& text) {
  std::string out = "  " + left;
  if (out.size() + 2 > kIndent) out += "\n" + std::string(kIndent, ' ');
  bool first = true;
  for (const std::string& line : wrap(text, kColumns - kIndent)) {
    const std::size_t column = out.size() - (out.rfind('\n') + 1);
    out += first ? std::string(kIndent - column, ' ') : "\n" + std::string(kIndent, ' ');
    out += line;
    first = false;
  }
  return out + "\n";
}

std::string paragraph(const std::string& text) {
  std::string out;
  for (const std::string& line : wrap(text, kColumns)) out += line + "\n";
  return out;
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool positional) const override {
    const std::string word = positional ? "" : value_word(*option);
    std::string text = option->get_description();
    if (option->get_required() && !positional) text += " (required)";
    return entry(option_names(*option) + (word.empty() ? "" : " " + word), text);
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return entry(command->get_name(), command->get_description());
  }
  std::string make_description(const CLI::App* app) const override {
    return paragraph(app->get_description());
  }
  std::string make_usage(const CLI::App* app, std::string) const override {
    std::string out;
    for (const std::string& line : wrap(usage(*app), kColumns - 8)) {
      out += (out.empty() ? "\nUsage: " : "       ") + line + "\n";
    }
    return out;
  }
  std::string make_positionals(const CLI::App* app) const override {
    const auto options = shown_options(*app, true);
    return options.empty() ? "" : make_group("Arguments", true, options);
  }
  std::string make_footer(const CLI::App* app) const override { return app->get_footer(); }
};

}  // namespace

std::vector<std::string> wrap(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::istringstream paragraphs(text);
  for (std::string whole; std::getline(paragraphs, whole);) {
    std::istringstream words(whole);
    std::string line;
    for (std::string word; words >> word;) {
      if (!line.empty() && line.size() + 1 + word.size() > width) {
        lines.push_back(line);
        line.clear();
      }
      line += (line.empty() ? "" : " ") + word;
    }
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> value_choices(const CLI::Option& option) {
  const std::string type = option.get_type_name();  // "TEXT:{modern,article,any}"
  const std::size_t begin = type.find('{'), end = type.find('}');
  if (begin != std::string::npos && end != std::string::npos) {
    return CLI::detail::split(type.substr(begin + 1, end - begin - 1), ',');
  }
  const auto found = choices_of_words().find(value_word(option));
  return found == choices_of_words().end() ? Words{} : found->second;
}

std::string value_word(const CLI::Option& option) {
  const bool is_flag = option.get_type_size() == 0 || option.get_items_expected_max() == 0;
  if (is_flag) return "";
  const bool listed = option.get_type_name().find('{') != std::string::npos;
  if (listed && !option.check_lname("bits")) return "WORD";
  if (option.get_positional()) return option.get_name(true);
  // "BITS:INT in [1024 - 8192]": without what a check adds.
  const std::string type = option.get_type_name().substr(0, option.get_type_name().find(':'));
  const bool named = type != "TEXT" && type != "UINT" && type != "INT";
  if (named && !type.empty()) return type;
  for (const std::string& name : option.get_lnames()) {
    const auto found = words_of_options().find(name);
    if (found != words_of_options().end()) return found->second;
  }
  return type == "UINT" || type == "INT" ? "NUMBER" : type;
}

std::string option_names(const CLI::Option& option) {
  if (option.get_positional()) return option.get_name(true);
  std::string names;
  for (const std::string& name : option.get_snames()) names += "-" + name + ",";
  for (const std::string& name : option.get_lnames()) names += "--" + name + ",";
  if (!names.empty()) names.pop_back();
  return names;
}

std::vector<const CLI::Option*> shown_options(const CLI::App& command, bool positional) {
  return command.get_options([positional](const CLI::Option* option) {
    return !option->get_group().empty() && option->get_positional() == positional;
  });
}

std::vector<const CLI::App*> shown_commands(const CLI::App& command) {
  return command.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); });
}

std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

std::string usage(const CLI::App& command) {
  std::string text = full_name(command);
  if (!shown_commands(command).empty()) return text + " COMMAND [OPTIONS]";
  text += " [OPTIONS]";
  for (const CLI::Option* option : shown_options(command, true)) {
    const bool many = option->get_expected_max() >= CLI::detail::expected_max_vector_size;
    const std::string name = option_names(*option) + (many ? "..." : "");
    text += option->get_required() ? " " + name : " [" + name + "]";
  }
  return text;
}

void prepare_help(CLI::App& app) {
  auto formatter = std::make_shared<HelpFormatter>();
  app.formatter(formatter);
  app.set_help_flag("-h,--help", "print this help and exit");
}

void finish_help(CLI::App& app) {
  const std::string heading = command_group(full_name(app));
  if (!heading.empty()) app.group(heading);
  std::string footer;
  for (const Example& example : examples(full_name(app))) {
    footer += (footer.empty() ? "Examples:\n" : "") + entry_of(example);
  }
  if (app.get_parent() == nullptr && !shown_commands(app).empty())
    footer += "\n" + paragraph(closing_words());
  app.footer(footer);
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    finish_help(*command);
  }
}

}  // namespace smime::mime::command
