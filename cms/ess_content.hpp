// Attributes that speak of a content (RFC 2634, 2.7, 2.9 and 2.11): hints, identifier, reference.
#pragma once

#include <string>

#include "cms/attributes.hpp"

namespace smime::cms {

/// What is inside of layers that cannot be seen through.
///
/// ```asn1
/// ContentHints ::= SEQUENCE {
///   contentDescription  UTF8String (SIZE (1..MAX)) OPTIONAL,
///   contentType         ContentType }
/// ```
/// \standard{RFC 2634, 2.9}
struct ContentHints {
  std::string content_description;  ///< UTF-8; empty where absent
  ObjectIdentifier content_type;

  static ContentHints decode(ByteView value);
  Bytes encode() const;
};

/// ContentIdentifier ::= OCTET STRING. \standard{RFC 2634, 2.7}
Bytes content_identifier_value(ByteView identifier);
Bytes read_content_identifier(ByteView value);

/// Ties a message to an earlier one.
///
/// ```asn1
/// ContentReference ::= SEQUENCE {
///   contentType               ContentType,
///   signedContentIdentifier   ContentIdentifier,
///   originatorSignatureValue  OCTET STRING }
/// ```
/// \standard{RFC 2634, 2.11}
struct ContentReference {
  ObjectIdentifier content_type;
  Bytes signed_content_identifier;
  Bytes originator_signature_value;

  static ContentReference decode(ByteView value);
  Bytes encode() const;
};

}  // namespace smime::cms
