// EncryptedData (RFC 5652, 8): content encrypted under a key that both sides have anyhow.
#pragma once

#include "cms/enveloped_data.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// EncryptedData ::= SEQUENCE {
///   version               CMSVersion,
///   encryptedContentInfo  EncryptedContentInfo,
///   unprotectedAttrs      [1] IMPLICIT UnprotectedAttributes OPTIONAL }
/// ```
/// \standard{RFC 5652, 8}
struct EncryptedData {
  int version = 0;  ///< 2 with unprotectedAttrs, else 0
  EncryptedContentInfo encrypted_content_info;
  Attributes unprotected_attrs;

  /// Reads the content of a ContentInfo of type id-encryptedData.
  static EncryptedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it.
  static EncryptedData read(asn1::StreamReader& stream,
                            const ContentReceiver<EncryptedData>& receiver);
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
};

int required_version(const EncryptedData& encrypted_data);

}  // namespace smime::cms
