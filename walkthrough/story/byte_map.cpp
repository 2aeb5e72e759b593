// Byte maps: the octets of a DER value, each named by the decoder.
#include "walkthrough/story/byte_map.hpp"

#include "asn1/reader.hpp"
#include "asn1/strings.hpp"
#include "asn1/tree.hpp"
#include "walkthrough/story/type_names.hpp"

namespace smime::walkthrough {
namespace {

// What a primitive value says, for people; empty where its octets say it best.
std::string value_text(ByteView encoding, const asn1::Node& node) {
  asn1::Reader reader(encoding.subspan(node.offset, node.size()), asn1::Rules::ber());
  try {
    if (node.tag == asn1::kObjectIdentifier) {
      const auto oid = reader.object_identifier({});
      const std::string name(name_of(oid));
      return name.empty() ? oid.dotted() : name + " " + oid.dotted();
    }
    if (node.tag == asn1::kInteger && node.contents.size() <= 4) return reader.integer({}).str();
    if (node.tag == asn1::kBoolean) return reader.boolean({}) ? "TRUE" : "FALSE";
    if (node.tag == asn1::kUtcTime || node.tag == asn1::kGeneralizedTime) {
      return reader.time({}).rfc3339();
    }
    if (asn1::is_string_type(node.tag)) return "\"" + reader.string({}) + "\"";
  } catch (const Error&) {
    return {};
  }
  return {};
}

class Mapper {
 public:
  Mapper(ByteView encoding, const std::vector<Origin>& origins)
      : encoding_(encoding), origins_(origins) {}

  void map(const asn1::Node& node, unsigned depth) {
    const std::string field = node.name.empty() ? "" : std::string(node.name) + ": ";
    if (const Origin* seen = seen_before(node.offset, node.size())) {
      spans_.push_back({node.offset, node.size(), field + seen->label, seen->origin, depth});
      return;
    }
    add(node.offset, node.header_size, field + node.tag.name(), depth);
    if (node.children.empty()) map_contents(node, depth + 1);
    for (const asn1::Node& child : node.children) map(child, depth + 1);
    add(node.offset + node.size() - node.end_size, node.end_size, "end-of-contents", depth);
  }

  std::vector<ByteSpan> take() { return std::move(spans_); }

 private:
  void map_contents(const asn1::Node& node, unsigned depth) {
    const std::size_t offset = node.contents_offset();
    if (const Origin* seen = seen_before(offset, node.contents.size())) {
      spans_.push_back({offset, node.contents.size(), seen->label, seen->origin, depth});
      return;
    }
    const std::string value = value_text(encoding_, node);
    add(offset, node.contents.size(), value.empty() ? "its contents" : value, depth);
  }

  const Origin* seen_before(std::size_t offset, std::size_t size) const {
    for (const Origin& origin : origins_) {
      if (size > 0 && primitives::equal(encoding_.subspan(offset, size), origin.octets)) {
        return &origin;
      }
    }
    return nullptr;
  }

  void add(std::size_t offset, std::size_t size, std::string label, unsigned depth) {
    if (size > 0) spans_.push_back({offset, size, std::move(label), {}, depth});
  }

  ByteView encoding_;
  const std::vector<Origin>& origins_;
  std::vector<ByteSpan> spans_;
};

}  // namespace

std::vector<ByteSpan> byte_map(ByteView encoding, std::string_view type,
                               const std::vector<Origin>& origins) {
  Mapper mapper(encoding, origins);
  const asn1::TreeOptions named{.schema = &schema(), .type = type};
  mapper.map(asn1::read_tree(encoding, asn1::Rules::ber(), named), 0);
  return mapper.take();
}

}  // namespace smime::walkthrough
