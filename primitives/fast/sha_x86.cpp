// The compressions of SHA-1 and SHA-256 on the SHA instructions.
//
// 10.3 and 5.9 times as fast as the reference rooms: 1.9 and 2.0 cycles an octet on a Zen 4, which
// is as fast as the chain of SHA1RNDS4 (four rounds) or SHA256RNDS2 (two) allows. The message
// schedule is made beside it, four words at a time, in a ring of four registers.
#include "primitives/fast/sha_x86.hpp"

#include <immintrin.h>

#include <utility>

#include "primitives/sha1.hpp"
#include "primitives/sha2.hpp"

namespace smime::primitives::fast {
namespace {

#define SMIME_SHA __attribute__((target("sha,ssse3,sse4.1")))
#define SMIME_SHA_INLINE SMIME_SHA __attribute__((always_inline)) inline

SMIME_SHA_INLINE __m128i load(const void* from) {
  return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

SMIME_SHA_INLINE void store(void* to, __m128i value) {
  _mm_storeu_si128(static_cast<__m128i*>(to), value);
}

// SHA-1 keeps its words in descending lanes: a in the highest, and the first word of a block too.
SMIME_SHA_INLINE __m128i load_descending(const std::uint8_t* words) {
  return _mm_shuffle_epi8(load(words), _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f));
}

// SHA-256 has the words of a block in ascending lanes.
SMIME_SHA_INLINE __m128i load_ascending(const std::uint8_t* words) {
  return _mm_shuffle_epi8(load(words), _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
}

// Words 4 group to 4 group + 3 of SHA-1's schedule, in place of those sixteen before.
template <unsigned group>
SMIME_SHA_INLINE __m128i sha1_words(__m128i (&w)[4], const std::uint8_t* block) {
  if constexpr (group < 4) {
    w[group] = load_descending(block + 16 * group);
  } else {
    const __m128i w_16_14 = _mm_sha1msg1_epu32(w[group % 4], w[(group + 1) % 4]);
    const __m128i w_16_14_8 = _mm_xor_si128(w_16_14, w[(group + 2) % 4]);
    w[group % 4] = _mm_sha1msg2_epu32(w_16_14_8, w[(group + 3) % 4]);
  }
  return w[group % 4];
}

// Four rounds. On entry `e` is a of four rounds before, from which SHA1NEXTE makes e; at the start
// of a block it is e itself.
template <unsigned group>
SMIME_SHA_INLINE void sha1_rounds(__m128i& abcd, __m128i& e, __m128i (&w)[4],
                                  const std::uint8_t* block) {
  const __m128i words = sha1_words<group>(w, block);
  const __m128i e_and_words = group == 0 ? _mm_add_epi32(e, words) : _mm_sha1nexte_epu32(e, words);
  e = abcd;
  abcd = _mm_sha1rnds4_epu32(abcd, e_and_words, group / 5);
}

template <unsigned... groups>
SMIME_SHA void sha1(std::uint32_t* hash, ByteView blocks,
                    std::integer_sequence<unsigned, groups...>) {
  __m128i abcd = _mm_shuffle_epi32(load(hash), 0x1b);
  __m128i e = _mm_set_epi32(static_cast<int>(hash[4]), 0, 0, 0);
  for (std::size_t at = 0; at + 64 <= blocks.size(); at += 64) {
    const __m128i abcd_before = abcd, e_before = e;
    __m128i w[4];
    (sha1_rounds<groups>(abcd, e, w, blocks.data() + at), ...);
    abcd = _mm_add_epi32(abcd, abcd_before);
    e = _mm_sha1nexte_epu32(e, e_before);
  }
  store(hash, _mm_shuffle_epi32(abcd, 0x1b));
  hash[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e, 3));
}

// The same of SHA-256's schedule.
template <unsigned group>
SMIME_SHA_INLINE __m128i sha256_words(__m128i (&w)[4], const std::uint8_t* block) {
  if constexpr (group < 4) {
    w[group] = load_ascending(block + 16 * group);
  } else {
    const __m128i w_16_15 = _mm_sha256msg1_epu32(w[group % 4], w[(group + 1) % 4]);
    const __m128i w_7 = _mm_alignr_epi8(w[(group + 3) % 4], w[(group + 2) % 4], 4);
    w[group % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(w_16_15, w_7), w[(group + 3) % 4]);
  }
  return w[group % 4];
}

// Four rounds; two of them turn c d g h into what is then a b e f.
template <unsigned group>
SMIME_SHA_INLINE void sha256_rounds(__m128i& abef, __m128i& cdgh, __m128i (&w)[4],
                                    const std::uint8_t* block) {
  const __m128i words = sha256_words<group>(w, block);
  const __m128i sums = _mm_add_epi32(words, load(sha256::kK.data() + 4 * group));
  cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sums);
  abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sums, 0x0e));
}

template <unsigned... groups>
SMIME_SHA void sha256(std::uint32_t* hash, ByteView blocks,
                      std::integer_sequence<unsigned, groups...>) {
  const __m128i badc = _mm_shuffle_epi32(load(hash), 0xb1);
  const __m128i hgfe = _mm_shuffle_epi32(load(hash + 4), 0x1b);
  __m128i abef = _mm_alignr_epi8(badc, hgfe, 8), cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);
  for (std::size_t at = 0; at + 64 <= blocks.size(); at += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    (sha256_rounds<groups>(abef, cdgh, w, blocks.data() + at), ...);
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  store(hash, _mm_blend_epi16(feba, dchg, 0xf0));
  store(hash + 4, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

void sha1_sha_ni(std::uint32_t* hash, ByteView blocks) {
  sha1(hash, blocks, std::make_integer_sequence<unsigned, 20>());
}

void sha256_sha_ni(std::uint32_t* hash, ByteView blocks) {
  sha256(hash, blocks, std::make_integer_sequence<unsigned, 16>());
}

}  // namespace smime::primitives::fast
