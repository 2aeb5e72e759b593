// Where tests find their data: the project's vectors, the shared data, installed vector packages.
#include "tests/support/files.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace smime::tests {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> existing(const fs::path& path) {
  return fs::exists(path) ? std::optional(path) : std::nullopt;
}

}  // namespace

fs::path vectors(const std::string& relative) {
  return fs::path(SMIME_SOURCE_DIR) / "vectors" / relative;
}

std::optional<fs::path> shared_data(const std::string& relative) {
  const char* chosen = std::getenv("SMIME_TEST_DATA");
  const fs::path root = chosen ? fs::path(chosen)
                               : fs::path(SMIME_SOURCE_DIR).parent_path() / "shared" / "data";
  return existing(root / relative);
}

std::optional<fs::path> cryptography_vectors(const std::string& relative) {
  return existing(fs::path("/usr/lib/python3/dist-packages/cryptography_vectors") / relative);
}

Bytes read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

nlohmann::json read_json(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  return nlohmann::json::parse(file);
}

}  // namespace smime::tests
