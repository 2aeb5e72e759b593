// Opening S/MIME messages (RFC 8551, 3): layer by layer from the outside in, to the innermost
// content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/smime/layer.hpp"
#include "primitives/random.hpp"

namespace smime::mime::secure {

/// Everything that was found.
struct OpenResult {
  Verdict verdict = Verdict::malformed;
  std::vector<x509::Reason> reasons;
  std::vector<Layer> layers;
  std::vector<std::string> notes;  ///< odd in form but harmless
  std::string error;               ///< why nothing more was read, in words
  Bytes content;                   ///< the innermost content, octet for octet
};

inline constexpr std::size_t kMostLayers = 8;

/// Opens a message, a bare MIME entity, or a bare CMS object in DER, BER or PEM. What cannot be
/// read is told by the verdict; nothing is thrown for it.
OpenResult open(ByteView input, const OpenOptions& options, RandomSource& random);

}  // namespace smime::mime::secure
