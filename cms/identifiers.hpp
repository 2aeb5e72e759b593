// Who signs and who may open: SignerIdentifier and RecipientIdentifier (RFC 5652, 5.3 and 6.2.1).
#pragma once

#include <string>
#include <variant>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/certificate.hpp"
#include "x509/name.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// IssuerAndSerialNumber ::= SEQUENCE {
///   issuer        Name,
///   serialNumber  CertificateSerialNumber }
/// ```
/// \standard{RFC 5652, 10.2.4}
struct IssuerAndSerialNumber {
  x509::Name issuer;
  Bytes serial_number;  ///< INTEGER contents octets

  static IssuerAndSerialNumber of(const x509::Certificate& certificate);
  static IssuerAndSerialNumber read(asn1::Reader& reader, std::string_view name);
  void write(asn1::Writer& writer) const;
  /// The fields alone, for IMPLICIT tagging.
  static IssuerAndSerialNumber read_fields(asn1::Reader& fields);
  void write_fields(asn1::Writer& writer) const;
  bool names(const x509::Certificate& certificate) const;
  std::string text() const;
};

/// SubjectKeyIdentifier ::= OCTET STRING. \standard{RFC 5652, 10.2.5}
struct SubjectKeyIdentifier {
  Bytes value;

  bool names(const x509::Certificate& certificate) const;
};

/// In ASN.1:
///
/// ```asn1
/// SignerIdentifier ::= CHOICE {
///   issuerAndSerialNumber  IssuerAndSerialNumber,
///   subjectKeyIdentifier   [0] SubjectKeyIdentifier }
/// ```
/// RecipientIdentifier has the same two choices. \standard{RFC 5652, 5.3 and 6.2.1}
class CertificateIdentifier {
 public:
  CertificateIdentifier() = default;
  explicit CertificateIdentifier(IssuerAndSerialNumber id) : id_(std::move(id)) {}
  explicit CertificateIdentifier(SubjectKeyIdentifier id) : id_(std::move(id)) {}
  /// Issuer and serial number of a certificate.
  static CertificateIdentifier of(const x509::Certificate& certificate);
  /// The certificate's subjectKeyIdentifier. @throws Error (not_found) where it has none
  static CertificateIdentifier by_key_identifier(const x509::Certificate& certificate);

  static CertificateIdentifier read(asn1::Reader& reader, std::string_view name);
  void write(asn1::Writer& writer) const;

  bool names(const x509::Certificate& certificate) const;
  bool is_key_identifier() const { return std::holds_alternative<SubjectKeyIdentifier>(id_); }
  /// The alternative that it is; the other one must not be asked for.
  const IssuerAndSerialNumber& issuer_and_serial_number() const {
    return std::get<IssuerAndSerialNumber>(id_);
  }
  const SubjectKeyIdentifier& key_identifier() const { return std::get<SubjectKeyIdentifier>(id_); }
  /// "serial 01a4 of CN=Authority", "key identifier 5e3f..."
  std::string text() const;

 private:
  std::variant<IssuerAndSerialNumber, SubjectKeyIdentifier> id_;
};

}  // namespace smime::cms
