// DES as FIPS 46-3 specifies it: the permutations, the S-boxes, the function f, the key schedule.
//
// A single DES key of 56 bits is broken by search. It stands here as the step of Triple DES, and to
// read old mail. Bit 1 of a block is its leftmost: the most significant bit of these integers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::des {

inline constexpr std::size_t kBlockSize = 8;  ///< octets

/// K_1, ..., K_16: 48 bits each, the lowest of the integer. \standard{FIPS 46-3, appendix 1}
using KeySchedule = std::array<std::uint64_t, 16>;

/// The tables, each number the bit (from 1) of the input that comes to that place of the output.
extern const std::array<std::uint8_t, 64> kIP, kInverseIP;
extern const std::array<std::uint8_t, 48> kE;
extern const std::array<std::uint8_t, 56> kPC1;
extern const std::array<std::uint8_t, 48> kPC2;
// clang-format off
inline constexpr std::array<std::uint8_t, 32> kP = {
    16,  7, 20, 21,
    29, 12, 28, 17,
     1, 15, 23, 26,
     5, 18, 31, 10,
     2,  8, 24, 14,
    32, 27,  3,  9,
    19, 13, 30,  6,
    22, 11,  4, 25};
// clang-format on
/// The left shifts before each round key. \standard{FIPS 46-3, appendix 1}
extern const std::array<std::uint8_t, 16> kShifts;
/// S_1, ..., S_8: four rows of sixteen columns. \standard{FIPS 46-3, appendix 1}
extern const std::uint8_t kS[8][4][16];

/// IP. \standard{FIPS 46-3, enciphering}
std::uint64_t initial_permutation(std::uint64_t block);
/// IP^-1. \standard{FIPS 46-3, enciphering}
std::uint64_t inverse_initial_permutation(std::uint64_t preoutput);

/// E: 32 bits to 48. \standard{FIPS 46-3, the cipher function f}
std::uint64_t expansion(std::uint32_t r);
/// S_n of six bits, n from 1 to 8: the outer two choose the row, the inner four the column.
/// \standard{FIPS 46-3, the cipher function f}
unsigned s_box(std::size_t n, unsigned b);
/// The eight S-boxes on 48 bits, side by side.
std::uint32_t s_boxes(std::uint64_t b);
/// P. \standard{FIPS 46-3, the cipher function f}
std::uint32_t p(std::uint32_t l);
/// f(R, K) = P(S_1(B_1) ... S_8(B_8)) with B = K xor E(R). \standard{FIPS 46-3, the cipher function
/// f}
std::uint32_t f(std::uint32_t r, std::uint64_t k);

/// The halves of the key register, 28 bits each.
struct KeyHalves {
  std::uint32_t c, d;
  bool operator==(const KeyHalves&) const = default;
};
/// PC-1: drops the parity bits. \standard{FIPS 46-3, appendix 1}
KeyHalves permuted_choice_1(std::uint64_t key);
/// Both halves rotated left by `count` places. \standard{FIPS 46-3, appendix 1}
KeyHalves left_shift(KeyHalves halves, unsigned count);
/// PC-2: one round key. \standard{FIPS 46-3, appendix 1}
std::uint64_t permuted_choice_2(KeyHalves halves);

/// KS: the sixteen round keys of a 64-bit key, whose parity bits do not matter.
/// \standard{FIPS 46-3, appendix 1}
KeySchedule key_schedule(std::uint64_t key);
/// The same for a key of eight octets. @throws Error (invalid_argument) for another length
KeySchedule key_schedule(ByteView key);

/// One block enciphered. \standard{FIPS 46-3, enciphering}
std::uint64_t encipher(const KeySchedule& k, std::uint64_t block);
/// One block deciphered: the round keys in reverse order. \standard{FIPS 46-3, deciphering}
std::uint64_t decipher(const KeySchedule& k, std::uint64_t block);

/// Whether each octet has an odd number of ones. \standard{FIPS 46-3, appendix 1}
bool has_odd_parity(ByteView key);
/// The key with the lowest bit of each octet set so that its parity is odd.
void set_odd_parity(MutableByteView key);

/// One of the 4 weak or 12 semi-weak keys; parity bits do not matter.
/// \standard{SP 800-67, 3.3.2}
bool is_weak(ByteView key);
bool is_semi_weak(ByteView key);

}  // namespace smime::primitives::des
