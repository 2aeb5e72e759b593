// Telling by looking what an input is: a CMS object in DER, BER or PEM, or an S/MIME entity.
#pragma once

#include <optional>
#include <string>

#include "mime/entity.hpp"

namespace smime::mime::secure {

/// What an entity turned out to be. \standard{RFC 8551, 3.9}
enum class EntityKind { plain, multipart_signed, cms };

/// Looks at type, parameters and file names; the old x- names, and application/octet-stream with
/// the name of an S/MIME file, count too. \standard{RFC 8551, 3.2.1 and 3.9}
EntityKind kind_of(const Entity& entity);

/// The DER or BER of a bare CMS object; nothing where the input is no such thing.
std::optional<Bytes> bare_cms(ByteView input);

/// The input without the line that an mbox puts before a message.
ByteView without_from_line(ByteView input);

}  // namespace smime::mime::secure
