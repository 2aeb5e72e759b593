// Files as programs write and read them: beside and renamed, private where they hold keys.
#pragma once

#include <string>

#include "primitives/bytes.hpp"

namespace smime::mime::command {

/// Writes beside and renames, so that no half-written file is left; "-" is standard output.
/// @param is_private  created with mode 0600
/// @throws Error (input_output) that names the file and why
void write_file(const std::string& path, ByteView octets, bool is_private);

/// The whole file; "-" is standard input.
/// @throws Error (input_output); (limit_exceeded) for more than 2 GiB
Bytes read_file(const std::string& path);

}  // namespace smime::mime::command
