// AuthEnvelopedData (RFC 5083): content encrypted and authenticated at once, with AES-GCM (RFC
// 5084).
#pragma once

#include "cms/enveloped_data.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// AuthEnvelopedData ::= SEQUENCE {
///   version                   CMSVersion,
///   originatorInfo            [0] IMPLICIT OriginatorInfo OPTIONAL,
///   recipientInfos            RecipientInfos,
///   authEncryptedContentInfo  EncryptedContentInfo,
///   authAttrs                 [1] IMPLICIT AuthAttributes OPTIONAL,
///   mac                       MessageAuthenticationCode,
///   unauthAttrs               [2] IMPLICIT UnauthAttributes OPTIONAL }
/// ```
/// \standard{RFC 5083, 2.1}
struct AuthEnvelopedData : RecipientHead {
  EncryptedContentInfo auth_encrypted_content_info;
  Attributes auth_attrs;
  Bytes mac;
  Attributes unauth_attrs;

  /// Reads the content of a ContentInfo of type id-ct-authEnvelopedData.
  static AuthEnvelopedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it.
  static AuthEnvelopedData read(asn1::StreamReader& stream,
                                const ContentReceiver<AuthEnvelopedData>& receiver);
  /// The content, in DER; the version is 0.
  Bytes encode() const;
  /// authAttrs, mac and unauthAttrs: what stands behind the content.
  Bytes encode_after_content() const;
  /// The associated data: the DER of authAttrs as a SET OF, or nothing. \standard{RFC 5083, 2.2}
  Bytes associated_data() const;
};

}  // namespace smime::cms
