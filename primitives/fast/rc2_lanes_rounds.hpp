// RC2 decryption (RFC 2268, 4) with one block in each lane, for rc2_lanes_avx2.cpp and
// rc2_lanes_avx512.cpp.
//
// The file that includes this one says in SMIME_TARGET what its functions are compiled for, and
// brings a `Path`: a register type `Lanes` of `kOctets`, the operations on it that are used below,
// and the even number `kStates` of states in flight, of which one fills the other's waiting time.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "primitives/fast/cbc_batches.hpp"
#include "primitives/fast/rc2_lanes.hpp"

namespace smime::primitives::fast {
namespace {

// Registers that hold the four words of as many blocks as they have lanes: R[0] to R[3].
template <typename Path>
struct Rc2State {
  typename Path::Lanes r[4];
};

template <typename Path>
using Rc2States = Rc2State<Path>[Path::kStates];

// From blocks side by side to words side by side, and back. Two registers hold neighbouring blocks
// in lanes far apart; nothing depends on their order.
template <typename Path>
SMIME_TARGET_INLINE void transpose(Rc2State<Path>& s) {
  const auto t0 = Path::low_words(s.r[0], s.r[1]), t1 = Path::high_words(s.r[0], s.r[1]);
  const auto t2 = Path::low_words(s.r[2], s.r[3]), t3 = Path::high_words(s.r[2], s.r[3]);
  const auto u0 = Path::low_pairs(t0, t2), u1 = Path::high_pairs(t0, t2);
  const auto u2 = Path::low_pairs(t1, t3), u3 = Path::high_pairs(t1, t3);
  s.r[0] = Path::low_fours(u0, u2);
  s.r[1] = Path::high_fours(u0, u2);
  s.r[2] = Path::low_fours(u1, u3);
  s.r[3] = Path::high_fours(u1, u3);
}

// R[i] = (R[i] >>> s[i]) - K[j] - (R[i-1] & R[i-2]) - (~R[i-1] & R[i-3]). R[i-3] is ready last.
template <typename Path, int i, int s>
SMIME_TARGET_INLINE void r_mix(Rc2States<Path>& states, std::uint32_t k_j) {
  const auto k = Path::all_lanes(k_j);
  for (auto& [r] : states) {
    const auto rotated = Path::template rotate_right<s>(r[i]);
    r[i] =
        Path::minus_choice(Path::minus(rotated, k), r[(i + 3) % 4], r[(i + 2) % 4], r[(i + 1) % 4]);
  }
}

template <typename Path>
SMIME_TARGET_INLINE void r_mixing_rounds(Rc2States<Path>& states, const Rc2LaneKey& key,
                                         std::size_t first, std::size_t last) {
  for (std::size_t j = last; j > first; j -= 4) {
    r_mix<Path, 3, 5>(states, key.twice[j - 1]);
    r_mix<Path, 2, 3>(states, key.twice[j - 2]);
    r_mix<Path, 1, 2>(states, key.twice[j - 3]);
    r_mix<Path, 0, 1>(states, key.twice[j - 4]);
  }
}

// R[i] = R[i] - K[R[i-1] & 63]
template <typename Path, int i>
SMIME_TARGET_INLINE void r_mash(Rc2States<Path>& states, const Rc2LaneKey& key) {
  for (std::size_t n = 0; n < Path::kStates; n += 2) {
    auto& [a] = states[n];
    auto& [b] = states[n + 1];
    const auto found = Path::look_up(key, a[(i + 3) % 4], b[(i + 3) % 4]);
    a[i] = Path::minus(a[i], found.a);
    b[i] = Path::minus(b[i], found.b);
  }
}

template <typename Path>
SMIME_TARGET_INLINE void r_mashing_round(Rc2States<Path>& states, const Rc2LaneKey& key) {
  r_mash<Path, 3>(states, key);
  r_mash<Path, 2>(states, key);
  r_mash<Path, 1>(states, key);
  r_mash<Path, 0>(states, key);
}

// RFC 2268, 4.5
template <typename Path>
SMIME_TARGET_INLINE void decrypt(Rc2States<Path>& states, const Rc2LaneKey& key) {
  for (auto& state : states) transpose(state);
  // Step 2: five r-mixing rounds.
  r_mixing_rounds<Path>(states, key, 44, 64);
  // Step 3: one r-mashing round.
  r_mashing_round<Path>(states, key);
  // Step 4: six r-mixing rounds.
  r_mixing_rounds<Path>(states, key, 20, 44);
  // Step 5: one r-mashing round.
  r_mashing_round<Path>(states, key);
  // Step 6: five r-mixing rounds.
  r_mixing_rounds<Path>(states, key, 0, 20);
  for (auto& state : states) transpose(state);
}

template <typename LanesPath>
struct Rc2Batch {
  using Path = LanesPath;
  using Key = Rc2LaneKey;
  static constexpr std::size_t kRegisters = Path::kStates * 4;
  static constexpr std::size_t kFewOctets = 8 * 6;

  SMIME_TARGET_INLINE static void decrypt(typename Path::Lanes* registers, const Key& key) {
    Rc2States<Path> states;
    for (std::size_t i = 0; i < kRegisters; ++i) states[i / 4].r[i % 4] = registers[i];
    fast::decrypt<Path>(states, key);
    for (std::size_t i = 0; i < kRegisters; ++i) registers[i] = states[i / 4].r[i % 4];
  }
};

}  // namespace
}  // namespace smime::primitives::fast
