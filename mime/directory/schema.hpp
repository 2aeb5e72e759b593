// The tables of the directory, their version, and how a file of an older version becomes a new one.
#pragma once

#include <span>

#include "mime/directory/database.hpp"

namespace smime::mime::directory {

/// What marks a file as a directory of ours: "SMIM" in SQLite's application_id.
inline constexpr std::int32_t kApplicationId = 0x534d494d;

/// SQL that takes a file from each version to the next; the first begins with an empty file.
std::span<const char* const> migrations();

/// Opens a file and brings it to the newest version, in one transaction. To read, a missing or
/// empty file is an empty directory, and is not made.
/// @throws Error (malformed) for a file of another program, (unsupported_version) for a newer one,
///         (input_output) for an older one that cannot be written
Database open_directory(const std::filesystem::path& file, Access access);

/// What `open_directory` does with an open file: for tests, any migrations.
void migrate(Database& database, std::span<const char* const> steps);

/// The version that a file has; 0 for an empty one.
int schema_version(Database& database);

}  // namespace smime::mime::directory
