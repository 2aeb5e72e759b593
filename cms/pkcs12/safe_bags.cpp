// SafeContents (RFC 7292, 4.2).
#include "cms/pkcs12/safe_bags.hpp"

#include "asn1/reader.hpp"
#include "asn1/strings.hpp"
#include "asn1/writer.hpp"
#include "primitives/error.hpp"

namespace smime::cms::pkcs12 {
namespace {

using asn1::Reader;
using asn1::Writer;

SafeBag read_bag(Reader& bags) {
  Reader fields = bags.sequence("safeBag");
  SafeBag bag;
  bag.bag_id = fields.object_identifier("bagId");
  Reader value = fields.context(0, "bagValue");
  bag.bag_value = primitives::to_bytes(value.any());
  value.finish();
  if (!fields.empty()) {
    Reader attributes = fields.inside(asn1::kSet, "bagAttributes");
    if (!attributes.empty()) bag.bag_attributes = Attributes::read_set(attributes);
  }
  fields.finish();
  return bag;
}

void append_bags(ByteView encoding, std::size_t& most_bags, std::size_t level,
                 std::vector<SafeBag>& bags) {
  Reader reader(encoding, asn1::Rules::ber(), "safeContents");
  if (level == kMostBagNesting) {
    throw reader.error(ErrorKind::limit_exceeded, "SafeContents nested more deeply",
                       "at most " + std::to_string(kMostBagNesting) + " levels are read",
                       "RFC 7292, 4.2.6");
  }
  Reader elements = reader.sequence({});
  reader.finish();
  while (!elements.empty()) {
    if (most_bags == 0) {
      throw elements.error(ErrorKind::limit_exceeded, "more bags than the limit",
                           "a file has at most " + std::to_string(kMostBags), "RFC 7292, 4.2");
    }
    --most_bags;
    SafeBag bag = read_bag(elements);
    if (bag.bag_id == id_safeContentsBag) {
      append_bags(bag.bag_value, most_bags, level + 1, bags);
    } else {
      bags.push_back(std::move(bag));
    }
  }
}

}  // namespace

std::string SafeBag::friendly_name() const {
  const auto value = bag_attributes.only_value(id_friendlyName);
  if (!value) return {};
  Reader reader(*value, asn1::Rules::ber(), "friendlyName");
  std::string name = reader.string({});
  reader.finish();
  return name;
}

Bytes SafeBag::local_key_id() const {
  const auto value = bag_attributes.only_value(id_localKeyId);
  if (!value) return {};
  Reader reader(*value, asn1::Rules::ber(), "localKeyId");
  Bytes id = reader.octet_string({});
  reader.finish();
  return id;
}

void SafeBag::set_friendly_name(std::string_view utf8) {
  bag_attributes.add(id_friendlyName, asn1::encode([&](Writer& writer) {
                       writer.primitive(asn1::kBmpString,
                                        asn1::utf8_to_string(asn1::kBmpString, utf8));
                     }));
}

void SafeBag::set_local_key_id(ByteView id) {
  bag_attributes.add(id_localKeyId, asn1::encode([&](Writer& writer) { writer.octet_string(id); }));
}

std::vector<SafeBag> decode_safe_contents(ByteView encoding, std::size_t& most_bags) {
  std::vector<SafeBag> bags;
  append_bags(encoding, most_bags, 0, bags);
  return bags;
}

Bytes encode_safe_contents(const std::vector<SafeBag>& bags) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& elements) {
      for (const SafeBag& bag : bags) {
        elements.sequence([&](Writer& fields) {
          fields.object_identifier(bag.bag_id);
          fields.context(0, [&](Writer& value) { value.raw(bag.bag_value); });
          if (!bag.bag_attributes.empty()) fields.raw(bag.bag_attributes.encode_as_set());
        });
      }
    });
  });
}

TypedValue TypedValue::decode(ByteView bag_value) {
  Reader reader(bag_value, asn1::Rules::ber(), "bag");
  Reader fields = reader.sequence({});
  reader.finish();
  TypedValue typed;
  typed.type = fields.object_identifier("type");
  Reader value = fields.context(0, "value");
  typed.value = value.octet_string({});
  value.finish();
  fields.finish();
  return typed;
}

Bytes TypedValue::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.object_identifier(type);
      fields.context(0, [&](Writer& inside) { inside.octet_string(value); });
    });
  });
}

Bytes encode_secret_bag(const ObjectIdentifier& type, ByteView value) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.object_identifier(type);
      fields.context(0, [&](Writer& inside) { inside.raw(value); });
    });
  });
}

void decode_secret_bag(ByteView bag_value, ObjectIdentifier& type, Bytes& value) {
  Reader reader(bag_value, asn1::Rules::ber(), "secretBag");
  Reader fields = reader.sequence({});
  reader.finish();
  type = fields.object_identifier("secretTypeId");
  Reader inside = fields.context(0, "secretValue");
  value = primitives::to_bytes(inside.any());
  inside.finish();
  fields.finish();
}

}  // namespace smime::cms::pkcs12
