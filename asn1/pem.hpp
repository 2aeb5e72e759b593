// PEM (RFC 7468): DER between lines of text, several objects in one file, and text around them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// Names and values, in order. Folded lines are joined.
using PemHeaders = std::vector<std::pair<std::string, std::string>>;

/// One object between its BEGIN and END lines.
struct PemObject {
  std::string label;  ///< "CERTIFICATE"
  /// Fields before the base64, as RFC 1421 has them: "Proc-Type", "DEK-Info".
  PemHeaders headers;
  Bytes octets;
  std::size_t offset = 0;  ///< of the BEGIN line
};

/// Whether the text holds a BEGIN line.
bool looks_like_pem(ByteView text);

/// All objects in the text, in order. What stands outside of them is skipped; white space inside,
/// and lines of any length, are tolerated, also one line that holds everything.
/// \standard{RFC 7468, 2 and 3}
/// @throws Error (malformed) with the offset, which quotes nothing of a body: a BEGIN line that does
///         not end or has no label, an END line that is missing or has another label, or a body
///         that is no base64
std::vector<PemObject> read_pem(ByteView text);

/// BEGIN line, base64 in lines of 64 characters, END line. \standard{RFC 7468, 2}
/// @throws Error (invalid_argument) for a label outside the grammar. \standard{RFC 7468, 3}
std::string write_pem(std::string_view label, ByteView octets);
/// The same with the object's headers and an empty line before the base64. \standard{RFC 1421, 4.4}
/// @throws Error (invalid_argument) also for a header that would not be read as it was written
std::string write_pem(const PemObject& object);

}  // namespace smime::asn1
