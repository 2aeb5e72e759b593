// What --help prints: in 80 columns, values by what they are, commands in groups, and examples.
#pragma once

#include <string>
#include <vector>

#include "mime/command/cli.hpp"

namespace smime::mime::command {

/// To be called before the commands are added, which take the form over.
void prepare_help(CLI::App& app);
/// To be called after: the groups of commands, and each command's examples.
void finish_help(CLI::App& app);

/// What stands for an option's value: "FILE", "TIME", "DIGEST"; empty for a flag.
std::string value_word(const CLI::Option& option);
/// The words that an option takes; empty where they are not a fixed list.
std::vector<std::string> value_choices(const CLI::Option& option);

/// "-o,--output": how a command line names the option; the word alone for a positional one.
std::string option_names(const CLI::Option& option);
/// All options that a command shows, or all its positional ones.
std::vector<const CLI::Option*> shown_options(const CLI::App& command, bool positional);
/// All commands below that are shown.
std::vector<const CLI::App*> shown_commands(const CLI::App& command);
/// "smime ca issue"
std::string full_name(const CLI::App& command);
/// "smime ca issue [OPTIONS] [REQUEST]"
std::string usage(const CLI::App& command);

/// The lines of the text, each of at most `width` columns where its words allow that; line ends
/// stay.
std::vector<std::string> wrap(const std::string& text, std::size_t width);

}  // namespace smime::mime::command
