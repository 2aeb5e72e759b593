// Completions for bash, zsh and fish, from what the command line knows.
#pragma once

#include <string>

#include "mime/command/cli.hpp"

namespace smime::mime::command {

/// The scripts that the shells read; each completes commands, options, and words and files as
/// values.
std::string bash_completion(const CLI::App& program);
std::string zsh_completion(const CLI::App& program);
std::string fish_completion(const CLI::App& program);

}  // namespace smime::mime::command
