// Certificate (RFC 5280, 4.1): decoded once, immutable, its own octets kept.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asn1/reader.hpp"
#include "primitives/digest.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/encoded_time.hpp"
#include "x509/extension.hpp"
#include "x509/name.hpp"
#include "x509/public_key.hpp"
#include "x509/signed_object.hpp"

namespace smime::x509 {

/// \standard{RFC 5280, 4.1.2.5}
struct Validity {
  EncodedTime not_before;
  EncodedTime not_after;  ///< inclusive

  friend bool operator==(const Validity&, const Validity&) = default;
};

/// The fields under the signature.
///
/// ```asn1
/// TBSCertificate ::= SEQUENCE {
///   version               [0] EXPLICIT Version DEFAULT v1,
///   serialNumber          CertificateSerialNumber,
///   signature             AlgorithmIdentifier,
///   issuer                Name,
///   validity              Validity,
///   subject               Name,
///   subjectPublicKeyInfo  SubjectPublicKeyInfo,
///   issuerUniqueID        [1] IMPLICIT UniqueIdentifier OPTIONAL,
///   subjectUniqueID       [2] IMPLICIT UniqueIdentifier OPTIONAL,
///   extensions            [3] EXPLICIT Extensions OPTIONAL }
/// ```
/// \standard{RFC 5280, 4.1.2}
struct TbsCertificate {
  int version = 3;      ///< 1, 2 or 3, as people say it
  Bytes serial_number;  ///< INTEGER contents octets, sign included
  AlgorithmIdentifier signature;
  Name issuer;
  Validity validity;
  Name subject;
  PublicKey subject_public_key_info;
  std::optional<asn1::BitString> issuer_unique_id;
  std::optional<asn1::BitString> subject_unique_id;
  Extensions extensions;

  static TbsCertificate read(asn1::Reader& reader);
  Bytes encode() const;
};

/// A certificate. Copying one copies a pointer.
///
/// ```asn1
/// Certificate ::= SEQUENCE {
///   tbsCertificate      TBSCertificate,
///   signatureAlgorithm  AlgorithmIdentifier,
///   signatureValue      BIT STRING }
/// ```
/// \standard{RFC 5280, 4.1.1}
class Certificate {
 public:
  /// @throws Error (malformed, not_der, trailing_data, unsupported_version)
  static Certificate decode(ByteView der);
  static Certificate decode(Bytes&& der);
  /// A certificate from its three parts: what issuing ends with.
  static Certificate assemble(ByteView tbs_certificate, const AlgorithmIdentifier& algorithm,
                              ByteView signature_value);

  /// The whole encoding, as it was read.
  ByteView der() const { return fields_->der; }
  /// The octets that are signed.
  ByteView tbs_der() const { return fields_->tbs_der; }
  const TbsCertificate& tbs_certificate() const { return fields_->tbs_certificate; }
  const AlgorithmIdentifier& signature_algorithm() const { return fields_->signature_algorithm; }
  ByteView signature_value() const { return fields_->signature.octets; }
  /// Whether the signature is this key's, and both fields that name its algorithm agree.
  /// \standard{RFC 5280, 4.1.1.2 and 4.1.1.3}
  /// @throws Error (unsupported_algorithm, malformed, invalid_key)
  bool is_signed_with(const PublicKey& issuer_key) const;

  int version() const { return tbs_certificate().version; }
  ByteView serial_number() const { return tbs_certificate().serial_number; }
  const Name& issuer() const { return tbs_certificate().issuer; }
  const Name& subject() const { return tbs_certificate().subject; }
  const Validity& validity() const { return tbs_certificate().validity; }
  const PublicKey& public_key() const { return tbs_certificate().subject_public_key_info; }
  const Extensions& extensions() const { return tbs_certificate().extensions; }

  /// Issuer and subject match. \standard{RFC 5280, 6.1}
  bool is_self_issued() const { return issuer() == subject(); }
  /// subjectKeyIdentifier's value, where the extension is there.
  std::optional<Bytes> subject_key_identifier() const;
  /// The addresses: every rfc822Name (and SmtpUTF8Mailbox) of subjectAltName, then every
  /// emailAddress of the subject, each once. A subjectAltName that cannot be read yields none.
  /// \standard{RFC 8550, 3}
  std::vector<std::string> emails() const;
  /// Whether one of the addresses is `mailbox`; the domain is compared without case.
  bool has_email(std::string_view mailbox) const;
  /// Digest of the whole encoding; SHA-256 is what reports name certificates by.
  Bytes fingerprint(primitives::DigestAlgorithm digest = primitives::DigestAlgorithm::sha256) const;
  std::string sha256_hex() const;
  /// "01a4": hexadecimal of the serial number.
  std::string serial_hex() const;

  /// Whether both are the same octets.
  friend bool operator==(const Certificate& left, const Certificate& right) {
    return left.fields_ == right.fields_ || left.fields_->der == right.fields_->der;
  }

 private:
  struct Fields {
    Bytes der;
    ByteView tbs_der;          // into der
    SignatureValue signature;  // into der
    AlgorithmIdentifier signature_algorithm;
    TbsCertificate tbs_certificate;
  };
  explicit Certificate(std::shared_ptr<const Fields> fields) : fields_(std::move(fields)) {}

  std::shared_ptr<const Fields> fields_;
};

/// Whether two mailboxes are the same: local parts octet by octet, domains without case.
/// \standard{RFC 5280, 7.5}
bool same_mailbox(std::string_view left, std::string_view right);

}  // namespace smime::x509
