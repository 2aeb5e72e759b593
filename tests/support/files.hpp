// Where tests find their data: the project's vectors, the shared data, installed vector packages.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "primitives/bytes.hpp"

namespace smime::tests {

/// A file below vectors/ of the project.
std::filesystem::path vectors(const std::string& relative);

/// A file or folder of the test data beside the project (or `SMIME_TEST_DATA`); nothing where missing.
std::optional<std::filesystem::path> shared_data(const std::string& relative);

/// A file or folder of the installed python3-cryptography-vectors; nothing where missing.
std::optional<std::filesystem::path> cryptography_vectors(const std::string& relative);

Bytes read_file(const std::filesystem::path& path);
nlohmann::json read_json(const std::filesystem::path& path);

}  // namespace smime::tests
