// What is done with files by their descriptors, and how its failures are told.
#pragma once

#include <optional>
#include <string>

#include "primitives/bytes.hpp"

namespace smime::mime::command {

/// Says what the system says in `errno`.
/// @param what  "cannot read", "cannot write"
/// @throws Error (input_output)
[[noreturn]] void refuse_file(const std::string& what, const std::string& name);

/// Writes all of it.
/// @param name  of the file, for errors
/// @throws Error (input_output)
void write_all(int file, ByteView octets, const std::string& name);

/// Octets read, 0 at the end.
/// @throws Error (input_output)
std::size_t read_some(int file, MutableByteView out, const std::string& name);

/// The whole of a file: by the system itself where it can, which for a pipe moves pages and copies
/// nothing.
/// @param name  of what is written to, for errors
/// @throws Error (input_output)
void copy_whole(int from, int to, const std::string& name);

/// The descriptor of this program that a path names: "/dev/stderr", "/dev/fd/3"; that of standard
/// output for "-".
std::optional<int> descriptor_of(const std::string& path);

/// Where what is written to a path goes: the file behind a symbolic link, "-" for another name of
/// standard output ("/dev/stdout"), and otherwise the path itself.
std::string destination_of(const std::string& path);

/// Whether a destination is a file, or can be one: not an open descriptor, a pipe, a device or a
/// folder, over which no file can be renamed.
bool is_replaced(const std::string& destination);

}  // namespace smime::mime::command
