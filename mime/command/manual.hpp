// Manual pages (man(7)) of a program and of each of its commands, from what its command line knows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mime/command/cli.hpp"

namespace smime::mime::command {

/// The page of one command, those below it included; of the program, the list of its commands.
std::string manual_page(const CLI::App& command);

/// The pages of the program and of each command right below it: "smime-ca.1" and its text.
std::vector<std::pair<std::string, std::string>> manual_pages(const CLI::App& program);

}  // namespace smime::mime::command
