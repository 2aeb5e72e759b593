// AuthenticatedData (RFC 5652, 9): content with a message authentication code whose key each
// recipient gets wrapped. Nothing is secret, and any recipient can forge it for the others.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cms/decryptor.hpp"
#include "cms/encapsulated_content.hpp"
#include "cms/encryptor.hpp"
#include "x509/report.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// AuthenticatedData ::= SEQUENCE {
///   version           CMSVersion,
///   originatorInfo    [0] IMPLICIT OriginatorInfo OPTIONAL,
///   recipientInfos    RecipientInfos,
///   macAlgorithm      MessageAuthenticationCodeAlgorithm,
///   digestAlgorithm   [1] DigestAlgorithmIdentifier OPTIONAL,
///   encapContentInfo  EncapsulatedContentInfo,
///   authAttrs         [2] IMPLICIT AuthAttributes OPTIONAL,
///   mac               MessageAuthenticationCode,
///   unauthAttrs       [3] IMPLICIT UnauthAttributes OPTIONAL }
/// ```
/// \standard{RFC 5652, 9.1}
struct AuthenticatedData : RecipientHead {
  x509::AlgorithmIdentifier mac_algorithm;
  std::optional<x509::AlgorithmIdentifier> digest_algorithm;
  EncapsulatedContentInfo encap_content_info;
  Attributes auth_attrs;
  Bytes mac;
  Attributes unauth_attrs;

  /// Reads the content of a ContentInfo of type id-ct-authData.
  static AuthenticatedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it.
  static AuthenticatedData read(asn1::StreamReader& stream,
                                const ContentReceiver<AuthenticatedData>& receiver);
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
  /// The parts around encapContentInfo, for writing it as a stream.
  Bytes encode_before_content() const;
  Bytes encode_after_content() const;
};

int required_version(const AuthenticatedData& data);

/// HMAC's identifier, and the digest of one. \standard{RFC 3370, 3.1} \standard{RFC 8018, B.1.1}
x509::AlgorithmIdentifier hmac_identifier(DigestAlgorithm digest);
/// @throws Error (unsupported_algorithm)
DigestAlgorithm hmac_digest(const x509::AlgorithmIdentifier& identifier);

/// How to authenticate.
struct AuthenticateOptions {
  DigestAlgorithm digest = DigestAlgorithm::sha256;  ///< HMAC's, and the content's
  bool with_attributes = true;  ///< else the code is over the content itself, id-data alone
  std::vector<Attribute> more_attributes = {};
  EncryptOptions envelope = {};  ///< content type and originator; its cipher is not used
};

/// A ContentInfo of type id-ct-authData, DER where the content's size is known.
/// \standard{RFC 5652, 9.2}
void authenticate(Source& content, std::optional<std::uint64_t> content_size,
                  const std::vector<Recipient>& recipients, const AuthenticateOptions& options,
                  Sink& out, RandomSource& random);
Bytes authenticate(ByteView content, const std::vector<Recipient>& recipients,
                   const AuthenticateOptions& options, RandomSource& random);

/// What came of an AuthenticatedData.
struct Authentication {
  AuthenticatedData data;  ///< its content is empty where it was there
  std::optional<ChosenRecipient> chosen;
  x509::Report report;
};

/// Holds a content against its authentication code. The content goes to `content` before the code
/// is checked, so `content` must be able to forget it. \standard{RFC 5652, 9.3}
Authentication verify_authenticated(asn1::StreamReader& stream, const DecryptionKeys& keys,
                                    Sink& content, RandomSource& random);
Authentication verify_authenticated(Source& message, const DecryptionKeys& keys, Sink& content,
                                    RandomSource& random);

}  // namespace smime::cms
