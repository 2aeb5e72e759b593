// SignerInfo (RFC 5652, 5.3): one signature with what is needed to verify it.
#pragma once

#include <optional>

#include "cms/attributes.hpp"
#include "cms/identifiers.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// SignerInfo ::= SEQUENCE {
///   version             CMSVersion,
///   sid                 SignerIdentifier,
///   digestAlgorithm     DigestAlgorithmIdentifier,
///   signedAttrs         [0] IMPLICIT SignedAttributes OPTIONAL,
///   signatureAlgorithm  SignatureAlgorithmIdentifier,
///   signature           SignatureValue,
///   unsignedAttrs       [1] IMPLICIT UnsignedAttributes OPTIONAL }
/// ```
/// \standard{RFC 5652, 5.3}
struct SignerInfo {
  int version = 1;
  CertificateIdentifier sid;
  x509::AlgorithmIdentifier digest_algorithm;
  std::optional<Attributes> signed_attrs;
  Bytes signed_attrs_der;  ///< as received, with a SET's tag in place of [0]; empty where absent
  x509::AlgorithmIdentifier signature_algorithm;
  Bytes signature;
  Attributes unsigned_attrs;

  static SignerInfo read(asn1::Reader& reader);
  static SignerInfo decode(ByteView encoding);
  Bytes encode() const;
};

/// The version that RFC 5652, 5.3 prescribes: 1 with issuer and serial number, 3 with a key
/// identifier.
int required_version(const SignerInfo& signer);

/// The octets of [0] IMPLICIT SignedAttributes with a SET's tag in place of [0]: what is digested.
/// \standard{RFC 5652, 5.4}
Bytes retagged_as_set(ByteView signed_attrs_field);

}  // namespace smime::cms
