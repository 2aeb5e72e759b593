// SHA-512's compression with its message schedule and the words a to d on AVX-512.
//
// 2.0 times as fast as the reference room: 3.8 cycles an octet on a Zen 4.
// The rounds are two chains. That of e is the longer one and has the general registers to itself;
// that of a follows some rounds behind in the lowest lanes of vector registers, because an a is
// needed for an e only four rounds later, as d. Since e' = d + T1, the new a is e' - d + T2.
#define SMIME_TARGET __attribute__((target("avx2,avx512f,avx512vl,bmi,bmi2")))

#include <bit>

#include "primitives/fast/sha512_two_blocks.hpp"
#include "primitives/fast/sha512_x86.hpp"

namespace smime::primitives::fast {
namespace {

constexpr int kParity = 0x96;  // truth tables for VPTERNLOGQ
constexpr int kMajority = 0xe8;

SMIME_TARGET_INLINE std::uint64_t from_lane(__m128i x) {
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(x));
}

SMIME_TARGET_INLINE __m128i to_lane(std::uint64_t x) {
  return _mm_cvtsi64_si128(static_cast<long long>(x));
}

SMIME_TARGET_INLINE __m128i upper_sigma_0(__m128i x) {
  return _mm_ternarylogic_epi64(_mm_ror_epi64(x, 28), _mm_ror_epi64(x, 34), _mm_ror_epi64(x, 39),
                                kParity);
}

// The compiler must not put this sum in another order.
SMIME_TARGET_INLINE void pin(__m128i& sum) {
  __asm__("" : "+x"(sum));
}

// Round t finds a and e at place -t modulo 4.
struct HalfVectorWorking {
  __m128i abcd[4];
  std::uint64_t efgh[4];

  SMIME_TARGET_INLINE explicit HalfVectorWorking(const std::uint64_t* hash) {
    for (unsigned i = 0; i < 4; ++i) {
      abcd[i] = to_lane(hash[i]);
      efgh[i] = hash[4 + i];
    }
  }

  SMIME_TARGET_INLINE void add_to(std::uint64_t* hash) const {
    for (unsigned i = 0; i < 4; ++i) {
      hash[i] += from_lane(abcd[i]);
      hash[4 + i] += efgh[i];
    }
  }

  template <unsigned t>
  SMIME_TARGET_INLINE void round(std::uint64_t sum) {
    constexpr unsigned turn = 4 - t % 4;
    const __m128i a = abcd[turn % 4], b = abcd[(turn + 1) % 4], c = abcd[(turn + 2) % 4];
    __m128i& d = abcd[(turn + 3) % 4];
    const std::uint64_t e = efgh[turn % 4], f = efgh[(turn + 1) % 4], g = efgh[(turn + 2) % 4];
    std::uint64_t& h = efgh[(turn + 3) % 4];
    h += sum + from_lane(d);
    h += e & f;  // with the next line ch: the two have no bit in common
    h += ~e & g;
    h += sha512::upper_sigma_1(e);
    __m128i next_a = _mm_sub_epi64(to_lane(h), d);
    pin(next_a);
    next_a = _mm_add_epi64(next_a, _mm_ternarylogic_epi64(a, b, c, kMajority));
    pin(next_a);
    d = _mm_add_epi64(next_a, upper_sigma_0(a));
  }
};

struct Avx512 {
  using Working = HalfVectorWorking;

  SMIME_TARGET_INLINE static __m256i lower_sigma_0(__m256i x) {
    return _mm256_ternarylogic_epi64(_mm256_ror_epi64(x, 1), _mm256_ror_epi64(x, 8),
                                     _mm256_srli_epi64(x, 7), kParity);
  }

  SMIME_TARGET_INLINE static __m256i lower_sigma_1(__m256i x) {
    return _mm256_ternarylogic_epi64(_mm256_ror_epi64(x, 19), _mm256_ror_epi64(x, 61),
                                     _mm256_srli_epi64(x, 6), kParity);
  }
};

}  // namespace

void sha512_avx512(std::uint64_t* hash, ByteView blocks) {
  sha512_process<Avx512>(hash, blocks, std::make_integer_sequence<unsigned, 8>());
}

}  // namespace smime::primitives::fast
