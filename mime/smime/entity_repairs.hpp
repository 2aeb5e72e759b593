// Undoing what gateways do to MIME entities: transfer encodings, charsets, headers, footers.
#pragma once

#include <vector>

#include "mime/smime/damage.hpp"

namespace smime::mime::secure {

/// What can be undone of this content, which has CR LF at every line end. All give back what they
/// were given where they do not apply, or where it cannot be read.
std::vector<Repair> entity_repairs(ByteView content);

}  // namespace smime::mime::secure
