// SHA-512's compression with its message schedule on vector instructions.
#pragma once

#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::fast {

/// As `sha512::process_blocks`; needs AVX2 and BMI2. \standard{FIPS 180-4, 6.4.2}
void sha512_avx2(std::uint64_t* hash, ByteView blocks);

/// As `sha512::process_blocks`; needs AVX-512 and BMI2. \standard{FIPS 180-4, 6.4.2}
void sha512_avx512(std::uint64_t* hash, ByteView blocks);

}  // namespace smime::primitives::fast
