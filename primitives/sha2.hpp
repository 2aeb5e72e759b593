// SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4): one construction in two word sizes.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// SHA-224 and SHA-256: words of 32 bits, blocks of 64 octets, 64 rounds.
namespace sha256 {

using State = std::array<std::uint32_t, 8>;

/// H(0). \standard{FIPS 180-4, 5.3.2 and 5.3.3}
extern const State kInitialHash224;
extern const State kInitialHash256;

/// \standard{FIPS 180-4, 4.2.2}
extern const std::array<std::uint32_t, 64> kK;

// The functions. \standard{FIPS 180-4, 4.1.2}
constexpr std::uint32_t ch(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (~x & z);
}
constexpr std::uint32_t maj(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  return (x & y) ^ (x & z) ^ (y & z);
}
constexpr std::uint32_t upper_sigma_0(std::uint32_t x) {
  return std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22);
}
constexpr std::uint32_t upper_sigma_1(std::uint32_t x) {
  return std::rotr(x, 6) ^ std::rotr(x, 11) ^ std::rotr(x, 25);
}
constexpr std::uint32_t lower_sigma_0(std::uint32_t x) {
  return std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3);
}
constexpr std::uint32_t lower_sigma_1(std::uint32_t x) {
  return std::rotr(x, 17) ^ std::rotr(x, 19) ^ (x >> 10);
}

/// W_0 to W_63 of a block. \standard{FIPS 180-4, 6.2.2, step 1}
std::array<std::uint32_t, 64> message_schedule(ByteView block);
/// Round t on the working variables a to h. \standard{FIPS 180-4, 6.2.2, step 3}
State round(const State& working, unsigned t, std::uint32_t w_t);
/// Takes whole blocks into the hash value. \standard{FIPS 180-4, 6.2.2}
void process_blocks(std::uint32_t* hash, ByteView blocks);

}  // namespace sha256

/// SHA-384 and SHA-512: words of 64 bits, blocks of 128 octets, 80 rounds.
namespace sha512 {

using State = std::array<std::uint64_t, 8>;

/// H(0). \standard{FIPS 180-4, 5.3.4 and 5.3.5}
extern const State kInitialHash384;
extern const State kInitialHash512;

/// \standard{FIPS 180-4, 4.2.3}
extern const std::array<std::uint64_t, 80> kK;

// The functions. \standard{FIPS 180-4, 4.1.3}
constexpr std::uint64_t ch(std::uint64_t x, std::uint64_t y, std::uint64_t z) {
  return (x & y) ^ (~x & z);
}
constexpr std::uint64_t maj(std::uint64_t x, std::uint64_t y, std::uint64_t z) {
  return (x & y) ^ (x & z) ^ (y & z);
}
constexpr std::uint64_t upper_sigma_0(std::uint64_t x) {
  return std::rotr(x, 28) ^ std::rotr(x, 34) ^ std::rotr(x, 39);
}
constexpr std::uint64_t upper_sigma_1(std::uint64_t x) {
  return std::rotr(x, 14) ^ std::rotr(x, 18) ^ std::rotr(x, 41);
}
constexpr std::uint64_t lower_sigma_0(std::uint64_t x) {
  return std::rotr(x, 1) ^ std::rotr(x, 8) ^ (x >> 7);
}
constexpr std::uint64_t lower_sigma_1(std::uint64_t x) {
  return std::rotr(x, 19) ^ std::rotr(x, 61) ^ (x >> 6);
}

/// W_0 to W_79 of a block. \standard{FIPS 180-4, 6.4.2, step 1}
std::array<std::uint64_t, 80> message_schedule(ByteView block);
/// Round t on the working variables a to h. \standard{FIPS 180-4, 6.4.2, step 3}
State round(const State& working, unsigned t, std::uint64_t w_t);
/// Takes whole blocks into the hash value. \standard{FIPS 180-4, 6.4.2}
void process_blocks(std::uint64_t* hash, ByteView blocks);

}  // namespace sha512
}  // namespace smime::primitives
