// NIST's CAVP response files (.rsp): records of `NAME = value` lines below bracketed headings.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "primitives/bytes.hpp"

namespace smime::tests {

/// One record: what stands between two empty lines.
struct CavpRecord {
  std::map<std::string, std::string> headings;  ///< `[Keylen = 128]`, or `[ENCRYPT]` with no value
  std::map<std::string, std::string> values;    ///< a line without `=`, such as FAIL, has no value

  bool has(const std::string& name) const { return values.count(name) != 0; }
  /// A value in hexadecimal; none is an error.
  Bytes hex(const std::string& name) const;
};

std::vector<CavpRecord> read_cavp(const std::filesystem::path& path);

}  // namespace smime::tests
