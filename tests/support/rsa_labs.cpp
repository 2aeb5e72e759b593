// RSA Laboratories' example files: titles `# Name:` with lines of hexadecimal octets below them.
#include "tests/support/rsa_labs.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "primitives/text_encodings.hpp"

namespace smime::tests {
namespace {

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
  return text;
}

// The name in `# Name:` with anything but a colon in it; empty where the line is no title.
std::string title_of(const std::string& line) {
  const auto colon = line.find(':');
  if (!line.starts_with("# ") || colon == std::string::npos) return {};
  return line.substr(2, colon - 2);
}

bool is_hex(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

}  // namespace

Integer RsaLabsExample::number(const std::string& title) const {
  return primitives::os2ip(values.at(title));
}

primitives::RsaPrivateKey RsaLabsExample::key() const {
  const auto secret = [&](const char* title) { return SecretInteger(number(title)); };
  return {number("Modulus"),          number("Public exponent"), secret("Exponent"),
          secret("Prime 1"),          secret("Prime 2"),         secret("Prime exponent 1"),
          secret("Prime exponent 2"), secret("Coefficient")};
}

std::vector<RsaLabsExample> read_rsa_labs(const std::filesystem::path& path,
                                          const std::string& last) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  std::vector<RsaLabsExample> examples;
  RsaLabsExample current;
  std::string title, digits;
  const auto close = [&] {
    if (title.empty()) return;
    if (digits.size() % 2 != 0) digits.insert(0, "0");
    current.values[title] = primitives::from_hex(digits);
    if (title == last) examples.push_back(current);
    title.clear();
    digits.clear();
  };
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) {
      close();
      title = title_of(line);
    } else if (is_hex(without_spaces(line))) {
      digits += without_spaces(line);
    }
  }
  close();
  return examples;
}

}  // namespace smime::tests
