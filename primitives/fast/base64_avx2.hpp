// Base64 (RFC 4648, 4) on AVX2: 24 octets and 32 characters at a time.
#pragma once

#include "primitives/base64.hpp"

namespace smime::primitives::fast {

/// As `base64::encode_groups`; needs AVX2.
void base64_encode_avx2(ByteView octets, MutableByteView text);

/// As `base64::decode_groups`; needs AVX2.
base64::Read base64_decode_avx2(ByteView text, MutableByteView out);

}  // namespace smime::primitives::fast
