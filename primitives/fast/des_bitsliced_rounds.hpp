// Bit-sliced DES (FIPS 46-3) for des_bitsliced_avx2.cpp and des_bitsliced_avx512.cpp.
//
// The file that includes this one says in SMIME_TARGET what its functions are compiled for, and
// brings a `Path`: a register type `Lanes` of `kOctets`, the operations on it that are used below,
// and the circuits `SBox<n>`.
#pragma once

#include <immintrin.h>

#include <utility>

#include "primitives/fast/cbc_batches.hpp"
#include "primitives/fast/des_bitsliced.hpp"
#include "primitives/fast/des_circuit.hpp"

namespace smime::primitives::fast {
namespace {

// A square of 64 by 64 bits in each 64-bit lane across 64 registers is turned over its diagonal, by
// halves, quarters and so on: from blocks side by side to bits side by side, and back.
template <typename Path, int width>
SMIME_TARGET_INLINE void exchange(typename Path::Lanes* x, std::uint64_t low_bits) {
  const auto mask = Path::all_lanes(low_bits);
  for (std::size_t at = 0; at < 64; at += 2 * width) {
    for (std::size_t i = at; i < at + width; ++i) {
      const auto differ =
          Path::common(Path::plus_bits(Path::template right<width>(x[i]), x[i + width]), mask);
      x[i + width] = Path::plus_bits(x[i + width], differ);
      x[i] = Path::plus_bits(x[i], Path::template left<width>(differ));
    }
  }
}

template <typename Path>
SMIME_TARGET void transpose(typename Path::Lanes* x) {
  exchange<Path, 32>(x, 0x00000000ffffffff);
  exchange<Path, 16>(x, 0x0000ffff0000ffff);
  exchange<Path, 8>(x, 0x00ff00ff00ff00ff);
  exchange<Path, 4>(x, 0x0f0f0f0f0f0f0f0f);
  exchange<Path, 2>(x, 0x3333333333333333);
  exchange<Path, 1>(x, 0x5555555555555555);
}

// Where bit n of the standard, from 1, stands in a block loaded from memory octet by octet.
constexpr std::size_t in_memory(std::size_t n) {
  return (n - 1) / 8 * 8 + 7 - (n - 1) % 8;
}

// Bit n, from 0, of what the S-boxes give comes out of P at this place.
constexpr std::size_t after_p(std::size_t n) {
  std::size_t at = 0;
  while (des::kP[at] != n + 1) ++at;
  return at;
}

// L gets four bits of P(S(E(R) + K)): those of S_n.
template <typename Path, std::size_t n>
SMIME_TARGET_INLINE void substitute(typename Path::Lanes* __restrict l,
                                    const typename Path::Lanes* __restrict r,
                                    const std::uint64_t* k) {
  using SBox = typename Path::template SBox<n>;
  constexpr std::size_t first = 4 * (n - 1);
  typename Path::Lanes wires[SBox::kCircuit.kWires];
  for (std::size_t i = 0; i < 6; ++i) {
    // E: a group begins with the bit before its four and ends with the one after them.
    wires[i] = Path::plus_bits(r[(first + i + 31) % 32], Path::all_lanes(k[6 * (n - 1) + i]));
  }
  run_gates<Path, SBox>(wires, std::make_index_sequence<SBox::kCircuit.gates.size()>());
  constexpr std::size_t to[4] = {after_p(first), after_p(first + 1), after_p(first + 2),
                                 after_p(first + 3)};
  for (std::size_t i = 0; i < 4; ++i) {
    l[to[i]] = Path::plus_bits(l[to[i]], wires[SBox::kCircuit.out[i]]);
  }
}

template <typename Path>
SMIME_TARGET __attribute__((noinline)) void sliced_round(typename Path::Lanes* __restrict l,
                                                         const typename Path::Lanes* __restrict r,
                                                         const std::uint64_t* k) {
  substitute<Path, 1>(l, r, k);
  substitute<Path, 2>(l, r, k);
  substitute<Path, 3>(l, r, k);
  substitute<Path, 4>(l, r, k);
  substitute<Path, 5>(l, r, k);
  substitute<Path, 6>(l, r, k);
  substitute<Path, 7>(l, r, k);
  substitute<Path, 8>(l, r, k);
}

template <typename BitsPath, std::size_t Operations>
struct SlicedDes {
  using Path = BitsPath;
  using Key = DesSlicedKey<Operations>;
  using Lanes = typename Path::Lanes;
  static constexpr std::size_t kRegisters = 64;
  static constexpr std::size_t kFewOctets = 8 * Path::kOctets / Operations;

  SMIME_TARGET static void decrypt(Lanes* blocks, const Key& key) {
    transpose<Path>(blocks);
    Lanes halves[2][32];
    for (std::size_t i = 0; i < 64; ++i) {
      halves[i / 32][i % 32] = blocks[in_memory(des::kIP[i])];
    }
    // The halves change places after each round but the last of an operation; IP of the next one
    // undoes the IP^-1 of this one.
    std::size_t left = 0;
    for (std::size_t round = 0; round < key.size(); ++round) {
      sliced_round<Path>(halves[left], halves[1 - left], key[round].data());
      if (round % 16 != 15) left = 1 - left;
    }
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t half = i < 32 ? left : 1 - left;
      blocks[in_memory(des::kIP[i])] = halves[half][i % 32];
    }
    transpose<Path>(blocks);
  }
};

}  // namespace
}  // namespace smime::primitives::fast
