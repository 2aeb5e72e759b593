// DES as FIPS 46-3 specifies it: the permutations, the S-boxes, the function f, the key schedule.
#include "primitives/des.hpp"

#include <algorithm>
#include <string>

#include "primitives/error.hpp"

namespace smime::primitives::des {
namespace {

// Bit i of the result is bit table[i] of the input, both counted from 1 at the left.
template <std::size_t Size>
std::uint64_t permute(std::uint64_t input, unsigned input_bits,
                      const std::array<std::uint8_t, Size>& table) {
  std::uint64_t output = 0;
  for (const std::uint8_t place : table) output = output << 1 | (input >> (input_bits - place) & 1);
  return output;
}

constexpr std::uint64_t kWithoutParity = 0xfefefefefefefefe;

// SP 800-67 prints the keys with odd parity.
constexpr std::array<std::uint64_t, 4> kWeak = {0x0101010101010101, 0xfefefefefefefefe,
                                                0xe0e0e0e0f1f1f1f1, 0x1f1f1f1f0e0e0e0e};
constexpr std::array<std::uint64_t, 12> kSemiWeak = {
    0x011f011f010e010e, 0x1f011f010e010e01, 0x01e001e001f101f1, 0xe001e001f101f101,
    0x01fe01fe01fe01fe, 0xfe01fe01fe01fe01, 0x1fe01fe00ef10ef1, 0xe01fe01ff10ef10e,
    0x1ffe1ffe0efe0efe, 0xfe1ffe1ffe0efe0e, 0xe0fee0fef1fef1fe, 0xfee0fee0fef1fef1};

std::uint64_t load_key(ByteView key) {
  if (key.size() != kBlockSize) {
    throw Error(ErrorKind::invalid_argument,
                "a DES key of " + std::to_string(key.size()) + " octets", "it has 8 octets",
                "FIPS 46-3, appendix 1");
  }
  return load_be64(key.data());
}

template <std::size_t Size>
bool is_one_of(const std::array<std::uint64_t, Size>& keys, ByteView key) {
  const std::uint64_t wanted = load_key(key);
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::uint64_t k) { return ((k ^ wanted) & kWithoutParity) == 0; });
}

// The sum of an octet's bits modulo 2, without a table.
unsigned parity(unsigned octet) {
  octet ^= octet >> 4;
  octet ^= octet >> 2;
  return (octet ^ octet >> 1) & 1;
}

// IP, sixteen rounds, the halves exchanged, IP^-1; `round_key(n)` is the key of round n from 0.
template <typename RoundKey>
std::uint64_t sixteen_rounds(std::uint64_t block, RoundKey round_key) {
  const std::uint64_t permuted = initial_permutation(block);
  auto l = static_cast<std::uint32_t>(permuted >> 32);
  auto r = static_cast<std::uint32_t>(permuted);
  for (std::size_t n = 0; n < 16; ++n) {
    const std::uint32_t next = l ^ f(r, round_key(n));
    l = r;
    r = next;
  }
  return inverse_initial_permutation(std::uint64_t{r} << 32 | l);
}

}  // namespace

std::uint64_t initial_permutation(std::uint64_t block) {
  return permute(block, 64, kIP);
}

std::uint64_t inverse_initial_permutation(std::uint64_t preoutput) {
  return permute(preoutput, 64, kInverseIP);
}

std::uint64_t expansion(std::uint32_t r) {
  return permute(r, 32, kE);
}

unsigned s_box(std::size_t n, unsigned b) {
  const unsigned i = (b >> 4 & 2) | (b & 1);
  const unsigned j = b >> 1 & 15;
  return kS[n - 1][i][j];
}

std::uint32_t s_boxes(std::uint64_t b) {
  std::uint32_t output = 0;
  for (std::size_t n = 1; n <= 8; ++n) {
    output = output << 4 | s_box(n, static_cast<unsigned>(b >> (48 - 6 * n)) & 63);
  }
  return output;
}

std::uint32_t p(std::uint32_t l) {
  return static_cast<std::uint32_t>(permute(l, 32, kP));
}

std::uint32_t f(std::uint32_t r, std::uint64_t k) {
  return p(s_boxes(k ^ expansion(r)));
}

KeyHalves permuted_choice_1(std::uint64_t key) {
  const std::uint64_t cd = permute(key, 64, kPC1);
  return {static_cast<std::uint32_t>(cd >> 28), static_cast<std::uint32_t>(cd & 0x0fffffff)};
}

KeyHalves left_shift(KeyHalves halves, unsigned count) {
  const auto rotate = [&](std::uint32_t half) {
    return (half << count | half >> (28 - count)) & 0x0fffffff;
  };
  return {rotate(halves.c), rotate(halves.d)};
}

std::uint64_t permuted_choice_2(KeyHalves halves) {
  return permute(std::uint64_t{halves.c} << 28 | halves.d, 56, kPC2);
}

KeySchedule key_schedule(std::uint64_t key) {
  KeySchedule k;
  KeyHalves halves = permuted_choice_1(key);
  for (std::size_t n = 0; n < 16; ++n) {
    halves = left_shift(halves, kShifts[n]);
    k[n] = permuted_choice_2(halves);
  }
  return k;
}

KeySchedule key_schedule(ByteView key) {
  return key_schedule(load_key(key));
}

std::uint64_t encipher(const KeySchedule& k, std::uint64_t block) {
  return sixteen_rounds(block, [&](std::size_t n) { return k[n]; });
}

std::uint64_t decipher(const KeySchedule& k, std::uint64_t block) {
  return sixteen_rounds(block, [&](std::size_t n) { return k[15 - n]; });
}

bool has_odd_parity(ByteView key) {
  unsigned all_odd = 1;
  for (const std::uint8_t octet : key) all_odd &= parity(octet);
  return all_odd == 1;
}

void set_odd_parity(MutableByteView key) {
  for (std::uint8_t& octet : key) {
    octet = static_cast<std::uint8_t>(octet ^ (parity(octet) ^ 1));
  }
}

bool is_weak(ByteView key) {
  return is_one_of(kWeak, key);
}

bool is_semi_weak(ByteView key) {
  return is_one_of(kSemiWeak, key);
}

}  // namespace smime::primitives::des
