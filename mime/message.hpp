// The tree of a message: its parts, and theirs, as views of what was received (RFC 2046, 5).
#pragma once

#include <string>
#include <vector>

#include "mime/entity.hpp"

namespace smime::mime {

/// An entity with the entities inside it. The views point into what was parsed.
struct Part {
  Entity entity;
  ParameterizedValue type;  ///< Content-Type, with the default that its multipart gives it
  std::vector<Part> parts;  ///< of a multipart; one of message/rfc822
  bool closed = true;       ///< the last boundary line was there

  bool is_multipart() const { return type.value.starts_with("multipart/"); }
  /// An encapsulated message that is not encoded. \standard{RFC 2046, 5.2.1}
  bool is_message() const;

  /// Reads a message or an entity of any nesting. A part whose header cannot be read is a part
  /// without fields; a multipart without a boundary has no parts.
  /// @throws Error (malformed) where the outermost header cannot be read
  /// @throws Error (limit_exceeded) beyond `kMostNesting` levels or `kMostParts` parts
  static Part parse(ByteView octets);

  /// Writes it back from its pieces, octet for octet: fields, what stands between header and body,
  /// and around its parts.
  Bytes text() const;

  /// All leaves in order: parts that have none themselves. They are parts of this tree, which must
  /// outlive them.
  std::vector<const Part*> leaves() const&;
  std::vector<const Part*> leaves() const&& = delete;
};

/// What a part is where it does not say so: a message in multipart/digest, else plain text.
/// \standard{RFC 2046, 5.1.5; RFC 2045, 5.2}
std::string_view default_type_in(std::string_view multipart_type);

}  // namespace smime::mime
