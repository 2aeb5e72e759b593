// DES and Triple DES by tables that join S-boxes, P and E (FIPS 46-3), without special
// instructions.
//
// CBC on one core of a Zen 4: Triple DES 43 MB/s enciphering and 82 MB/s deciphering, the reference
// 2.7 MB/s; DES 112 and 199 MB/s, the reference 8 MB/s.
#include "primitives/fast/des_portable.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "primitives/blockwise.hpp"
#include "primitives/des.hpp"
#include "primitives/tdes.hpp"

namespace smime::primitives::fast {
namespace {

// For S_1 to S_8 and six bits: E(P(the four bits of that S-box in their place)).
using Tables = std::array<std::array<ExpandedHalf, 64>, 8>;

// Eight groups of six bits, from 48 bits side by side to one an octet.
ExpandedHalf spread_groups(std::uint64_t groups) {
  ExpandedHalf spread = 0;
  for (int i = 0; i < 8; ++i) spread |= (groups >> 6 * i & 63) << 8 * i;
  return spread;
}

Tables make_tables() {
  Tables tables;
  for (std::size_t n = 1; n <= 8; ++n) {
    std::array<ExpandedHalf, 16> of_output{};  // E and P only move bits: one at a time is enough
    for (std::uint32_t output = 1; output < 16; ++output) {
      const std::uint32_t rest = output & (output - 1), lowest = output ^ rest;
      if (rest == 0) {
        of_output[output] = spread_groups(des::expansion(des::p(lowest << (32 - 4 * n))));
      } else {
        of_output[output] = of_output[rest] ^ of_output[lowest];
      }
    }
    for (unsigned b = 0; b < 64; ++b) tables[n - 1][b] = of_output[des::s_box(n, b)];
  }
  return tables;
}

const Tables kTables = make_tables();

// E of half a block: each nibble with its neighbours' nearest bits, one group an octet.
ExpandedHalf expand(std::uint32_t half) {
  std::uint64_t n = half;
  n = (n | n << 16) & 0x0000ffff0000ffff;
  n = (n | n << 8) & 0x00ff00ff00ff00ff;
  n = (n | n << 4) & 0x0f0f0f0f0f0f0f0f;
  constexpr std::uint64_t kLowest = 0x0101010101010101;
  return n << 1 | (std::rotr(n, 8) & kLowest) << 5 | (std::rotl(n, 8) >> 3 & kLowest);
}

std::uint32_t contract(ExpandedHalf half) {
  std::uint64_t n = half >> 1 & 0x0f0f0f0f0f0f0f0f;
  n = (n | n >> 4) & 0x00ff00ff00ff00ff;
  n = (n | n >> 8) & 0x0000ffff0000ffff;
  return static_cast<std::uint32_t>(n | n >> 16);
}

// Exchanges the bits of `a` under the mask with those of `b` that stand `shift` places higher.
void exchange(std::uint32_t& a, std::uint32_t& b, int shift, std::uint32_t mask) {
  const std::uint32_t difference = (b >> shift ^ a) & mask;
  a ^= difference;
  b ^= difference << shift;
}

// A value that the compiler takes as it is: it may not regroup the sums or shifts behind it.
inline ExpandedHalf as_is(ExpandedHalf value) {
  __asm__("" : "+r"(value));
  return value;
}

// The entry for the low octet of `pair`, and that for the octet above it.
inline ExpandedHalf low_entry(std::size_t n, ExpandedHalf pair) {
  return kTables[n - 1][pair & 0xff];
}

inline ExpandedHalf high_entry(std::size_t n, ExpandedHalf pair) {
  return kTables[n - 1][pair >> 8 & 0xff];
}

// `l` plus E(f(R, K)), where B = K xor E(R). Octets are taken from pairs, and sums from pairs of
// pairs, because each half waits for the other: the longest chain of instructions counts, not
// their number.
[[gnu::always_inline]] inline ExpandedHalf add_f(ExpandedHalf l, ExpandedHalf b) {
  const ExpandedHalf b56 = as_is(b >> 16), b34 = as_is(b >> 32), b12 = as_is(b34 >> 16);
  const ExpandedHalf s78 = as_is(as_is(l ^ high_entry(7, b)) ^ low_entry(8, b));
  const ExpandedHalf s34 = as_is(high_entry(3, b34) ^ low_entry(4, b34));
  const ExpandedHalf s56 = as_is(high_entry(5, b56) ^ low_entry(6, b56));
  const ExpandedHalf s12 = as_is(high_entry(1, b12) ^ low_entry(2, b12));
  return as_is(s12 ^ s34) ^ as_is(s56 ^ s78);
}

template <std::size_t Lanes>
using Blocks = std::array<DesHalves, Lanes>;

DesHalves add(const DesHalves& a, const DesHalves& b) {
  return {a.l ^ b.l, a.r ^ b.r};
}

// Sixteen rounds, and the exchange of halves after them, for each DES operation; `first` is in the
// halves already. IP^-1 of one operation and IP of the next cancel out.
template <std::size_t Operations, std::size_t Lanes>
[[gnu::always_inline]] inline void rounds(const DesRoundKeys<Operations>& keys, Blocks<Lanes>& s) {
  for (std::size_t operation = 0; operation < Operations; ++operation) {
    for (std::size_t n = 16 * operation; n < 16 * operation + 16; n += 2) {
      for (auto& [l, r] : s) l = add_f(l, r), r ^= keys.change[n];
      for (auto& [l, r] : s) r = add_f(r, l), l ^= keys.change[n + 1];
    }
    for (auto& [l, r] : s) std::swap(l, r);
  }
}

constexpr std::size_t kLanes = 3;  // blocks at once where the mode allows it

// Blocks by themselves, or, with the block before the first, in CBC deciphering. Returns the last
// of `in`; all of it is read before anything is written.
template <std::size_t Operations, std::size_t Lanes, bool cbc>
std::uint64_t some_blocks(const DesRoundKeys<Operations>& keys, std::uint64_t previous,
                          const std::uint8_t* in, std::uint8_t* out) {
  std::array<std::uint64_t, Lanes> c;
  Blocks<Lanes> s;
  for (std::size_t i = 0; i < Lanes; ++i) c[i] = load_be64(in + 8 * i);
  for (std::size_t i = 0; i < Lanes; ++i) s[i] = add(des_halves(c[i]), keys.first);
  rounds(keys, s);
  for (std::size_t i = 0; i < Lanes; ++i) {
    const std::uint64_t before = i == 0 ? previous : c[i - 1];
    store_be64(out + 8 * i, des_block(s[i]) ^ (cbc ? before : 0));
  }
  return c[Lanes - 1];
}

template <bool cbc, std::size_t Operations>
std::uint64_t all_blocks(const DesRoundKeys<Operations>& keys, std::uint64_t previous, ByteView in,
                         std::uint8_t* out) {
  std::size_t at = 0;
  for (; in.size() - at >= 8 * kLanes; at += 8 * kLanes) {
    previous = some_blocks<Operations, kLanes, cbc>(keys, previous, &in[at], out + at);
  }
  for (; at < in.size(); at += 8) {
    previous = some_blocks<Operations, 1, cbc>(keys, previous, &in[at], out + at);
  }
  return previous;
}

des::KeySchedule reversed(des::KeySchedule schedule) {
  std::reverse(schedule.begin(), schedule.end());
  return schedule;
}

DesRoundKeys<1> round_keys(ByteView key, bool decrypt) {
  const SecretValue<des::KeySchedule> schedule(des::key_schedule(key));
  const des::KeySchedule& k = schedule.get();
  return des_round_keys<1>({decrypt ? reversed(k) : k});
}

DesRoundKeys<3> triple_round_keys(ByteView key, bool decrypt) {
  const SecretValue<tdes::KeyBundle> bundle(tdes::key_bundle(key));
  const auto& [key1, key2, key3] = bundle.get();
  return decrypt ? des_round_keys<3>({reversed(key3), key2, reversed(key1)})
                 : des_round_keys<3>({key1, reversed(key2), key3});
}

}  // namespace

DesHalves des_halves(std::uint64_t block) {
  auto l = static_cast<std::uint32_t>(block >> 32), r = static_cast<std::uint32_t>(block);
  exchange(r, l, 4, 0x0f0f0f0f);
  exchange(r, l, 16, 0x0000ffff);
  exchange(l, r, 2, 0x33333333);
  exchange(l, r, 8, 0x00ff00ff);
  exchange(r, l, 1, 0x55555555);
  return {expand(l), expand(r)};
}

std::uint64_t des_block(DesHalves preoutput) {
  std::uint32_t l = contract(preoutput.l), r = contract(preoutput.r);
  exchange(r, l, 1, 0x55555555);
  exchange(l, r, 8, 0x00ff00ff);
  exchange(l, r, 2, 0x33333333);
  exchange(r, l, 16, 0x0000ffff);
  exchange(r, l, 4, 0x0f0f0f0f);
  return std::uint64_t{l} << 32 | r;
}

template <std::size_t Operations>
DesRoundKeys<Operations> des_round_keys(const std::array<des::KeySchedule, Operations>& schedules) {
  // Key n of all rounds; none after the last.
  const auto key = [&](std::size_t n) {
    return n < 16 * Operations ? spread_groups(schedules[n / 16][n % 16]) : 0;
  };
  DesRoundKeys<Operations> keys;
  keys.first = {key(1), key(0)};
  for (std::size_t n = 0; n < 16 * Operations; ++n) {
    // The halves change places after each operation: of its last two rounds, the half that went in
    // first will go in second.
    const std::size_t next = n % 16 == 14 ? n + 3 : n % 16 == 15 ? n + 1 : n + 2;
    keys.change[n] = key(n) ^ key(next);
  }
  return keys;
}

template <>
DesPortable<1>::DesPortable(ByteView key)
    : encrypt_(round_keys(key, false)), decrypt_(round_keys(key, true)) {}

template <>
DesPortable<3>::DesPortable(ByteView key)
    : encrypt_(triple_round_keys(key, false)), decrypt_(triple_round_keys(key, true)) {}

template <std::size_t Operations>
void DesPortable<Operations>::encrypt_blocks(ByteView in, MutableByteView out) const {
  require_blocks(8, in, out);
  all_blocks<false>(encrypt_.get(), 0, in, out.data());
}

template <std::size_t Operations>
void DesPortable<Operations>::decrypt_blocks(ByteView in, MutableByteView out) const {
  require_blocks(8, in, out);
  all_blocks<false>(decrypt_.get(), 0, in, out.data());
}

// The chain stays in the expanded form: IP of the ciphertext is what IP^-1 was made from.
template <std::size_t Operations>
void DesPortable<Operations>::cbc_encrypt(MutableByteView iv, ByteView in,
                                          MutableByteView out) const {
  require_cbc(8, iv, in, out);
  const Keys& keys = encrypt_.get();
  Blocks<1> s = {des_halves(load_be64(iv.data()))};
  for (std::size_t at = 0; at < in.size(); at += 8) {
    s[0] = add(s[0], add(des_halves(load_be64(&in[at])), keys.first));
    rounds(keys, s);
    store_be64(&out[at], des_block(s[0]));
  }
  store_be64(iv.data(), des_block(s[0]));
}

template <std::size_t Operations>
void DesPortable<Operations>::cbc_decrypt(MutableByteView iv, ByteView in,
                                          MutableByteView out) const {
  require_cbc(8, iv, in, out);
  store_be64(iv.data(), all_blocks<true>(decrypt_.get(), load_be64(iv.data()), in, out.data()));
}

template class DesPortable<1>;
template class DesPortable<3>;

}  // namespace smime::primitives::fast
