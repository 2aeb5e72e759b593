// The compressions of SHA-1 and SHA-256 on the SHA instructions.
#pragma once

#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::fast {

/// As `sha1::process_blocks`; needs SHA and SSE4.1. \standard{FIPS 180-4, 6.1.2}
void sha1_sha_ni(std::uint32_t* hash, ByteView blocks);

/// As `sha256::process_blocks`; needs SHA and SSE4.1. \standard{FIPS 180-4, 6.2.2}
void sha256_sha_ni(std::uint32_t* hash, ByteView blocks);

}  // namespace smime::primitives::fast
