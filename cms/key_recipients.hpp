// RecipientInfo (RFC 5652, 6.2): for each recipient the content-encryption key, in one of its
// forms.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "asn1/time.hpp"
#include "cms/identifiers.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// The key under a certificate's RSA key.
///
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

/// In ASN.1:
///
/// ```asn1
/// KEKIdentifier ::= SEQUENCE {
///   keyIdentifier  OCTET STRING,
///   date           GeneralizedTime OPTIONAL,
///   other          OtherKeyAttribute OPTIONAL }
/// ```
/// \standard{RFC 5652, 6.2.3}
struct KekIdentifier {
  Bytes key_identifier;
  std::optional<Time> date;
  Bytes other;  ///< a whole encoding; empty where absent

  static KekIdentifier read(asn1::Reader& reader);
  void write(asn1::Writer& writer) const;
};

/// The key under a symmetric key that both sides have.
///
/// ```asn1
/// KEKRecipientInfo ::= SEQUENCE {
///   version                 CMSVersion,
///   kekid                   KEKIdentifier,
///   keyEncryptionAlgorithm  KeyEncryptionAlgorithmIdentifier,
///   encryptedKey            EncryptedKey }
/// ```
/// \standard{RFC 5652, 6.2.3}
struct KekRecipientInfo {
  int version = 4;
  KekIdentifier kekid;
  x509::AlgorithmIdentifier key_encryption_algorithm;
  Bytes encrypted_key;

  static KekRecipientInfo read(asn1::Reader& fields);
  Bytes encode() const;
};

/// The key under a key derived from a password.
///
/// ```asn1
/// PasswordRecipientInfo ::= SEQUENCE {
///   version                 CMSVersion,
///   keyDerivationAlgorithm  [0] KeyDerivationAlgorithmIdentifier OPTIONAL,
///   keyEncryptionAlgorithm  KeyEncryptionAlgorithmIdentifier,
///   encryptedKey            EncryptedKey }
/// ```
/// \standard{RFC 5652, 6.2.4}
struct PasswordRecipientInfo {
  int version = 0;
  std::optional<x509::AlgorithmIdentifier> key_derivation_algorithm;
  x509::AlgorithmIdentifier key_encryption_algorithm;
  Bytes encrypted_key;

  static PasswordRecipientInfo read(asn1::Reader& fields);
  Bytes encode() const;
};

/// Key agreement ([1]) and other forms ([4]), kept as they stand. \standard{RFC 5652, 6.2.2 and
/// 6.2.5}
struct OtherRecipientInfo {
  Bytes encoding;

  /// Whether this is a KeyAgreeRecipientInfo.
  bool is_key_agreement() const { return encoding[0] == 0xa1; }
};

/// In ASN.1:
///
/// ```asn1
/// RecipientInfo ::= CHOICE {
///   ktri   KeyTransRecipientInfo,
///   kari   [1] KeyAgreeRecipientInfo,
///   kekri  [2] KEKRecipientInfo,
///   pwri   [3] PasswordRecipientInfo,
///   ori    [4] OtherRecipientInfo }
/// ```
/// \standard{RFC 5652, 6.2}
using RecipientInfo = std::variant<KeyTransRecipientInfo, KekRecipientInfo, PasswordRecipientInfo,
                                   OtherRecipientInfo>;
using RecipientInfos = std::vector<RecipientInfo>;

RecipientInfo read_recipient_info(asn1::Reader& reader);
Bytes encode(const RecipientInfo& info);

/// Whom it is for, as reports say it: "serial 01a4 of CN=Authority", "key 5e3f", "a password".
std::string recipient_text(const RecipientInfo& info);
/// How the key is protected: "rsaes-pkcs1-v1_5", "rsaes-oaep", "aes-256-wrap", "pwri-kek", or a
/// dotted identifier.
std::string key_management_name(const RecipientInfo& info);

}  // namespace smime::cms
