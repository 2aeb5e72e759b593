// SHA-1 (FIPS 180-4). Broken: two messages with one digest have been made (2017).
// It is here because old mail is signed with it; the default policy trusts no such signature.
#pragma once

#include <array>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::sha1 {

/// The hash value H(i), or the working variables a to e.
using State = std::array<std::uint32_t, 5>;

/// H(0). \standard{FIPS 180-4, 5.3.1}
inline constexpr State kInitialHash = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

// The functions f_t. \standard{FIPS 180-4, 4.1.1}
constexpr std::uint32_t ch(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (~x & z);
}
constexpr std::uint32_t parity(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return x ^ y ^ z;
}
constexpr std::uint32_t maj(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (x & z) ^ (y & z);
}

/// f_t(x, y, z) for t from 0 to 79.
std::uint32_t f(unsigned t, std::uint32_t x, std::uint32_t y, std::uint32_t z);

/// The constants K_t, one for each twenty t. \standard{FIPS 180-4, 4.2.1}
inline constexpr std::array<std::uint32_t, 4> kK = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};

/// The message schedule W_0 to W_79 of a block of 64 octets. \standard{FIPS 180-4, 6.1.2, step 1}
std::array<std::uint32_t, 80> message_schedule(ByteView block);

/// Round t on the working variables. \standard{FIPS 180-4, 6.1.2, step 3}
State round(const State& working, unsigned t, std::uint32_t w_t);

/// Takes whole blocks into the hash value. \standard{FIPS 180-4, 6.1.2}
void process_blocks(std::uint32_t* hash, ByteView blocks);

}  // namespace smime::primitives::sha1
