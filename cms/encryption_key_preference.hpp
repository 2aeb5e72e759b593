// The encryption key preference (RFC 8551, 2.5.3), and Outlook's own form of it: which of the
// signer's certificates to encrypt for.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "cms/attributes.hpp"
#include "cms/identifiers.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// SMIMEEncryptionKeyPreference ::= CHOICE {
///   issuerAndSerialNumber    [0] IssuerAndSerialNumber,
///   receipentKeyId           [1] RecipientKeyIdentifier,
///   subjectAltKeyIdentifier  [2] SubjectKeyIdentifier }
/// ```
/// RecipientKeyIdentifier begins with a subjectKeyIdentifier, which is what is kept of it.
/// \standard{RFC 8551, 2.5.3}
struct EncryptionKeyPreference {
  enum class Form { issuer_and_serial_number, recipient_key_id, subject_alt_key_identifier };
  Form form = Form::issuer_and_serial_number;
  CertificateIdentifier id;

  static EncryptionKeyPreference of(const x509::Certificate& certificate);
  /// @throws Error (malformed)
  static EncryptionKeyPreference decode(ByteView value);
  Bytes encode() const;
  /// The form that Outlook writes: a bare IssuerAndSerialNumber.
  static EncryptionKeyPreference decode_microsoft(ByteView value);
  static Bytes encode_microsoft(const x509::Certificate& certificate);
};

/// The certificate that the signed attributes prefer, by either attribute, among these; nothing
/// where none is preferred or it is not there.
std::optional<x509::Certificate> preferred_certificate(
    const Attributes& signed_attrs, const std::vector<x509::Certificate>& certificates);

}  // namespace smime::cms
