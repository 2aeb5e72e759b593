// The one error that malformed input and wrong arguments throw: where, what was found, which rule.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

namespace smime::primitives {

/// What went wrong, coarse enough for a program to act on.
enum class ErrorKind {
  malformed,              ///< the octets break a rule of their format
  not_der,                ///< readable as BER, but DER was due
  trailing_data,          ///< something stands after the end
  limit_exceeded,         ///< a bound against exhaustion was reached
  unsupported_algorithm,  ///< a known form with an algorithm that is not implemented
  unsupported_version,    ///< a version number that the standard does not define
  invalid_argument,       ///< a caller's value that a standard rules out (key length, range, ...)
  invalid_key,            ///< key material that a standard rules out (even modulus, weak exponent)
  not_found,              ///< what was asked for is not there
  decryption_failed,      ///< decryption failed; says no more on purpose
  wrong_password,         ///< a password did not fit
  input_output,           ///< a file or the operating system refused
};

/// The kind's name as programs print it, in kebab case: `limit-exceeded`.
std::string to_string(ErrorKind kind);

/// The one exception of the library floors.
///
/// Its text reads: `at offset 12 in certificate.tbsCertificate: found X; the rule (RFC 5280, 4.1)`.
class Error : public std::runtime_error {
 public:
  /// @param kind      what went wrong
  /// @param found     what was found, as a phrase ("an INTEGER of 0 octets")
  /// @param rule      what the rule wants, as a phrase ("an INTEGER has at least one octet")
  /// @param standard  document and section ("X.690, 8.3.1"); empty where no document speaks
  /// @param offset    octets from the start of the input, where that is known
  /// @param path      field names joined by dots ("certificate.tbsCertificate.validity")
  Error(ErrorKind kind, std::string found, std::string rule, std::string standard = {},
        std::optional<std::size_t> offset = std::nullopt, std::string path = {});

  ErrorKind kind() const { return kind_; }
  const std::string& found() const { return found_; }
  const std::string& rule() const { return rule_; }
  const std::string& standard() const { return standard_; }
  std::optional<std::size_t> offset() const { return offset_; }
  const std::string& path() const { return path_; }

  /// The same error seen from one structure further out: its path is put before this one's, and
  /// its offset is added.
  Error within(const std::string& outer_path, std::size_t outer_offset = 0) const;

 private:
  ErrorKind kind_;
  std::string found_, rule_, standard_;
  std::optional<std::size_t> offset_;
  std::string path_;
};

}  // namespace smime::primitives

namespace smime {
using primitives::Error;
using primitives::ErrorKind;
}  // namespace smime
