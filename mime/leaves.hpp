// The leaves of a MIME tree, changed where they stand: everything around them stays octet for
// octet.
#pragma once

#include <functional>
#include <optional>

#include "mime/entity.hpp"

namespace smime::mime {

/// Which parts without parts of their own are meant.
enum class Leaves {
  all,
  /// What a reader sees as the message: the first part of a multipart, every part of a
  /// multipart/alternative, and no attachment. \standard{RFC 9787, 7.1}
  main_body,
};

/// What becomes of one leaf: the octets of a whole entity, or nothing where it stays as it is.
using LeafEdit = std::function<std::optional<Bytes>(const Entity& leaf)>;

/// The entity with its leaves changed. A part whose header cannot be read stays as it is.
/// @throws Error (malformed, limit_exceeded) where the entity itself has no readable header
Bytes edit_leaves(ByteView entity, Leaves which, const LeafEdit& edit);

}  // namespace smime::mime
