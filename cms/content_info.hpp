// ContentInfo (RFC 5652, 3): a content type and the content it names.
#pragma once

#include <functional>
#include <string>

#include "asn1/object_identifier.hpp"
#include "asn1/rules.hpp"
#include "asn1/stream_reader.hpp"
#include "asn1/stream_writer.hpp"
#include "primitives/bytes.hpp"

namespace smime::cms {

/// In ASN.1:
///
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

/// Goes into a ContentInfo and stands before its content. @return the content type
asn1::ObjectIdentifier enter_content_info(asn1::StreamReader& stream);
/// Goes out of it. @throws Error (trailing_data) where anything follows
void leave_content_info(asn1::StreamReader& stream);
/// The same, with the content type held against the one that is due.
/// @throws Error (malformed) where it is another
void enter_content_info(asn1::StreamReader& stream, const asn1::ObjectIdentifier& due);

/// The two levels that a ContentInfo puts around a content, for writing.
std::vector<asn1::StreamLevel> content_info_levels(const asn1::ObjectIdentifier& content_type);

/// Where content goes, chosen once everything that stands before it has been read.
template <typename Head>
using ContentReceiver = std::function<Sink&(const Head&)>;

/// The octets of a data content (RFC 5652, 4), decoded from its OCTET STRING.
Bytes decode_data(ByteView content);

}  // namespace smime::cms
