// Who signs and who may open: SignerIdentifier and RecipientIdentifier (RFC 5652, 5.3 and 6.2.1).
#include "cms/identifiers.hpp"

#include "primitives/text_encodings.hpp"

namespace smime::cms {

IssuerAndSerialNumber IssuerAndSerialNumber::of(const x509::Certificate& certificate) {
  return {certificate.issuer(), primitives::to_bytes(certificate.serial_number())};
}

IssuerAndSerialNumber IssuerAndSerialNumber::read(asn1::Reader& reader, std::string_view name) {
  asn1::Reader fields = reader.sequence(name);
  return read_fields(fields);
}

IssuerAndSerialNumber IssuerAndSerialNumber::read_fields(asn1::Reader& fields) {
  IssuerAndSerialNumber id;
  id.issuer = x509::Name::read(fields, "issuer");
  id.serial_number = fields.integer_octets("serialNumber");
  fields.finish();
  return id;
}

void IssuerAndSerialNumber::write(asn1::Writer& writer) const {
  writer.sequence([&](asn1::Writer& inside) { write_fields(inside); });
}

void IssuerAndSerialNumber::write_fields(asn1::Writer& writer) const {
  writer.raw(issuer.der());
  writer.integer_octets(serial_number);
}

bool IssuerAndSerialNumber::names(const x509::Certificate& certificate) const {
  return primitives::equal(serial_number, certificate.serial_number()) &&
         issuer == certificate.issuer();
}

std::string IssuerAndSerialNumber::text() const {
  return "serial " + primitives::to_hex(serial_number) + " of " + issuer.rfc4514();
}

bool SubjectKeyIdentifier::names(const x509::Certificate& certificate) const {
  const auto identifier = certificate.subject_key_identifier();
  return identifier && *identifier == value;
}

CertificateIdentifier CertificateIdentifier::of(const x509::Certificate& certificate) {
  return CertificateIdentifier(IssuerAndSerialNumber::of(certificate));
}

CertificateIdentifier CertificateIdentifier::by_key_identifier(
    const x509::Certificate& certificate) {
  const auto identifier = certificate.subject_key_identifier();
  if (!identifier) {
    throw Error(ErrorKind::not_found, "a certificate without subjectKeyIdentifier",
                "it can be named by issuer and serial number alone", "RFC 5652, 5.3");
  }
  return CertificateIdentifier(SubjectKeyIdentifier{*identifier});
}

CertificateIdentifier CertificateIdentifier::read(asn1::Reader& reader, std::string_view name) {
  const asn1::Tag key_identifier = asn1::context(0, false);
  if (reader.next_is(key_identifier)) {
    return CertificateIdentifier(SubjectKeyIdentifier{reader.octet_string(name, key_identifier)});
  }
  return CertificateIdentifier(IssuerAndSerialNumber::read(reader, name));
}

void CertificateIdentifier::write(asn1::Writer& writer) const {
  if (const auto* key = std::get_if<SubjectKeyIdentifier>(&id_)) {
    writer.octet_string(key->value, asn1::context(0, false));
  } else {
    std::get<IssuerAndSerialNumber>(id_).write(writer);
  }
}

bool CertificateIdentifier::names(const x509::Certificate& certificate) const {
  return std::visit([&](const auto& id) { return id.names(certificate); }, id_);
}

std::string CertificateIdentifier::text() const {
  if (const auto* key = std::get_if<SubjectKeyIdentifier>(&id_)) {
    return "key identifier " + primitives::to_hex(key->value);
  }
  return std::get<IssuerAndSerialNumber>(id_).text();
}

}  // namespace smime::cms
