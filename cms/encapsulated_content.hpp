// EncapsulatedContentInfo (RFC 5652, 5.2): content that is in the open.
#pragma once

#include <functional>
#include <optional>

#include "asn1/stream_reader.hpp"
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// EncapsulatedContentInfo ::= SEQUENCE {
///   eContentType  ContentType,
///   eContent      [0] EXPLICIT OCTET STRING OPTIONAL }
/// ```
/// \standard{RFC 5652, 5.2}
struct EncapsulatedContentInfo {
  ObjectIdentifier e_content_type;
  /// The octets of the OCTET STRING; of another type, as PKCS #7 1.5 allows, its contents octets.
  /// Nothing where the signature is detached; empty where a stream took them.
  /// \standard{RFC 5652, 5.2.1}
  std::optional<Bytes> e_content = std::nullopt;
  asn1::Tag e_content_tag = asn1::kOctetString;  ///< another one in PKCS #7 1.5 alone

  /// @param receive  called before the content, with everything else in place
  void read(asn1::StreamReader& stream, const std::function<Sink&()>& receive);
  void write(asn1::Writer& writer) const;
};

}  // namespace smime::cms
