// What the tests of this floor share: vectors in hexadecimal, and people with keys.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cms/decryptor.hpp"
#include "cms/signer.hpp"
#include "primitives/text_encodings.hpp"
#include "x509/authority.hpp"

namespace smime::tests {

/// A field of a vector in hexadecimal.
inline Bytes hex(const nlohmann::json& test, const char* field) {
  return primitives::from_hex(test.at(field).get<std::string>());
}

/// The tests of all groups of a type, each with its group.
void for_each_test(
    const std::string& file, const std::string& type,
    const std::function<void(const nlohmann::json& group, const nlohmann::json& test)>& action);

/// The kind of `Error` that `action` throws; nothing where it throws none.
template <typename Action>
std::optional<ErrorKind> error_kind(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  return std::nullopt;
}

/// "pass", "fail", ... of the check with this rule; empty where there is none.
std::string outcome(const x509::Report& report, const std::string& rule);

/// People whose keys are the same in every run: RSA with 2048 bits (Katie, Bob) and 1024 (Museum),
/// DSA (Diane). All are certified by one authority.
struct CmsCast {
  x509::Authority authority;
  cms::Identity katie, bob, museum, diane;
  Time now;

  static const CmsCast& get();
};

}  // namespace smime::tests
