// SHA-512 (FIPS 180-4, 6.4.2) over two blocks at a time: both message schedules in one, made beside
// the first block's rounds, for sha512_avx2.cpp and sha512_avx512.cpp.
//
// The file that includes this one says in SMIME_TARGET what its functions are compiled for, and
// brings a `Path`: `lower_sigma_0` and `lower_sigma_1` on registers, and `Working`, the working
// variables, with `round<t>(sum)` and `add_to(hash)`.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <utility>

#include "primitives/bytes.hpp"
#include "primitives/sha2.hpp"

namespace smime::primitives::fast {
namespace {

#define SMIME_TARGET_INLINE SMIME_TARGET __attribute__((always_inline)) inline

// K_t + W_t: words 2 pair and 2 pair + 1 of the first block, the same of the second, and so on.
struct alignas(32) Sums {
  std::uint64_t words[160];
};

SMIME_TARGET_INLINE __m128i load_two(const void* words) {
  return _mm_loadu_si128(static_cast<const __m128i*>(words));
}

// Two words of each block, which stand at `first` and `second`.
SMIME_TARGET_INLINE __m256i load_pair(const std::uint8_t* first, const std::uint8_t* second) {
  const __m128i reversed = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
  const __m256i words = _mm256_set_m128i(load_two(second), load_two(first));
  return _mm256_shuffle_epi8(words, _mm256_broadcastsi128_si256(reversed));
}

SMIME_TARGET_INLINE void store_sums(Sums& sums, unsigned pair, __m256i w) {
  const __m256i k = _mm256_broadcastsi128_si256(load_two(sha512::kK.data() + 2 * pair));
  _mm256_store_si256(reinterpret_cast<__m256i*>(sums.words + 4 * pair), _mm256_add_epi64(w, k));
}

// Step 1 for two words t and t + 1 of each block, in place of those sixteen before.
template <typename Path, unsigned pair>
SMIME_TARGET_INLINE void next_words(__m256i (&w)[8]) {
  __m256i& w_16 = w[pair];
  const __m256i w_15 = _mm256_alignr_epi8(w[(pair + 1) % 8], w_16, 8);
  const __m256i w_7 = _mm256_alignr_epi8(w[(pair + 5) % 8], w[(pair + 4) % 8], 8);
  const __m256i w_2 = w[(pair + 7) % 8];
  const __m256i sigmas = _mm256_add_epi64(Path::lower_sigma_0(w_15), Path::lower_sigma_1(w_2));
  w_16 = _mm256_add_epi64(_mm256_add_epi64(w_16, w_7), sigmas);
}

// Step 3 for two rounds of the first block, with the words of both blocks sixteen rounds ahead.
template <typename Path, unsigned pair>
SMIME_TARGET_INLINE void rounds_and_words(typename Path::Working& working, __m256i (&w)[8],
                                          Sums& sums, unsigned base) {
  working.template round<2 * pair>(sums.words[4 * (base + pair)]);
  next_words<Path, pair>(w);
  working.template round<2 * pair + 1>(sums.words[4 * (base + pair) + 1]);
  store_sums(sums, base + pair + 8, w[pair]);
}

// Step 3 for two rounds of block 0 or 1.
template <typename Path, unsigned pair>
SMIME_TARGET_INLINE void rounds(typename Path::Working& working, const Sums& sums, unsigned base,
                                unsigned block) {
  const std::uint64_t* two = sums.words + 4 * (base + pair) + 2 * block;
  working.template round<2 * pair>(two[0]);
  working.template round<2 * pair + 1>(two[1]);
}

// A last block without a neighbour has itself for one.
template <typename Path, unsigned... pairs>
SMIME_TARGET void sha512_process(std::uint64_t* hash, ByteView blocks,
                                 std::integer_sequence<unsigned, pairs...>) {
  Sums sums;
  for (std::size_t at = 0; at + 128 <= blocks.size(); at += 256) {
    const bool two = at + 256 <= blocks.size();
    const std::uint8_t* first = blocks.data() + at;
    const std::uint8_t* second = two ? first + 128 : first;
    __m256i w[8] = {load_pair(first + 16 * pairs, second + 16 * pairs)...};
    (store_sums(sums, pairs, w[pairs]), ...);
    typename Path::Working working(hash);
    for (unsigned base = 0; base < 32; base += 8) {
      (rounds_and_words<Path, pairs>(working, w, sums, base), ...);
    }
    (rounds<Path, pairs>(working, sums, 32, 0), ...);
    working.add_to(hash);
    if (!two) break;
    typename Path::Working other(hash);
    for (unsigned base = 0; base < 40; base += 8) {
      (rounds<Path, pairs>(other, sums, base, 1), ...);
    }
    other.add_to(hash);
  }
}

}  // namespace
}  // namespace smime::primitives::fast
