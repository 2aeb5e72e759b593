// What a command line is told that cannot be read: which command or option is unknown, and what
// was probably meant.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/command/cli.hpp"

namespace smime::mime::command {

/// A sentence with the word and the nearest commands, or with all commands where the line ends
/// before one; nothing where the line names a command.
/// @param words  of the command line, the program's name aside
std::optional<std::string> about_missing_command(const CLI::App& program,
                                                 const std::vector<std::string>& words);

/// A sentence with the first option that its command does not have, and the nearest that it has;
/// nothing where all are known.
std::optional<std::string> about_unknown_option(const CLI::App& program,
                                                const std::vector<std::string>& words);

/// What there is to say of a line that could not be read, with the command's name before it.
std::string about_command_line(const CLI::App& program, const std::vector<std::string>& words,
                               const CLI::ParseError& error);

/// How many characters must be put in, left out, changed or swapped with their neighbour to make
/// one word of the other.
std::size_t edit_distance(const std::string& left, const std::string& right);

}  // namespace smime::mime::command
