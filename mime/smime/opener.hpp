// Opening S/MIME messages (RFC 8551, 3): layer by layer from the outside in, to the innermost
// content. Messages pass by as streams: memory does not grow with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/smime/layer.hpp"
#include "mime/smime/parts.hpp"
#include "mime/smime/protected_headers.hpp"
#include "primitives/random.hpp"

namespace smime::mime::secure {

struct OpenedPart;

/// Everything that was found.
struct OpenResult {
  Verdict verdict = Verdict::malformed;
  std::vector<x509::Reason> reasons;
  std::vector<Layer> layers;
  std::vector<std::string> notes;      ///< odd in form but harmless
  std::string error;                   ///< why nothing more was read, in words
  Header header;                       ///< the message's own, outside of all layers
  ProtectedHeaders protected_headers;  ///< those that the innermost content says are the message's
  std::vector<ShownField> headers;     ///< the fields that a reader is to see, and their protection
  /// The innermost content, octet for octet; nothing where it was not read.
  std::shared_ptr<Stored> stored;
  Bytes content;  ///< the same, where it was opened in memory
  /// The S/MIME messages inside a multipart that is not protected as a whole; `part_opening.hpp`
  std::vector<OpenedPart> parts;
  std::vector<PartName> unprotected;  ///< the parts beside them
};

/// One of several messages in a multipart, opened as if it were alone.
struct OpenedPart {
  PartName name;
  OpenResult result;
};

/// Opens a message, a bare MIME entity, or a bare CMS object in DER, BER or PEM. What cannot be
/// read is told by the verdict; nothing is thrown for it but what source and storage throw of kind
/// `input_output`.
/// @param storage  holds what the layers hold until they are verified. Nothing of it is to be
///                 released before the verdict allows it
OpenResult open(Source& input, Storage& storage, const OpenOptions& options, RandomSource& random);

/// The same in memory.
OpenResult open(ByteView input, const OpenOptions& options, RandomSource& random);

}  // namespace smime::mime::secure
