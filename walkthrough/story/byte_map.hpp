// Byte maps: the octets of a DER value, each named by the decoder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "primitives/bytes.hpp"
#include "walkthrough/story/document.hpp"

namespace smime::walkthrough {

/// Octets that the lesson has shown before, and where.
struct Origin {
  Bytes octets;
  std::string label;   ///< "the session key, encrypted"
  std::string origin;  ///< "step 3"
};

/// The spans of a DER or BER value: one for each header and each contents of a primitive value,
/// with the field's name where `type` ("Certificate", "ContentInfo", ...) is known. They partition
/// it. A value, or the contents of one, that is among `origins` is one span with that label.
std::vector<ByteSpan> byte_map(ByteView encoding, std::string_view type = {},
                               const std::vector<Origin>& origins = {});

}  // namespace smime::walkthrough
