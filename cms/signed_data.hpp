// SignedData (RFC 5652, 5): content with the signatures of any number of signers.
#pragma once

#include <optional>
#include <vector>

#include "asn1/rules.hpp"
#include "cms/attributes.hpp"
#include "cms/identifiers.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"

namespace smime::cms {

/// ```asn1
/// EncapsulatedContentInfo ::= SEQUENCE {
///   eContentType  ContentType,
///   eContent      [0] EXPLICIT OCTET STRING OPTIONAL }
/// ```
/// \standard{RFC 5652, 5.2}
struct EncapsulatedContentInfo {
  ObjectIdentifier e_content_type;
  /// The octets of the OCTET STRING; of another type, as PKCS #7 1.5 allows, its contents octets.
  /// Nothing where the signature is detached. \standard{RFC 5652, 5.2.1}
  std::optional<Bytes> e_content;

  static EncapsulatedContentInfo read(asn1::Reader& reader);
  void write(asn1::Writer& writer) const;
};

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
  Bytes encode() const;
};

/// ```asn1
/// SignedData ::= SEQUENCE {
///   version           CMSVersion,
///   digestAlgorithms  DigestAlgorithmIdentifiers,
///   encapContentInfo  EncapsulatedContentInfo,
///   certificates      [0] IMPLICIT CertificateSet OPTIONAL,
///   crls              [1] IMPLICIT RevocationInfoChoices OPTIONAL,
///   signerInfos       SignerInfos }
/// ```
/// \standard{RFC 5652, 5.1}
struct SignedData {
  int version = 1;
  std::vector<x509::AlgorithmIdentifier> digest_algorithms;
  EncapsulatedContentInfo encap_content_info;
  std::vector<x509::Certificate> certificates;
  std::vector<Bytes> other_certificates;  ///< choices and encodings that are no X.509 certificate
  std::vector<x509::CertificateList> crls;
  std::vector<SignerInfo> signer_infos;

  /// Reads the content of a ContentInfo of type id-signedData.
  /// @throws Error (malformed, unsupported_version, limit_exceeded, ...)
  static SignedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
};

/// The version that RFC 5652, 5.1 prescribes for what a SignedData holds.
int required_version(const SignedData& signed_data);

/// Reads a CertificateSet's elements. At most `kMostCertificates` are read.
inline constexpr std::size_t kMostCertificates = 1000;
void read_certificate_set(asn1::Reader& set, std::vector<x509::Certificate>& certificates,
                          std::vector<Bytes>& others);

}  // namespace smime::cms
