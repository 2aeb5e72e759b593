// Structured fields: a value with parameters (RFC 2045, 5.1), continued and encoded ones (RFC
// 2231).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// "multipart/signed; micalg=sha-256; boundary=..."
struct ParameterizedValue {
  std::string value;                              ///< "multipart/signed", in small letters
  std::map<std::string, std::string> parameters;  ///< names in small letters, values decoded

  /// Reads a field's body. Comments are skipped; what cannot be read ends the reading: mail
  /// programs write odd parameters, and the value before them still counts.
  static ParameterizedValue parse(std::string_view body);
  std::optional<std::string> parameter(std::string_view name) const;
};

/// The text quoted where it is no token. \standard{RFC 2045, 5.1}
std::string quoted(std::string_view text);

}  // namespace smime::mime
