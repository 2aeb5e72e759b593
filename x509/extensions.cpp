// The extensions that say who holds a key and what it may do (RFC 5280, 4.2.1.1 to 4.2.1.3, 4.2.1.6
// to 4.2.1.9, 4.2.1.12).
#include "x509/extensions.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using asn1::Writer;

Reader open(Reader& value) {
  Reader fields = value.sequence({});
  value.finish();
  return fields;
}

Time read_generalized(Reader& fields, std::uint32_t number, std::string_view name) {
  return asn1::read_generalized_time(fields.element(asn1::context(number, false), name).contents);
}

GeneralNames decode_names(ByteView value, std::string path) {
  Reader reader(value, Rules::der(), std::move(path));
  GeneralNames names = read_general_names(reader, {});
  reader.finish();
  return names;
}

}  // namespace

AuthorityKeyIdentifier AuthorityKeyIdentifier::decode(ByteView value) {
  Reader reader(value, Rules::der(), "authorityKeyIdentifier");
  Reader fields = open(reader);
  AuthorityKeyIdentifier result;
  if (fields.next_is(asn1::context(0, false))) {
    result.key_identifier = fields.octet_string("keyIdentifier", asn1::context(0, false));
  }
  if (fields.next_is(asn1::context(1))) {
    result.authority_cert_issuer =
        read_general_names(fields, "authorityCertIssuer", asn1::context(1));
  }
  if (fields.next_is(asn1::context(2, false))) {
    result.authority_cert_serial_number =
        fields.integer_octets("authorityCertSerialNumber", asn1::context(2, false));
  }
  fields.finish();
  return result;
}

Bytes AuthorityKeyIdentifier::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (key_identifier) fields.octet_string(*key_identifier, asn1::context(0, false));
      if (!authority_cert_issuer.empty()) {
        write_general_names(fields, authority_cert_issuer, asn1::context(1));
      }
      if (authority_cert_serial_number) {
        fields.integer_octets(*authority_cert_serial_number, asn1::context(2, false));
      }
    });
  });
}

SubjectKeyIdentifier SubjectKeyIdentifier::decode(ByteView value) {
  Reader reader(value, Rules::der(), "subjectKeyIdentifier");
  SubjectKeyIdentifier result{reader.octet_string({})};
  reader.finish();
  return result;
}

Bytes SubjectKeyIdentifier::encode() const {
  return asn1::encode([&](Writer& writer) { writer.octet_string(key_identifier); });
}

std::string KeyUsage::to_text() const {
  constexpr std::array names = {"digitalSignature", "nonRepudiation", "keyEncipherment",
                                "dataEncipherment", "keyAgreement",   "keyCertSign",
                                "cRLSign",          "encipherOnly",   "decipherOnly"};
  std::string text;
  for (std::size_t bit = 0; bit < names.size(); ++bit) {
    if ((bits >> bit & 1) == 0) continue;
    if (!text.empty()) text += ", ";
    text += names[bit];
  }
  return text;
}

KeyUsage KeyUsage::decode(ByteView value) {
  Reader reader(value, Rules::der(), "keyUsage");
  const asn1::BitString read = reader.bit_string({});
  reader.finish();
  KeyUsage result;
  for (std::uint32_t bit = 0; bit < 9; ++bit) {
    if (read.bit(bit)) result.bits |= 1U << bit;
  }
  return result;
}

Bytes KeyUsage::encode() const {
  return asn1::encode([&](Writer& writer) { writer.named_bits(bits); });
}

PrivateKeyUsagePeriod PrivateKeyUsagePeriod::decode(ByteView value) {
  Reader reader(value, Rules::der(), "privateKeyUsagePeriod");
  Reader fields = open(reader);
  PrivateKeyUsagePeriod result;
  if (fields.next_is(asn1::context(0, false))) {
    result.not_before = read_generalized(fields, 0, "notBefore");
  }
  if (fields.next_is(asn1::context(1, false))) {
    result.not_after = read_generalized(fields, 1, "notAfter");
  }
  fields.finish();
  return result;
}

Bytes PrivateKeyUsagePeriod::encode() const {
  const auto octets = [](const Time& time) {
    return primitives::to_bytes(asn1::write_generalized_time(time));
  };
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (not_before) fields.primitive(asn1::context(0, false), octets(*not_before));
      if (not_after) fields.primitive(asn1::context(1, false), octets(*not_after));
    });
  });
}

SubjectAltName SubjectAltName::decode(ByteView value) {
  return {decode_names(value, "subjectAltName")};
}

Bytes SubjectAltName::encode() const {
  return asn1::encode([&](Writer& writer) { write_general_names(writer, names); });
}

IssuerAltName IssuerAltName::decode(ByteView value) {
  return {decode_names(value, "issuerAltName")};
}

Bytes IssuerAltName::encode() const {
  return asn1::encode([&](Writer& writer) { write_general_names(writer, names); });
}

SubjectDirectoryAttributes SubjectDirectoryAttributes::decode(ByteView value) {
  Reader reader(value, Rules::der(), "subjectDirectoryAttributes");
  Reader list = open(reader);
  SubjectDirectoryAttributes result;
  while (!list.empty()) {
    Reader fields = list.sequence("attribute");
    Attribute attribute{fields.object_identifier("type"), {}};
    Reader values = fields.set_of("values");
    while (!values.empty()) attribute.values.push_back(primitives::to_bytes(values.any()));
    fields.finish();
    result.attributes.push_back(std::move(attribute));
  }
  return result;
}

Bytes SubjectDirectoryAttributes::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const Attribute& attribute : attributes) {
        list.sequence([&](Writer& fields) {
          fields.object_identifier(attribute.type);
          fields.set_of(attribute.values);
        });
      }
    });
  });
}

BasicConstraints BasicConstraints::decode(ByteView value) {
  Reader reader(value, Rules::der(), "basicConstraints");
  Reader fields = open(reader);
  BasicConstraints result;
  if (fields.next_is(asn1::kBoolean)) result.ca = fields.boolean("cA");
  if (!fields.empty()) {
    result.path_len_constraint = static_cast<std::uint32_t>(
        fields.small_integer("pathLenConstraint", 0, std::numeric_limits<std::int32_t>::max()));
  }
  fields.finish();
  return result;
}

Bytes BasicConstraints::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (ca) fields.boolean(true);
      if (path_len_constraint) fields.integer(Integer(*path_len_constraint));
    });
  });
}

bool ExtendedKeyUsage::has(const ObjectIdentifier& purpose) const {
  return std::ranges::find(key_purpose_ids, purpose) != key_purpose_ids.end();
}

ExtendedKeyUsage ExtendedKeyUsage::decode(ByteView value) {
  Reader reader(value, Rules::der(), "extKeyUsage");
  Reader list = open(reader);
  ExtendedKeyUsage result;
  do {
    result.key_purpose_ids.push_back(list.object_identifier("keyPurposeId"));
  } while (!list.empty());
  return result;
}

Bytes ExtendedKeyUsage::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const ObjectIdentifier& purpose : key_purpose_ids) list.object_identifier(purpose);
    });
  });
}

}  // namespace smime::x509
