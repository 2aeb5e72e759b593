// GHASH (SP 800-38D, 6.4) on the carry-less multiplication instruction: products and their
// reduction.
//
// The coefficients of GCM's polynomials run from the left; the instruction's from the right. On
// octets in reverse order its product is GCM's, one bit too low, so each power of H stands here
// multiplied by x. The reduction folds the lower half into the upper, 64 bits at a time.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#define SMIME_CLMUL [[gnu::target("aes,sse4.1,ssse3,pclmul")]]

namespace smime::primitives::fast {

SMIME_CLMUL inline __m128i load_block(const std::uint8_t* octets) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(octets));
}

SMIME_CLMUL inline void store_block(std::uint8_t* octets, __m128i value) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(octets), value);
}

SMIME_CLMUL inline __m128i reverse_octets(__m128i block) {
  return _mm_shuffle_epi8(block,
                          _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

/// The sum of both halves, in both halves.
SMIME_CLMUL inline __m128i sum_of_halves(__m128i a) {
  return _mm_xor_si128(a, _mm_shuffle_epi32(a, 0x4e));
}

/// A product of 256 bits as Karatsuba has it: the lower halves', the sums', the higher halves'.
struct Product {
  __m128i low, sums, high;
};

/// `sum` plus a times b; `b_sum` is the sum of b's halves.
SMIME_CLMUL inline Product add_product(const Product& sum, __m128i a, __m128i b, __m128i b_sum) {
  return {_mm_xor_si128(sum.low, _mm_clmulepi64_si128(a, b, 0x00)),
          _mm_xor_si128(sum.sums, _mm_clmulepi64_si128(sum_of_halves(a), b_sum, 0x00)),
          _mm_xor_si128(sum.high, _mm_clmulepi64_si128(a, b, 0x11))};
}

/// One fold by 64 bits: the lower half of `value`, times x^-64 modulo GCM's polynomial.
SMIME_CLMUL inline __m128i fold(__m128i value) {
  const __m128i polynomial = _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1);
  return _mm_xor_si128(_mm_shuffle_epi32(value, 0x4e),
                       _mm_clmulepi64_si128(value, polynomial, 0x10));
}

/// The product modulo x^128 + x^7 + x^2 + x + 1.
SMIME_CLMUL inline __m128i reduce(const Product& product) {
  const __m128i middle = _mm_xor_si128(product.sums, _mm_xor_si128(product.low, product.high));
  const __m128i low = _mm_xor_si128(product.low, _mm_slli_si128(middle, 8));
  const __m128i high = _mm_xor_si128(product.high, _mm_srli_si128(middle, 8));
  return _mm_xor_si128(fold(fold(low)), high);
}

SMIME_CLMUL inline __m128i multiply(__m128i a, __m128i b) {
  const __m128i zero = _mm_setzero_si128();
  return reduce(add_product({zero, zero, zero}, a, b, sum_of_halves(b)));
}

/// H with its octets reversed, times x.
SMIME_CLMUL inline __m128i times_x(__m128i h) {
  const __m128i polynomial = _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1);
  const __m128i carries = _mm_srli_epi64(h, 63);
  const __m128i doubled = _mm_or_si128(_mm_slli_epi64(h, 1), _mm_slli_si128(carries, 8));
  const __m128i top = _mm_shuffle_epi32(_mm_srai_epi32(h, 31), 0xff);
  return _mm_xor_si128(doubled, _mm_and_si128(top, polynomial));
}

}  // namespace smime::primitives::fast
