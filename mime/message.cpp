// The tree of a message: its parts, and theirs, as views of what was received (RFC 2046, 5).
#include "mime/message.hpp"

#include "primitives/error.hpp"

namespace smime::mime {
namespace {

class TreeBuilder {
 public:
  explicit TreeBuilder(ByteView message) : line_end_(line_end_of(message)) {}

  Part build(Entity entity, std::string_view default_type, unsigned level) {
    if (level > kMostNesting) {
      throw Error(ErrorKind::limit_exceeded, "parts nested deeper than the limit",
                  "a message has at most " + std::to_string(kMostNesting) + " levels",
                  "RFC 2046, 5.1");
    }
    Part part;
    part.entity = std::move(entity);
    const auto field = part.entity.header.get("Content-Type");
    part.type =
        field ? part.entity.content_type() : ParameterizedValue{std::string(default_type), {}, {}};
    if (part.is_multipart()) add_parts(part, level);
    if (part.is_message()) part.parts.push_back(child(part.entity.body, "text/plain", level));
    return part;
  }

 private:
  void add_parts(Part& part, unsigned level) {
    const std::string boundary = part.type.parameter("boundary").value_or("");
    if (boundary.empty()) return;
    const Multipart split = Multipart::split(part.entity.body, boundary, line_end_);
    part.closed = split.closed;
    for (const ByteView octets : split.parts) {
      part.parts.push_back(child(octets, default_type_in(part.type.value), level));
    }
  }

  Part child(ByteView octets, std::string_view default_type, unsigned level) {
    if (++count_ > kMostParts) {
      throw Error(ErrorKind::limit_exceeded, "more parts than the limit",
                  "a message has at most " + std::to_string(kMostParts), "RFC 2046, 5.1");
    }
    return build(entity_or_body(octets), default_type, level + 1);
  }

  static Entity entity_or_body(ByteView octets) {
    try {
      return Entity::parse(octets);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::limit_exceeded) throw;
      Entity entity;
      entity.whole = entity.body = octets;
      entity.header_text = octets.first(0);
      return entity;
    }
  }

  char line_end_;
  std::size_t count_ = 0;
};

}  // namespace

std::string_view default_type_in(std::string_view multipart_type) {
  return multipart_type == "multipart/digest" ? "message/rfc822" : "text/plain";
}

bool Part::is_message() const {
  const TransferEncoding encoding = entity.encoding();
  const bool encoded =
      encoding == TransferEncoding::base64 || encoding == TransferEncoding::quoted_printable;
  return !encoded && (type.value == "message/rfc822" || type.value == "message/global");
}

Part Part::parse(ByteView octets) {
  return TreeBuilder(octets).build(Entity::parse(octets), "text/plain", 0);
}

Bytes Part::text() const {
  const std::string fields = entity.header.text();
  Bytes text = primitives::to_bytes(fields);
  const std::uint8_t* const body = entity.body.data();
  // The empty line, and around the parts the preamble, the boundary lines and the epilogue.
  std::size_t at = 0;
  const std::size_t gap = entity.whole.size() - entity.header_text.size() - entity.body.size();
  primitives::append(text, entity.whole.subspan(entity.header_text.size(), gap));
  for (const Part& part : parts) {
    const auto start = static_cast<std::size_t>(part.entity.whole.data() - body);
    primitives::append(text, entity.body.subspan(at, start - at));
    primitives::append(text, part.text());
    at = start + part.entity.whole.size();
  }
  primitives::append(text, entity.body.subspan(at));
  return text;
}

std::vector<const Part*> Part::leaves() const& {
  if (parts.empty()) return {this};
  std::vector<const Part*> all;
  for (const Part& part : parts) {
    const auto more = part.leaves();
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace smime::mime
