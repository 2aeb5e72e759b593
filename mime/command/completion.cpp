// Completions for bash, zsh and fish, from what the command line knows.
#include "mime/command/completion.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "mime/command/help.hpp"

namespace smime::mime::command {
namespace {

// Every command with all below it, the program first.
std::vector<const CLI::App*> all_commands(const CLI::App& program) {
  std::vector<const CLI::App*> all = {&program};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto below = shown_commands(*all[i]);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

std::string join(const std::vector<std::string>& words, const std::string& between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

// "-o --output"
std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

// Without quotes, which the scripts use themselves, and brackets and colons, which zsh reads.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '"' || c == '`' || c == '\\' || c == '$') continue;
    out += c == '[' ? '(' : c == ']' ? ')' : c == ':' ? ',' : c == '\n' ? ' ' : c;
  }
  return out;
}

std::string function_name(const CLI::App& command) {
  std::string name = "_" + full_name(command);
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

// bash: the words that go on from a command, and the values of its options.
std::string bash_case(const CLI::App& command) {
  std::vector<std::string> words;
  std::string values;
  for (const CLI::App* below : shown_commands(command)) words.push_back(below->get_name());
  for (const CLI::Option* option : shown_options(command, false)) {
    const auto names = names_of(*option);
    words.insert(words.end(), names.begin(), names.end());
    if (value_word(*option).empty()) continue;
    const auto choices = value_choices(*option);
    values += "        " + join(names, "|") + ") " +
              (choices.empty() ? "files=yes" : "words=\"" + join(choices, " ") + "\"") +
              "; return ;;\n";
  }
  return "    \"" + full_name(command) + "\")\n" +
         (values.empty() ? "" : "      case $previous in\n" + values + "      esac\n") +
         "      words=\"" + join(words, " ") + "\" ;;\n";
}

// zsh: one line of _arguments for each option; a bracket tells what it does.
std::string zsh_option(const CLI::Option& option) {
  const std::string word = value_word(option);
  const auto choices = value_choices(option);
  std::string value;
  if (!word.empty()) {
    value = ":" + plain(word) + ":" + (choices.empty() ? "_files" : "(" + join(choices, " ") + ")");
  }
  std::string out;
  for (const std::string& name : names_of(option)) {
    out += "    '*" + name + "[" + plain(option.get_description()) + "]" + value + "' \\\n";
  }
  return out;
}

std::string zsh_function(const CLI::App& command) {
  std::string out = function_name(command) + "() {\n";
  const auto below = shown_commands(command);
  if (!below.empty()) out += "  local state line\n";
  out += "  _arguments -C \\\n";
  for (const CLI::Option* option : shown_options(command, false)) out += zsh_option(*option);
  if (below.empty()) return out + "    '*:file:_files'\n}\n";
  out += "    '1:command:->command' '*::argument:->argument'\n  case $state in\n    command)\n";
  out += "      local -a commands=(\n";
  for (const CLI::App* one : below) {
    out += "        '" + one->get_name() + ":" + plain(one->get_description()) + "'\n";
  }
  out += "      )\n      _describe command commands ;;\n    argument)\n      case $line[1] in\n";
  for (const CLI::App* one : below) {
    out += "        " + one->get_name() + ") " + function_name(*one) + " ;;\n";
  }
  return out + "      esac ;;\n  esac\n}\n";
}

// fish: a command's words hold once the words of its name have been seen.
std::string fish_condition(const CLI::App& command) {
  std::string out;
  for (const CLI::App* at = &command; at->get_parent() != nullptr; at = at->get_parent()) {
    out = "__fish_seen_subcommand_from " + at->get_name() + (out.empty() ? "" : "; and ") + out;
  }
  std::vector<std::string> below;
  for (const CLI::App* one : shown_commands(command)) below.push_back(one->get_name());
  if (!below.empty()) {
    out += (out.empty() ? "" : "; and ") + ("not __fish_seen_subcommand_from " + join(below, " "));
  }
  return out;
}

std::string fish_lines(const CLI::App& command, const std::string& program) {
  const std::string begin = "complete -c " + program + " -n '" + fish_condition(command) + "'";
  std::string out;
  for (const CLI::App* one : shown_commands(command)) {
    out += begin + " -f -a " + one->get_name() + " -d '" + plain(one->get_description()) + "'\n";
  }
  for (const CLI::Option* option : shown_options(command, false)) {
    out += begin;
    for (const std::string& name : option->get_snames()) out += " -s " + name;
    for (const std::string& name : option->get_lnames()) out += " -l " + name;
    const auto choices = value_choices(*option);
    if (!choices.empty()) {
      out += " -x -a '" + join(choices, " ") + "'";
    } else if (!value_word(*option).empty()) {
      out += " -r";
    }
    out += " -d '" + plain(option->get_description()) + "'\n";
  }
  return out;
}

}  // namespace

std::string bash_completion(const CLI::App& program) {
  const std::string name = program.get_name();
  std::string groups;
  for (const CLI::App* command : all_commands(program)) {
    if (!shown_commands(*command).empty()) groups += "|\"" + full_name(*command) + "\"";
  }
  std::string out =
      "# Completion of " + name + " for bash.\n_" + name + "_words() {\n" + "  case $command in\n";
  for (const CLI::App* command : all_commands(program)) out += bash_case(*command);
  out += "  esac\n}\n_" + name + "() {\n" +
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command=" +
         name + " words= files= i\n" +
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case $command in " +
         (groups.empty() ? "''" : groups.substr(1)) +
         ") ;; *) break ;; esac\n"
         "    case ${COMP_WORDS[i]} in -*) ;; *) command+=\" ${COMP_WORDS[i]}\" ;; esac\n"
         "  done\n  _" +
         name + "_words\n" +
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  if [ ${#COMPREPLY[@]} = 0 ] || [ -n \"$files\" ]; then\n"
         "    COMPREPLY+=($(compgen -f -- \"$current\"))\n  fi\n}\n"
         "complete -o filenames -F _" +
         name + " " + name + "\n";
  return out;
}

std::string zsh_completion(const CLI::App& program) {
  const std::string name = program.get_name();
  std::string out = "#compdef " + name + "\n# Completion of " + name + " for zsh.\n";
  for (const CLI::App* command : all_commands(program)) out += zsh_function(*command);
  return out + "_" + name + " \"$@\"\n";
}

std::string fish_completion(const CLI::App& program) {
  std::string out = "# Completion of " + program.get_name() + " for fish.\n";
  for (const CLI::App* command : all_commands(program)) {
    out += fish_lines(*command, program.get_name());
  }
  return out;
}

}  // namespace smime::mime::command
