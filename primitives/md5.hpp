// MD5 (RFC 1321). Broken: two messages with one digest are found in seconds on any computer.
// It is here because old mail is signed with it; the default policy trusts nothing that rests on
// it.
#pragma once

#include <array>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::md5 {

/// The four-word buffer A, B, C, D. \standard{RFC 1321, 3.3}
using Buffer = std::array<std::uint32_t, 4>;

/// \standard{RFC 1321, 3.3}
inline constexpr Buffer kInitialBuffer = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

// The auxiliary functions. \standard{RFC 1321, 3.4}
constexpr std::uint32_t f(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) | (~x & z);
}
constexpr std::uint32_t g(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & z) | (y & ~z);
}
constexpr std::uint32_t h(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return x ^ y ^ z;
}
constexpr std::uint32_t i(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return y ^ (x | ~z);
}

/// The table T: T[i] is the integer part of 4294967296 times abs(sin(i)), i in radians from 1.
/// \standard{RFC 1321, 3.4}
extern const std::array<std::uint32_t, 64> kT;

/// The word of the block, X[k], that operation `step` (0 to 63) adds. \standard{RFC 1321, 3.4}
constexpr unsigned word_index(unsigned step) {
  constexpr unsigned factor[] = {1, 5, 3, 7};
  constexpr unsigned start[] = {0, 1, 5, 0};
  return (start[step / 16] + factor[step / 16] * step) % 16;
}

/// The distance s by which operation `step` rotates. \standard{RFC 1321, 3.4}
constexpr int shift(unsigned step) {
  constexpr int distances[4][4] = {
      {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  return distances[step / 16][step % 4];
}

/// One operation [ABCD k s i], after which the buffer has turned by one word.
/// \standard{RFC 1321, 3.4}
Buffer operation(const Buffer& buffer, unsigned step, std::uint32_t x_k);

/// Takes whole blocks of 64 octets into the buffer. \standard{RFC 1321, 3.4}
void process_blocks(std::uint32_t* buffer, ByteView blocks);

}  // namespace smime::primitives::md5
