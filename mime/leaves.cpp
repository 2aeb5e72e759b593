// The leaves of a MIME tree, changed where they stand (RFC 2046, 5.1).
#include "mime/leaves.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::mime {
namespace {

bool is_attachment(const Entity& entity) {
  const auto disposition = entity.header.get("Content-Disposition");
  return disposition && ParameterizedValue::parse(*disposition).value == "attachment";
}

class Editor {
 public:
  Editor(Leaves which, const LeafEdit& edit) : which_(which), edit_(edit) {}

  Bytes run(ByteView octets) {
    edit_entity(octets, Entity::parse(octets), 0);
    return std::move(out_);
  }

 private:
  void edit_entity(ByteView octets, const Entity& entity, unsigned depth) {
    const ParameterizedValue type = entity.content_type();
    const std::string boundary = type.parameter("boundary").value_or("");
    if (which_ == Leaves::main_body && is_attachment(entity)) {
      primitives::append(out_, octets);
    } else if (type.value.starts_with("multipart/") && !boundary.empty() && depth < kMostNesting) {
      edit_parts(octets, Multipart::split(entity.body, boundary), type.value, depth);
    } else {
      const std::optional<Bytes> changed = edit_(entity);
      primitives::append(out_, changed ? ByteView(*changed) : octets);
    }
  }

  void edit_parts(ByteView octets, const Multipart& multipart, const std::string& type,
                  unsigned depth) {
    const bool first_only = which_ == Leaves::main_body && type != "multipart/alternative";
    const std::size_t count = std::min(multipart.parts.size(), std::size_t{first_only ? 1U : ~0U});
    std::size_t done = 0;  // octets of the whole that are written
    for (std::size_t i = 0; i < count; ++i) {
      const ByteView part = multipart.parts[i];
      const auto start = static_cast<std::size_t>(part.data() - octets.data());
      primitives::append(out_, octets.subspan(done, start - done));
      edit_part(part, depth + 1);
      done = start + part.size();
    }
    primitives::append(out_, octets.subspan(done));
  }

  void edit_part(ByteView part, unsigned depth) {
    std::optional<Entity> entity;
    try {
      entity = Entity::parse(part);
    } catch (const Error&) {
      return primitives::append(out_, part);
    }
    edit_entity(part, *entity, depth);
  }

  Leaves which_;
  const LeafEdit& edit_;
  Bytes out_;
};

}  // namespace

Bytes edit_leaves(ByteView entity, Leaves which, const LeafEdit& edit) {
  return Editor(which, edit).run(entity);
}

}  // namespace smime::mime
