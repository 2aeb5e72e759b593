// EnvelopedData (RFC 5652, 6): encrypted content, and its key wrapped for each recipient.
#pragma once

#include <optional>
#include <vector>

#include "asn1/rules.hpp"
#include "cms/attributes.hpp"
#include "cms/identifiers.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/certificate.hpp"

namespace smime::cms {

/// ```asn1
/// KeyTransRecipientInfo ::= SEQUENCE {
///   version                 CMSVersion,
///   rid                     RecipientIdentifier,
///   keyEncryptionAlgorithm  KeyEncryptionAlgorithmIdentifier,
///   encryptedKey            EncryptedKey }
/// ```
/// \standard{RFC 5652, 6.2.1}
struct KeyTransRecipientInfo {
  int version = 0;  ///< 0 with issuer and serial number, 2 with a key identifier
  CertificateIdentifier rid;
  x509::AlgorithmIdentifier key_encryption_algorithm;
  Bytes encrypted_key;

  static KeyTransRecipientInfo read(asn1::Reader& reader);
  Bytes encode() const;
};

/// ```asn1
/// OriginatorInfo ::= SEQUENCE {
///   certs  [0] IMPLICIT CertificateSet OPTIONAL,
///   crls   [1] IMPLICIT RevocationInfoChoices OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.1}
struct OriginatorInfo {
  std::vector<x509::Certificate> certs;
  std::vector<Bytes> other_certs;  ///< what is no X.509 certificate, as it stands
  std::vector<Bytes> crls;         ///< whole encodings

  static OriginatorInfo read(asn1::Reader& fields);
  void write(asn1::Writer& writer) const;
};

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
  std::optional<Bytes> encrypted_content;

  static EncryptedContentInfo read(asn1::Reader& reader);
  void write(asn1::Writer& writer) const;
};

/// ```asn1
/// EnvelopedData ::= SEQUENCE {
///   version               CMSVersion,
///   originatorInfo        [0] IMPLICIT OriginatorInfo OPTIONAL,
///   recipientInfos        RecipientInfos,
///   encryptedContentInfo  EncryptedContentInfo,
///   unprotectedAttrs      [1] IMPLICIT UnprotectedAttributes OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.1}
struct EnvelopedData {
  int version = 0;
  std::optional<OriginatorInfo> originator_info;
  std::vector<KeyTransRecipientInfo> recipient_infos;
  std::vector<Bytes> other_recipient_infos;  ///< key agreement, key encryption, password: kept whole
  EncryptedContentInfo encrypted_content_info;
  Attributes unprotected_attrs;

  /// Reads the content of a ContentInfo of type id-envelopedData.
  /// @throws Error (malformed, unsupported_version, ...)
  static EnvelopedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The content, in DER, with the version that the section prescribes.
  Bytes encode() const;
};

/// The version that RFC 5652, 6.1 prescribes for what an EnvelopedData holds.
int required_version(const EnvelopedData& enveloped_data);

}  // namespace smime::cms
