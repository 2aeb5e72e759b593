// SHA-512's compression with its message schedule on AVX2 and its rounds on BMI2's rotations.
//
// 1.7 times as fast as the reference room: 4.4 cycles an octet on a Zen 4.
#define SMIME_TARGET __attribute__((target("avx2,bmi,bmi2")))

#include "primitives/fast/sha2_round.hpp"
#include "primitives/fast/sha512_two_blocks.hpp"
#include "primitives/fast/sha512_x86.hpp"

namespace smime::primitives::fast {
namespace {

template <int distance>
SMIME_TARGET_INLINE __m256i rotr(__m256i x) {
  return _mm256_or_si256(_mm256_srli_epi64(x, distance), _mm256_slli_epi64(x, 64 - distance));
}

struct Avx2 {
  using Working = Sha2Working<Sha512>;

  SMIME_TARGET_INLINE static __m256i lower_sigma_0(__m256i x) {
    return _mm256_xor_si256(_mm256_xor_si256(rotr<1>(x), rotr<8>(x)), _mm256_srli_epi64(x, 7));
  }

  SMIME_TARGET_INLINE static __m256i lower_sigma_1(__m256i x) {
    return _mm256_xor_si256(_mm256_xor_si256(rotr<19>(x), rotr<61>(x)), _mm256_srli_epi64(x, 6));
  }
};

}  // namespace

void sha512_avx2(std::uint64_t* hash, ByteView blocks) {
  sha512_process<Avx2>(hash, blocks, std::make_integer_sequence<unsigned, 8>());
}

}  // namespace smime::primitives::fast
