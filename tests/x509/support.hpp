// What the tests of this floor share: PEM files read, and the kind of error that a decoder throws.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "primitives/bytes.hpp"
#include "primitives/error.hpp"

namespace smime::tests {

/// The objects of a PEM file with this label, or the file itself where it is no PEM.
std::vector<Bytes> read_objects(const std::filesystem::path& path, const std::string& label);

/// The kind of `Error` that `action` throws; nothing where it throws none.
template <typename Action>
std::optional<ErrorKind> kind_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  return std::nullopt;
}

}  // namespace smime::tests
