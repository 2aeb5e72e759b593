// Signature algorithms and their identifiers: RSASSA-PKCS1-v1_5, RSASSA-PSS (RFC 4055) and DSA.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "x509/algorithm_identifier.hpp"

namespace smime::x509 {

enum class SignatureAlgorithm { rsassa_pkcs1_v1_5, rsassa_pss, dsa };

/// The name used in options and reports: "rsassa-pkcs1-v1_5", "rsassa-pss", "dsa".
std::string_view to_string(SignatureAlgorithm algorithm);

/// RSASSA-PSS-params with MGF1, whose trailer field is always 1. \standard{RFC 4055, 3.1}
///
/// ```asn1
/// RSASSA-PSS-params ::= SEQUENCE {
///   hashAlgorithm     [0] HashAlgorithm DEFAULT sha1Identifier,
///   maskGenAlgorithm  [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
///   saltLength        [2] INTEGER DEFAULT 20,
///   trailerField      [3] INTEGER DEFAULT 1 }
/// ```
struct PssParameters {
  primitives::DigestAlgorithm hash_algorithm = primitives::DigestAlgorithm::sha1;
  primitives::DigestAlgorithm mask_hash_algorithm = primitives::DigestAlgorithm::sha1;
  std::size_t salt_length = 20;  ///< octets

  friend bool operator==(const PssParameters&, const PssParameters&) = default;

  /// One digest for message and mask, and a salt of the digest's size. \standard{RFC 8702, 3.1}
  static PssParameters of(primitives::DigestAlgorithm digest);
  /// @throws Error (malformed, unsupported_algorithm)
  static PssParameters decode(ByteView der);
  Bytes encode() const;
};

/// A signature algorithm together with all that it depends on.
struct SignatureScheme {
  SignatureAlgorithm algorithm = SignatureAlgorithm::rsassa_pkcs1_v1_5;
  primitives::DigestAlgorithm digest = primitives::DigestAlgorithm::sha256;
  std::optional<PssParameters> pss;  ///< set for rsassa_pss alone; its hash equals `digest`

  friend bool operator==(const SignatureScheme&, const SignatureScheme&) = default;

  static SignatureScheme pkcs1_v1_5(primitives::DigestAlgorithm digest);
  static SignatureScheme rsassa_pss(primitives::DigestAlgorithm digest);
  static SignatureScheme dsa(primitives::DigestAlgorithm digest);

  /// "rsassa-pss with sha256"
  std::string name() const;
};

/// The scheme of a certificate's or CRL's signatureAlgorithm: sha256WithRSAEncryption, ...
/// @throws Error (unsupported_algorithm, malformed)
SignatureScheme signature_scheme(const AlgorithmIdentifier& identifier);

/// The scheme of a SignerInfo, whose signatureAlgorithm may be a key's OID alone (rsaEncryption,
/// id-dsa) while the digest stands in digestAlgorithm. \standard{RFC 3370, 3.2}
/// @throws Error (unsupported_algorithm) also where both name digests that differ
SignatureScheme signature_scheme(const AlgorithmIdentifier& identifier,
                                 primitives::DigestAlgorithm digest);

/// The identifier that a certificate or CRL carries for a scheme.
/// @throws Error (unsupported_algorithm) for DSA with other digests than SHA-1, SHA-224, SHA-256
AlgorithmIdentifier algorithm_identifier(const SignatureScheme& scheme);

}  // namespace smime::x509
