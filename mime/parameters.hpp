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
  std::map<std::string, std::string> parameters;  ///< names in small letters, values as UTF-8
  std::map<std::string, std::string>
      languages;  ///< of values that name one. \standard{RFC 2231, 4}

  /// Reads a field's body. Comments are skipped, and so is what cannot be read: mail programs write
  /// odd parameters, forget semicolons and quotes, and the rest still counts.
  ///
  /// Of a name that is there more than once the first counts; of its forms the one with a character
  /// set before the continued one, and that before the plain one. A continued value ends where a
  /// section is missing. Octets of an unknown character set stay as they are. \standard{RFC 2231, 3
  /// and 4}
  static ParameterizedValue parse(std::string_view body);
  std::optional<std::string> parameter(std::string_view name) const;
};

/// The text quoted where it is no token. \standard{RFC 2045, 5.1}
std::string quoted(std::string_view text);

/// A parameter as fields write it, on a line of its own: ";\r\n name=value"; in sections and
/// percent-encoded UTF-8 where the value is long or not ASCII. No line is longer than 76
/// characters. \standard{RFC 2231, 3 and 4}
std::string parameter_text(std::string_view name, std::string_view utf8);

}  // namespace smime::mime
