// PEM (RFC 7468): DER between lines of text, several objects in one file, and text around them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// One object between its BEGIN and END lines.
struct PemObject {
  std::string label;  ///< "CERTIFICATE"
  /// Fields before the base64, as RFC 1421 has them: "Proc-Type", "DEK-Info".
  std::vector<std::pair<std::string, std::string>> headers;
  Bytes octets;
  std::size_t offset = 0;  ///< of the BEGIN line
};

/// Whether the text holds a BEGIN line.
bool looks_like_pem(ByteView text);

/// All objects in the text, in order. What stands outside of them is skipped; white space inside is
/// tolerated. \standard{RFC 7468, 2 and 3}
/// @throws Error (malformed) with the offset: an END line that is missing or has another label,
///         or a body that is no base64
std::vector<PemObject> read_pem(ByteView text);

/// BEGIN line, base64 in lines of 64 characters, END line. \standard{RFC 7468, 2}
std::string write_pem(std::string_view label, ByteView octets);

}  // namespace smime::asn1
