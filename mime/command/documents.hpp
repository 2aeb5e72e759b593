// A program's manual pages and completions as files.
#pragma once

#include <filesystem>

#include "mime/command/cli.hpp"

namespace smime::mime::command {

/// Writes all of them below a folder, as share/ of an installation holds them.
/// @throws Error (input_output)
void write_documents(const CLI::App& program, const std::filesystem::path& folder);

}  // namespace smime::mime::command
