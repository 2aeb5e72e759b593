// What a command line is told that cannot be read.
#include "mime/command/unknown_word.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "mime/command/help.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kMostSuggestions = 3;

const CLI::App* command_of(const CLI::App& app, const std::string& word) {
  for (const CLI::App* command : shown_commands(app)) {
    if (command->get_name() == word) return command;
  }
  return nullptr;
}

std::string list_of(const std::vector<std::string>& names, const std::string& before_last) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? before_last : ", ";
    list += names[i];
  }
  return list;
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : shown_commands(app)) names.push_back(command->get_name());
  return names;
}

bool is_near(const std::string& word, const std::string& name) {
  if (word.empty()) return false;
  if (name.starts_with(word) || word.starts_with(name)) return true;
  return edit_distance(word, name) <= std::max<std::size_t>(1, name.size() / 3);
}

// Commands that look like the word, and those of this name inside of groups: "login" is "id login".
std::vector<std::string> suggestions(const CLI::App& app, const std::string& word) {
  std::vector<std::string> found;
  for (const CLI::App* command : shown_commands(app)) {
    if (is_near(word, command->get_name())) found.push_back("'" + full_name(*command) + "'");
  }
  for (const CLI::App* command : shown_commands(app)) {
    const CLI::App* inside = command_of(*command, word);
    if (inside != nullptr) found.push_back("'" + full_name(*inside) + "'");
  }
  found.resize(std::min(found.size(), kMostSuggestions));
  return found;
}

// The command that the line names, as far as it names one.
const CLI::App& named_command(const CLI::App& program, const std::vector<std::string>& words) {
  const CLI::App* app = &program;
  for (const std::string& word : words) {
    const CLI::App* next = command_of(*app, word);
    if (next == nullptr) break;
    app = next;
  }
  return *app;
}

// "--output=file" is the option --output.
std::string option_name(const std::string& word) {
  return word.substr(0, word.find('='));
}

std::vector<std::string> near_options(const CLI::App& app, const std::string& name) {
  std::vector<std::string> found;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& known : option->get_lnames()) {
      if (is_near(name.substr(2), known)) found.push_back("'--" + known + "'");
    }
  }
  found.resize(std::min(found.size(), kMostSuggestions));
  return found;
}

std::string about_extra_arguments(const CLI::App& app) {
  std::vector<std::string> extra = app.remaining();
  std::erase(extra, "--");
  for (std::string& word : extra) word = "'" + word + "'";
  return full_name(app) + ": more arguments than it takes: " + list_of(extra, " and ");
}

}  // namespace

std::size_t edit_distance(const std::string& left, const std::string& right) {
  std::vector<std::vector<std::size_t>> least(left.size() + 1,
                                              std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        least[i][j] = i + j;
        continue;
      }
      const bool same = left[i - 1] == right[j - 1];
      least[i][j] = std::min(
          {least[i - 1][j] + 1, least[i][j - 1] + 1, least[i - 1][j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) least[i][j] = std::min(least[i][j], least[i - 2][j - 2] + 1);
    }
  }
  return least.back().back();
}

std::optional<std::string> about_missing_command(const CLI::App& program,
                                                 const std::vector<std::string>& words) {
  const CLI::App* app = &program;
  for (const std::string& word : words) {
    if (shown_commands(*app).empty() || word.starts_with('-')) return std::nullopt;
    const CLI::App* next = command_of(*app, word);
    if (next != nullptr) {
      app = next;
      continue;
    }
    const auto near = suggestions(*app, word);
    return full_name(*app) + ": there is no command '" + word + "'; " +
           (near.empty() ? "there are " + list_of(names_of(*app), " and ")
                         : "did you mean " + list_of(near, " or ") + "?");
  }
  if (shown_commands(*app).empty()) return std::nullopt;
  return full_name(*app) + ": which command? There are " + list_of(names_of(*app), " and ");
}

std::optional<std::string> about_unknown_option(const CLI::App& program,
                                                const std::vector<std::string>& words) {
  const CLI::App& app = named_command(program, words);
  for (const std::string& word : words) {
    if (word == "--") break;
    const std::string name = option_name(word);
    if (!name.starts_with("--") || app.get_option_no_throw(name) != nullptr) continue;
    const auto near = near_options(app, name);
    return full_name(app) + ": there is no option '" + name + "'" +
           (near.empty() ? "" : "; did you mean " + list_of(near, " or ") + "?");
  }
  return std::nullopt;
}

std::string about_command_line(const CLI::App& program, const std::vector<std::string>& words,
                               const CLI::ParseError& error) {
  const auto code = static_cast<CLI::ExitCodes>(error.get_exit_code());
  std::optional<std::string> about;
  if (code == CLI::ExitCodes::RequiredError) about = about_missing_command(program, words);
  if (code == CLI::ExitCodes::ExtrasError) about = about_unknown_option(program, words);
  const CLI::App& app = named_command(program, words);
  if (code == CLI::ExitCodes::ExtrasError && !about) about = about_extra_arguments(app);
  return about.value_or(full_name(app) + ": " + error.what());
}

}  // namespace smime::mime::command
