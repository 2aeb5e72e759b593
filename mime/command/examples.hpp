// The groups in which commands are listed, and an example or two of each: for --help and the
// manual.
#pragma once

#include <string>
#include <vector>

namespace smime::mime::command {

/// A command line and what it does.
struct Example {
  std::string command;  ///< the full name of the command that it shows
  std::string line;
  std::string purpose;
};

/// Every example.
const std::vector<Example>& all_examples();
/// Those of "smime ca issue".
std::vector<Example> examples(const std::string& full_name);
/// The purpose above the line, indented.
std::string entry_of(const Example& example);

/// The heading under which a command is listed; empty for the usual one.
std::string command_group(const std::string& full_name);
/// What stands below the list of all commands.
std::string closing_words();

}  // namespace smime::mime::command
