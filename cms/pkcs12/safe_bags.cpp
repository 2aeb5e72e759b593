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

[[noreturn]] void refuse_utf16(const std::string& found, const char* rule) {
  throw Error(ErrorKind::malformed, found, rule, "RFC 2781, 2.2", std::nullopt, "friendlyName");
}

// UTF-16 with the most significant octet first. \standard{RFC 2781, 2.2}
std::string utf8_of_utf16(ByteView octets) {
  if (octets.size() % 2 != 0) {
    refuse_utf16(std::to_string(octets.size()) + " octets", "each code unit has 2");
  }
  const auto unit = [&](std::size_t i) -> char32_t {
    return char32_t{octets[i]} << 8 | octets[i + 1];
  };
  std::string text;
  for (std::size_t i = 0; i < octets.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xd800 && c <= 0xdfff) {
      const char32_t low = c < 0xdc00 && i + 2 < octets.size() ? unit(i + 2) : 0;
      if (low < 0xdc00 || low > 0xdfff) {
        refuse_utf16("half of a surrogate pair", "a high surrogate has a low one behind it");
      }
      c = 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00));
      i += 2;
    }
    asn1::append_utf8(text, c);
  }
  return text;
}

// \standard{RFC 2781, 2.1}
Bytes utf16_of_utf8(std::string_view utf8) {
  Bytes octets;
  const auto append_unit = [&](char32_t unit) {
    octets.push_back(static_cast<std::uint8_t>(unit >> 8));
    octets.push_back(static_cast<std::uint8_t>(unit));
  };
  while (!utf8.empty()) {
    const char32_t c = asn1::next_code_point(utf8);
    if (c >= 0x10000) append_unit(0xd800 + ((c - 0x10000) >> 10));
    append_unit(c < 0x10000 ? c : 0xdc00 + ((c - 0x10000) & 0x3ff));
  }
  return octets;
}

}  // namespace

std::string SafeBag::friendly_name() const {
  const auto value = bag_attributes.only_value(id_friendlyName);
  if (!value) return {};
  Reader reader(*value, asn1::Rules::ber(), "friendlyName");
  std::string name = reader.next_is(asn1::kBmpString)
                         ? utf8_of_utf16(reader.octet_string({}, asn1::kBmpString))
                         : reader.string({});
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
                       writer.primitive(asn1::kBmpString, utf16_of_utf8(utf8));
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

TypedValue TypedValue::of_octets(const ObjectIdentifier& type, ByteView octets) {
  return {type, asn1::encode([&](Writer& writer) { writer.octet_string(octets); })};
}

Bytes TypedValue::octets() const {
  Reader reader(value, asn1::Rules::ber(), "bag.value");
  Bytes octets = reader.octet_string({});
  reader.finish();
  return octets;
}

TypedValue TypedValue::decode(ByteView bag_value) {
  Reader reader(bag_value, asn1::Rules::ber(), "bag");
  Reader fields = reader.sequence({});
  reader.finish();
  TypedValue typed;
  typed.type = fields.object_identifier("type");
  Reader value = fields.context(0, "value");
  typed.value = primitives::to_bytes(value.any());
  value.finish();
  fields.finish();
  return typed;
}

Bytes TypedValue::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.object_identifier(type);
      fields.context(0, [&](Writer& inside) { inside.raw(value); });
    });
  });
}

}  // namespace smime::cms::pkcs12
