// ContentInfo (RFC 5652, 3): a content type and the content it names.
#pragma once

#include <string>

#include "asn1/object_identifier.hpp"
#include "asn1/rules.hpp"
#include "primitives/bytes.hpp"

namespace smime::cms {

/// ```asn1
/// ContentInfo ::= SEQUENCE {
///   contentType  ContentType,
///   content      [0] EXPLICIT ANY DEFINED BY contentType }
/// ```
/// \standard{RFC 5652, 3}
struct ContentInfo {
  asn1::ObjectIdentifier content_type;
  Bytes content;  ///< a whole encoding, as it was received

  /// @throws Error (malformed, trailing_data, ...)
  static ContentInfo decode(ByteView encoding, asn1::Rules rules = asn1::Rules::ber());
  Bytes encode() const;
};

/// A content type's name in reports: "signed-data", "enveloped-data", or the dotted identifier.
std::string content_type_name(const asn1::ObjectIdentifier& content_type);

}  // namespace smime::cms
