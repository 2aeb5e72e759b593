// Distinguished names (RFC 5280, 4.1.2.4): read, written and taken apart.
#include "x509/name.hpp"

#include "primitives/text_encodings.hpp"

namespace smime::x509 {
namespace {

constexpr std::size_t kMaxParts = 1000;
constexpr std::uint8_t kEmptySequence[] = {0x30, 0x00};

// Walks over one RDN; keeps its attributes where `out` is there. How many attributes it has.
std::size_t read_rdn(asn1::Reader& rdns, RelativeDistinguishedName* out) {
  asn1::Reader rdn = rdns.set_of("relativeDistinguishedName");
  if (rdn.empty()) {
    throw rdn.error(ErrorKind::malformed, "an empty RelativeDistinguishedName",
                    "it has at least one attribute", "RFC 5280, 4.1.2.4");
  }
  std::size_t count = 0;
  for (; !rdn.empty(); ++count) {
    asn1::Reader attribute = rdn.sequence({});
    if (out == nullptr) {
      attribute.element(asn1::kObjectIdentifier, "type");
      attribute.any("value");
    } else {
      ObjectIdentifier type = attribute.object_identifier("type");
      out->push_back({std::move(type), primitives::to_bytes(attribute.any("value"))});
    }
    attribute.finish();
  }
  return count;
}

bool is_string(asn1::Tag tag) {
  return tag == asn1::kUtf8String || tag == asn1::kPrintableString || tag == asn1::kIa5String ||
         tag == asn1::kTeletexString || tag == asn1::kBmpString || tag == asn1::kUniversalString ||
         tag == asn1::kNumericString || tag == asn1::kVisibleString;
}

}  // namespace

AttributeTypeAndValue AttributeTypeAndValue::of(const ObjectIdentifier& type,
                                                std::string_view utf8) {
  asn1::Writer writer;
  if (type == id_at_countryName || type == id_at_serialNumber) {
    writer.printable_string(utf8);
  } else if (type == id_emailAddress || type == id_domainComponent) {
    writer.ia5_string(utf8);
  } else {
    writer.utf8_string(utf8);
  }
  return {type, writer.take()};
}

std::optional<std::string> AttributeTypeAndValue::string() const {
  try {
    asn1::Reader reader(value);
    const auto tag = reader.peek();
    if (tag && is_string(*tag)) return reader.string("value");
  } catch (const Error&) {
    // It has no text.
  }
  return std::nullopt;
}

std::string AttributeTypeAndValue::text() const {
  if (auto utf8 = string()) return *std::move(utf8);
  return std::string("#").append(primitives::to_hex(value));
}

Name::Name() : der_(std::begin(kEmptySequence), std::end(kEmptySequence)) {}

Name::Name(const std::vector<RelativeDistinguishedName>& rdn_sequence)
    : der_(asn1::encode([&](asn1::Writer& writer) {
        writer.sequence([&](asn1::Writer& rdns) {
          for (const RelativeDistinguishedName& rdn : rdn_sequence) {
            std::vector<Bytes> attributes;
            for (const AttributeTypeAndValue& attribute : rdn) {
              attributes.push_back(asn1::encode([&](asn1::Writer& one) {
                one.sequence([&](asn1::Writer& fields) {
                  fields.object_identifier(attribute.type);
                  fields.raw(attribute.value);
                });
              }));
            }
            rdns.set_of(std::move(attributes));
          }
        });
      })) {}

Name Name::of(const std::vector<std::pair<ObjectIdentifier, std::string>>& attributes) {
  std::vector<RelativeDistinguishedName> rdns;
  for (const auto& [type, value] : attributes) {
    rdns.push_back({AttributeTypeAndValue::of(type, value)});
  }
  return Name(rdns);
}

Name Name::decode(ByteView der) {
  asn1::Reader reader(der, asn1::Rules::der(), "name");
  Name name = read(reader, {});
  reader.finish();
  return name;
}

Name Name::read(asn1::Reader& reader, std::string_view name, asn1::Tag tag) {
  const ByteView before = reader.rest();
  asn1::Reader rdns = reader.inside(tag, name);
  const ByteView whole = before.first(before.size() - reader.rest().size());
  for (std::size_t parts = 0; !rdns.empty();) {
    parts += read_rdn(rdns, nullptr);
    if (parts > kMaxParts) {
      throw rdns.error(ErrorKind::limit_exceeded, "a name of more than 1,000 parts",
                       "a name has at most 1,000 parts here", "");
    }
  }
  Name result;
  result.der_.assign(whole.begin(), whole.end());
  result.der_[0] = kEmptySequence[0];  // an IMPLICIT tag stands for SEQUENCE
  return result;
}

std::vector<RelativeDistinguishedName> Name::rdn_sequence() const {
  std::vector<RelativeDistinguishedName> result;
  asn1::Reader reader(der_, asn1::Rules::ber(), "name");  // checked when it was read
  asn1::Reader rdns = reader.sequence({});
  while (!rdns.empty()) read_rdn(rdns, &result.emplace_back());
  return result;
}

std::vector<std::string> Name::values(const ObjectIdentifier& type) const {
  std::vector<std::string> result;
  for (const RelativeDistinguishedName& rdn : rdn_sequence()) {
    for (const AttributeTypeAndValue& attribute : rdn) {
      if (attribute.type == type) result.push_back(attribute.text());
    }
  }
  return result;
}

std::string Name::common_name() const {
  const std::vector<std::string> names = values(id_at_commonName);
  return names.empty() ? rfc4514() : names.back();
}

}  // namespace smime::x509
