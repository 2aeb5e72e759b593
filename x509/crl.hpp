// CertificateList (RFC 5280, 5): CRLs of version 1 and 2, full, delta and indirect.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "asn1/time.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/encoded_time.hpp"
#include "x509/extension.hpp"
#include "x509/name.hpp"
#include "x509/public_key.hpp"
#include "x509/signed_object.hpp"

namespace smime::x509 {

/// \standard{RFC 5280, 5.3.1}
enum class CrlReason {
  unspecified = 0,
  key_compromise = 1,
  ca_compromise = 2,
  affiliation_changed = 3,
  superseded = 4,
  cessation_of_operation = 5,
  certificate_hold = 6,
  remove_from_crl = 8,
  privilege_withdrawn = 9,
  aa_compromise = 10,
};

/// "keyCompromise"
std::string_view to_string(CrlReason reason);
/// @throws Error (invalid_argument) for a word that is no reason
CrlReason crl_reason(std::string_view word);

/// One entry of revokedCertificates. \standard{RFC 5280, 5.1.2.6}
struct RevokedCertificate {
  Bytes user_certificate;  ///< serial number, INTEGER contents octets
  EncodedTime revocation_date;
  Extensions crl_entry_extensions;

  /// unspecified where the extension is missing. \standard{RFC 5280, 5.3.1}
  CrlReason reason() const;
  std::optional<Time> invalidity_date() const;
};

/// In ASN.1:
///
/// ```asn1
/// TBSCertList ::= SEQUENCE {
///   version              Version OPTIONAL, -- if present, v2
///   signature            AlgorithmIdentifier,
///   issuer               Name,
///   thisUpdate           Time,
///   nextUpdate           Time OPTIONAL,
///   revokedCertificates  SEQUENCE OF SEQUENCE { ... } OPTIONAL,
///   crlExtensions        [0] EXPLICIT Extensions OPTIONAL }
/// ```
/// \standard{RFC 5280, 5.1.2}
struct TbsCertList {
  int version = 2;  ///< 1 or 2, as people say it
  AlgorithmIdentifier signature;
  Name issuer;
  EncodedTime this_update;
  std::optional<EncodedTime> next_update;
  std::vector<RevokedCertificate> revoked_certificates;
  Extensions crl_extensions;

  static TbsCertList read(asn1::Reader& reader);
  Bytes encode() const;
};

/// A CRL. Copying one copies a pointer. \standard{RFC 5280, 5.1.1}
class CertificateList {
 public:
  static CertificateList decode(ByteView der);
  static CertificateList assemble(ByteView tbs_cert_list, const AlgorithmIdentifier& algorithm,
                                  ByteView signature_value);

  ByteView der() const { return fields_->der; }
  ByteView tbs_der() const { return fields_->tbs_der; }
  const TbsCertList& tbs_cert_list() const { return fields_->tbs_cert_list; }
  const AlgorithmIdentifier& signature_algorithm() const { return fields_->signature_algorithm; }
  ByteView signature_value() const { return fields_->signature.octets; }
  /// Whether the signature is this key's, and both fields that name its algorithm agree.
  /// \standard{RFC 5280, 5.1.1.2 and 5.1.1.3}
  /// @throws Error (unsupported_algorithm, malformed, invalid_key)
  bool is_signed_with(const PublicKey& issuer_key) const;
  const Name& issuer() const { return tbs_cert_list().issuer; }
  const Extensions& extensions() const { return tbs_cert_list().crl_extensions; }

  std::optional<Integer> crl_number() const;
  /// BaseCRLNumber, where this is a delta CRL. \standard{RFC 5280, 5.2.4}
  std::optional<Integer> delta_crl_indicator() const;

  /// The entry for a certificate of `certificate_issuer`, by the certificateIssuer entry extensions
  /// of an indirect CRL; null where there is none. \standard{RFC 5280, 5.3.3}
  const RevokedCertificate* find(const Name& certificate_issuer, ByteView serial_number) const;

 private:
  struct Fields {
    Bytes der;
    ByteView tbs_der;          // into der
    SignatureValue signature;  // into der
    AlgorithmIdentifier signature_algorithm;
    TbsCertList tbs_cert_list;
  };
  explicit CertificateList(std::shared_ptr<const Fields> fields) : fields_(std::move(fields)) {}

  std::shared_ptr<const Fields> fields_;
};

}  // namespace smime::x509
