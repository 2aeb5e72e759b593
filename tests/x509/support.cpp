// What the tests of this floor share: PEM files read, and the kind of error that a decoder throws.
#include "tests/x509/support.hpp"

#include <algorithm>

#include "primitives/text_encodings.hpp"
#include "tests/support/files.hpp"

namespace smime::tests {

std::vector<Bytes> read_objects(const std::filesystem::path& path, const std::string& label) {
  const Bytes file = read_file(path);
  const std::string text = primitives::to_string(file);
  const std::string begin = "-----BEGIN " + label + "-----", end = "-----END " + label + "-----";
  if (text.find("-----BEGIN ") == std::string::npos) return {file};
  std::vector<Bytes> objects;
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const auto start = at + begin.size();
    std::string base64 = text.substr(start, text.find(end, start) - start);
    std::erase_if(base64, [](unsigned char c) { return std::isspace(c); });
    objects.push_back(primitives::from_base64(base64));
  }
  return objects;
}

}  // namespace smime::tests
