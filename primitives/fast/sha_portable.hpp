// The compressions of SHA-1, SHA-256 and SHA-512 with their rounds written out by the compiler.
#pragma once

#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::fast {

/// As `sha1::process_blocks`. \standard{FIPS 180-4, 6.1.2}
void sha1_portable(std::uint32_t* hash, ByteView blocks);

/// As `sha256::process_blocks`. \standard{FIPS 180-4, 6.2.2}
void sha256_portable(std::uint32_t* hash, ByteView blocks);

/// As `sha512::process_blocks`. \standard{FIPS 180-4, 6.4.2}
void sha512_portable(std::uint64_t* hash, ByteView blocks);

}  // namespace smime::primitives::fast
