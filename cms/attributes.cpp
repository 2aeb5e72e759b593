// Attributes of signers (RFC 5652, 5.3 and 11).
#include "cms/attributes.hpp"

#include <algorithm>

namespace smime::cms {

Attribute Attribute::read(asn1::Reader& reader) {
  asn1::Reader fields = reader.sequence("attribute");
  Attribute attribute;
  attribute.attr_type = fields.object_identifier("attrType");
  asn1::Reader values = fields.inside(asn1::kSet, "attrValues");
  while (!values.empty()) {
    attribute.attr_values.push_back(primitives::to_bytes(values.any("value")));
  }
  fields.finish();
  return attribute;
}

Bytes Attribute::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& inside) {
      inside.object_identifier(attr_type);
      inside.set_of(attr_values);
    });
  });
}

Attributes Attributes::read_set(asn1::Reader& set) {
  Attributes attributes;
  while (!set.empty()) attributes.all_.push_back(Attribute::read(set));
  return attributes;
}

void Attributes::add_value(const ObjectIdentifier& type, Bytes value) {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const Attribute& a) { return a.attr_type == type; });
  if (found == all_.end()) {
    add(type, std::move(value));
  } else {
    found->attr_values.push_back(std::move(value));
  }
}

std::size_t Attributes::count(const ObjectIdentifier& type) const {
  return static_cast<std::size_t>(std::count_if(
      all_.begin(), all_.end(), [&](const Attribute& a) { return a.attr_type == type; }));
}

std::optional<ByteView> Attributes::only_value(const ObjectIdentifier& type) const {
  if (count(type) != 1) return std::nullopt;
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const Attribute& a) { return a.attr_type == type; });
  if (found->attr_values.size() != 1) return std::nullopt;
  return found->attr_values.front();
}

std::vector<Bytes> Attributes::encodings() const {
  std::vector<Bytes> result;
  for (const Attribute& attribute : all_) result.push_back(attribute.encode());
  return result;
}

Bytes Attributes::encode_as_set() const {
  return asn1::encode([&](asn1::Writer& writer) { writer.set_of(encodings()); });
}

void Attributes::write(asn1::Writer& writer, std::uint32_t number) const {
  writer.set_of(encodings(), asn1::context(number));
}

Bytes content_type_value(const ObjectIdentifier& type) {
  return asn1::encode([&](asn1::Writer& writer) { writer.object_identifier(type); });
}

Bytes message_digest_value(ByteView digest) {
  return asn1::encode([&](asn1::Writer& writer) { writer.octet_string(digest); });
}

Bytes signing_time_value(const Time& time) {
  return asn1::encode([&](asn1::Writer& writer) { writer.time(time); });
}

ObjectIdentifier read_content_type(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "content-type");
  ObjectIdentifier type = reader.object_identifier("value");
  reader.finish();
  return type;
}

Bytes read_message_digest(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "message-digest");
  Bytes digest = reader.octet_string("value");
  reader.finish();
  return digest;
}

Time read_signing_time(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "signing-time");
  const Time time = reader.time("value");
  reader.finish();
  return time;
}

}  // namespace smime::cms
