// EnvelopedData (RFC 5652, 6): encrypted content, and its key wrapped for each recipient.
#pragma once

#include <optional>
#include <vector>

#include "cms/attributes.hpp"
#include "cms/certificate_set.hpp"
#include "cms/content_info.hpp"
#include "cms/key_recipients.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// OriginatorInfo ::= SEQUENCE {
///   certs  [0] IMPLICIT CertificateSet OPTIONAL,
///   crls   [1] IMPLICIT RevocationInfoChoices OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.1}
struct OriginatorInfo : CertificatesAndCrls {
  /// With certificates alone.
  static OriginatorInfo of(std::vector<x509::Certificate> certs);
  /// Reads the fields.
  static OriginatorInfo read(asn1::Reader& fields);
  /// As [0] IMPLICIT.
  void write(asn1::Writer& writer) const;
};

/// In ASN.1:
///
/// ```asn1
/// EncryptedContentInfo ::= SEQUENCE {
///   contentType                 ContentType,
///   contentEncryptionAlgorithm  ContentEncryptionAlgorithmIdentifier,
///   encryptedContent            [0] IMPLICIT OCTET STRING OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.1}
struct EncryptedContentInfo {
  ObjectIdentifier content_type;
  x509::AlgorithmIdentifier content_encryption_algorithm;
  /// Nothing where it travels elsewhere; empty where a stream took it.
  std::optional<Bytes> encrypted_content;

  /// @param receive  called before the encrypted content, with everything else in place
  void read(asn1::StreamReader& stream, const std::function<Sink&()>& receive);
  void write(asn1::Writer& writer) const;
  /// contentType and contentEncryptionAlgorithm: what stands before the content.
  Bytes encode_before_content() const;
};

/// How many recipients are read of one message.
inline constexpr std::size_t kMostRecipients = 100'000;

/// What EnvelopedData, AuthEnvelopedData and AuthenticatedData begin with.
struct RecipientHead {
  int version = 0;
  std::optional<OriginatorInfo> originator_info;
  RecipientInfos recipient_infos;

  /// Reads version, originatorInfo and recipientInfos.
  void read(asn1::StreamReader& stream);
  Bytes encode(int with_version) const;
};

/// In ASN.1:
///
/// ```asn1
/// EnvelopedData ::= SEQUENCE {
///   version               CMSVersion,
///   originatorInfo        [0] IMPLICIT OriginatorInfo OPTIONAL,
///   recipientInfos        RecipientInfos,
///   encryptedContentInfo  EncryptedContentInfo,
///   unprotectedAttrs      [1] IMPLICIT UnprotectedAttributes OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.1}
struct EnvelopedData : RecipientHead {
  EncryptedContentInfo encrypted_content_info;
  Attributes unprotected_attrs;

  /// Reads the content of a ContentInfo of type id-envelopedData.
  /// @throws Error (malformed, unsupported_version, ...)
  static EnvelopedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it; the encrypted content goes to what `receiver`
  /// gives.
  static EnvelopedData read(asn1::StreamReader& stream,
                            const ContentReceiver<EnvelopedData>& receiver);
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
};

/// The version that RFC 5652, 6.1 prescribes for what an EnvelopedData holds.
int required_version(const EnvelopedData& enveloped_data);

/// Reads attributes under [number] IMPLICIT, where they come next.
Attributes read_optional_attributes(asn1::StreamReader& stream, std::uint32_t number,
                                    std::string_view name);

}  // namespace smime::cms
