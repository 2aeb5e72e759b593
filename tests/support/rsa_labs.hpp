// RSA Laboratories' example files: titles `# Name:` with lines of hexadecimal octets below them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "primitives/rsa_private.hpp"

namespace smime::tests {

/// What the titles above an example hold, those of its key included: the last one of each name.
struct RsaLabsExample {
  std::map<std::string, Bytes> values;

  const Bytes& operator[](const std::string& title) const { return values.at(title); }
  Integer number(const std::string& title) const;
  /// From `Modulus`, `Public exponent`, `Exponent`, `Prime 1` and so on.
  primitives::RsaPrivateKey key() const;
};

/// The examples of a file: one ends with the octets below the title `last`.
std::vector<RsaLabsExample> read_rsa_labs(const std::filesystem::path& path,
                                          const std::string& last);

}  // namespace smime::tests
