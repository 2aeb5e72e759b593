// SignedData (RFC 5652, 5): content with the signatures of any number of signers.
#pragma once

#include <optional>
#include <vector>

#include "asn1/stream_reader.hpp"
#include "cms/certificate_set.hpp"
#include "cms/content_info.hpp"
#include "cms/encapsulated_content.hpp"
#include "cms/signer_info.hpp"

namespace smime::cms {

/// How many signers, and how many digest algorithms, are read of one message.
inline constexpr std::size_t kMostSigners = 100'000;
inline constexpr std::size_t kMostDigestAlgorithms = 1000;

/// In ASN.1:
///
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
struct SignedData : CertificatesAndCrls {
  int version = 1;
  std::vector<x509::AlgorithmIdentifier> digest_algorithms;
  EncapsulatedContentInfo encap_content_info;
  std::vector<SignerInfo> signer_infos;

  /// Reads the content of a ContentInfo of type id-signedData.
  /// @throws Error (malformed, unsupported_version, limit_exceeded, ...)
  static SignedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it. The content's octets go to what `receiver`
  /// gives, once digestAlgorithms and eContentType have been read.
  static SignedData read(asn1::StreamReader& stream, const ContentReceiver<SignedData>& receiver,
                         std::size_t most_certificates = kMostCertificates);
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;

  bool is_detached() const { return !encap_content_info.e_content; }
};

/// The version that RFC 5652, 5.1 prescribes for what a SignedData holds.
int required_version(const SignedData& signed_data);

// The parts around the content, for writing it as a stream.
/// version and digestAlgorithms.
Bytes encode_before_content(const SignedData& signed_data);
/// certificates, crls and signerInfos.
Bytes encode_after_content(const SignedData& signed_data);

}  // namespace smime::cms
