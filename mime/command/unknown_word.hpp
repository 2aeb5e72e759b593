// What a command line is told that names no command: which word is unknown, and what was meant.
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

/// How many characters must be put in, left out, changed or swapped with their neighbour to make
/// one word of the other.
std::size_t edit_distance(const std::string& left, const std::string& right);

}  // namespace smime::mime::command
