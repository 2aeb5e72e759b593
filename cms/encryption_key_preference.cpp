// The encryption key preference (RFC 8551, 2.5.3), and Outlook's own form of it.
#include "cms/encryption_key_preference.hpp"

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using Form = EncryptionKeyPreference::Form;

// ```asn1
// RecipientKeyIdentifier ::= SEQUENCE {
//   subjectKeyIdentifier  SubjectKeyIdentifier,
//   date                  GeneralizedTime OPTIONAL,
//   other                 OtherKeyAttribute OPTIONAL }
// ```
SubjectKeyIdentifier read_recipient_key_identifier(asn1::Reader& fields) {
  SubjectKeyIdentifier id{fields.octet_string("subjectKeyIdentifier")};
  while (!fields.empty()) fields.element("other");
  return id;
}

}  // namespace

EncryptionKeyPreference EncryptionKeyPreference::of(const x509::Certificate& certificate) {
  return {Form::issuer_and_serial_number, CertificateIdentifier::of(certificate)};
}

EncryptionKeyPreference EncryptionKeyPreference::decode(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "encryptionKeyPreference");
  EncryptionKeyPreference result;
  if (reader.next_is(asn1::context(2, false))) {
    result.form = Form::subject_alt_key_identifier;
    result.id = CertificateIdentifier(SubjectKeyIdentifier{
        reader.octet_string("subjectAltKeyIdentifier", asn1::context(2, false))});
  } else if (auto fields = reader.optional_context(1, "receipentKeyId")) {
    result.form = Form::recipient_key_id;
    result.id = CertificateIdentifier(read_recipient_key_identifier(*fields));
  } else {
    asn1::Reader inside = reader.context(0, "issuerAndSerialNumber");
    result.id = CertificateIdentifier(IssuerAndSerialNumber::read_fields(inside));
  }
  reader.finish();
  return result;
}

Bytes EncryptionKeyPreference::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    if (form == Form::issuer_and_serial_number) {
      writer.context(
          0, [&](asn1::Writer& fields) { id.issuer_and_serial_number().write_fields(fields); });
    } else if (form == Form::recipient_key_id) {
      writer.context(1,
                     [&](asn1::Writer& fields) { fields.octet_string(id.key_identifier().value); });
    } else {
      writer.octet_string(id.key_identifier().value, asn1::context(2, false));
    }
  });
}

EncryptionKeyPreference EncryptionKeyPreference::decode_microsoft(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "encryptionKeyPreference");
  EncryptionKeyPreference result;
  result.id = CertificateIdentifier(IssuerAndSerialNumber::read(reader, {}));
  reader.finish();
  return result;
}

Bytes EncryptionKeyPreference::encode_microsoft(const x509::Certificate& certificate) {
  return asn1::encode(
      [&](asn1::Writer& writer) { IssuerAndSerialNumber::of(certificate).write(writer); });
}

std::optional<x509::Certificate> preferred_certificate(
    const Attributes& signed_attrs, const std::vector<x509::Certificate>& certificates) {
  std::optional<EncryptionKeyPreference> preference;
  if (const auto value = signed_attrs.only_value(id_aa_encrypKeyPref)) {
    preference = EncryptionKeyPreference::decode(*value);
  } else if (const auto microsoft = signed_attrs.only_value(microsoft_encryption_key_preference)) {
    preference = EncryptionKeyPreference::decode_microsoft(*microsoft);
  }
  if (!preference) return std::nullopt;
  for (const auto& certificate : certificates) {
    if (preference->id.names(certificate)) return certificate;
  }
  return std::nullopt;
}

}  // namespace smime::cms
