// Registers of 52-bit digits for montgomery_ifma.cpp: four in 256 bits, eight in 512.
#pragma once

#include <immintrin.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#if defined(__GNUC__) && !defined(__clang__)
// GCC bug 105593: the intrinsics' own undefined registers look uninitialised.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

/// What these functions are compiled for; the chooser runs them only where the processor has it.
#define SMIME_IFMA __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512ifma,bmi2")))
#define SMIME_IFMA_INLINE SMIME_IFMA __attribute__((always_inline)) inline

namespace smime::primitives::fast {

/// A mask as a number. GCC 12, where it widens a mask to 128 bits, may spill eight bits of it and
/// read 64 back; the empty statement has it moved to a general register first.
inline unsigned in_general_register(unsigned mask) {
  __asm__("" : "+r"(mask));
  return mask;
}

struct Vector256 {
  static constexpr std::size_t kLanes = 4;
  using Register = __m256i;
  SMIME_IFMA_INLINE static Register zero() { return _mm256_setzero_si256(); }
  SMIME_IFMA_INLINE static Register all(std::uint64_t digit) {
    return _mm256_set1_epi64x(static_cast<long long>(digit));
  }
  SMIME_IFMA_INLINE static Register load(const std::uint64_t* from) {
    return _mm256_load_si256(reinterpret_cast<const Register*>(from));
  }
  SMIME_IFMA_INLINE static void store(std::uint64_t* to, Register r) {
    _mm256_store_si256(reinterpret_cast<Register*>(to), r);
  }
  SMIME_IFMA_INLINE static Register add(Register a, Register b) { return _mm256_add_epi64(a, b); }
  SMIME_IFMA_INLINE static Register bits_and(Register a, Register b) {
    return _mm256_and_si256(a, b);
  }
  SMIME_IFMA_INLINE static Register madd_low(Register sum, Register a, Register b) {
    return _mm256_madd52lo_epu64(sum, a, b);
  }
  SMIME_IFMA_INLINE static Register madd_high(Register sum, Register a, Register b) {
    return _mm256_madd52hi_epu64(sum, a, b);
  }
  SMIME_IFMA_INLINE static Register first_to_all(Register r) {
    return _mm256_broadcastq_epi64(_mm256_castsi256_si128(r));
  }
  SMIME_IFMA_INLINE static Register carries(Register r) { return _mm256_srli_epi64(r, 52); }
  SMIME_IFMA_INLINE static Register first_carry(Register r) {
    return _mm256_maskz_srli_epi64(1, r, 52);
  }
  SMIME_IFMA_INLINE static Register one_digit_down(Register above, Register r) {
    return _mm256_alignr_epi64(above, r, 1);
  }
  SMIME_IFMA_INLINE static Register one_digit_up(Register r, Register below) {
    return _mm256_alignr_epi64(r, below, 3);
  }
  SMIME_IFMA_INLINE static unsigned above(Register a, Register b) {
    return in_general_register(_mm256_cmpgt_epu64_mask(a, b));
  }
  SMIME_IFMA_INLINE static unsigned equal(Register a, Register b) {
    return in_general_register(_mm256_cmpeq_epu64_mask(a, b));
  }
  SMIME_IFMA_INLINE static Register subtract_where(unsigned lanes, Register a, Register b) {
    return _mm256_mask_sub_epi64(a, static_cast<__mmask8>(lanes), a, b);
  }
  SMIME_IFMA_INLINE static Register or_where_equal(Register sum, Register index, Register wanted,
                                                   Register value) {
    return _mm256_mask_or_epi64(sum, _mm256_cmpeq_epu64_mask(index, wanted), sum, value);
  }
};

struct Vector512 {
  static constexpr std::size_t kLanes = 8;
  using Register = __m512i;
  SMIME_IFMA_INLINE static Register zero() { return _mm512_setzero_si512(); }
  SMIME_IFMA_INLINE static Register all(std::uint64_t digit) {
    return _mm512_set1_epi64(static_cast<long long>(digit));
  }
  SMIME_IFMA_INLINE static Register load(const std::uint64_t* from) {
    return _mm512_load_si512(from);
  }
  SMIME_IFMA_INLINE static void store(std::uint64_t* to, Register r) { _mm512_store_si512(to, r); }
  SMIME_IFMA_INLINE static Register add(Register a, Register b) { return _mm512_add_epi64(a, b); }
  SMIME_IFMA_INLINE static Register bits_and(Register a, Register b) {
    return _mm512_and_si512(a, b);
  }
  SMIME_IFMA_INLINE static Register madd_low(Register sum, Register a, Register b) {
    return _mm512_madd52lo_epu64(sum, a, b);
  }
  SMIME_IFMA_INLINE static Register madd_high(Register sum, Register a, Register b) {
    return _mm512_madd52hi_epu64(sum, a, b);
  }
  SMIME_IFMA_INLINE static Register first_to_all(Register r) {
    return _mm512_broadcastq_epi64(_mm512_castsi512_si128(r));
  }
  SMIME_IFMA_INLINE static Register carries(Register r) { return _mm512_srli_epi64(r, 52); }
  SMIME_IFMA_INLINE static Register first_carry(Register r) {
    return _mm512_maskz_srli_epi64(1, r, 52);
  }
  SMIME_IFMA_INLINE static Register one_digit_down(Register above, Register r) {
    return _mm512_alignr_epi64(above, r, 1);
  }
  SMIME_IFMA_INLINE static Register one_digit_up(Register r, Register below) {
    return _mm512_alignr_epi64(r, below, 7);
  }
  SMIME_IFMA_INLINE static unsigned above(Register a, Register b) {
    return in_general_register(_mm512_cmpgt_epu64_mask(a, b));
  }
  SMIME_IFMA_INLINE static unsigned equal(Register a, Register b) {
    return in_general_register(_mm512_cmpeq_epu64_mask(a, b));
  }
  SMIME_IFMA_INLINE static Register subtract_where(unsigned lanes, Register a, Register b) {
    return _mm512_mask_sub_epi64(a, static_cast<__mmask8>(lanes), a, b);
  }
  SMIME_IFMA_INLINE static Register or_where_equal(Register sum, Register index, Register wanted,
                                                   Register value) {
    return _mm512_mask_or_epi64(sum, _mm512_cmpeq_epu64_mask(index, wanted), sum, value);
  }
};

/// A running Montgomery product in `Count` registers.
template <typename Vector, std::size_t Count>
struct IfmaShape {
  static constexpr std::size_t kCount = Count;
  static constexpr std::size_t kDigits = Count * Vector::kLanes;
  using Lanes = Vector;

  struct Accumulator {
    typename Vector::Register sum[Count];
    typename Vector::Register b;  ///< the digit whose low halves are in the sum already
    typename Vector::Register k0;

    SMIME_IFMA_INLINE Accumulator(const std::uint64_t* a, std::uint64_t b0, std::uint64_t k)
        : b(Vector::all(b0)), k0(Vector::all(k)) {
      for (std::size_t j = 0; j < Count; ++j) {
        sum[j] = Vector::madd_low(Vector::zero(), Vector::load(a + Vector::kLanes * j), b);
      }
    }

    /// Clears the lowest digit, drops it, and adds what `b` and the next digit contribute. The
    /// terms that do not wait for q are gathered first: q's chain of dependencies sets the pace.
    SMIME_IFMA_INLINE void step(const std::uint64_t* a, const std::uint64_t* m,
                                std::uint64_t next_digit) {
      const auto next_b = Vector::all(next_digit);
      auto q = Vector::madd_low(Vector::zero(), sum[0], k0);
      typename Vector::Register term[Count];
      for (std::size_t j = 0; j < Count; ++j) {
        const auto digits = Vector::load(a + Vector::kLanes * j);
        term[j] = Vector::madd_low(Vector::madd_high(Vector::zero(), digits, b), digits, next_b);
      }
      q = Vector::first_to_all(q);
      for (std::size_t j = 0; j < Count; ++j) {
        sum[j] = Vector::madd_low(sum[j], Vector::load(m + Vector::kLanes * j), q);
      }
      const auto carry = Vector::first_carry(sum[0]);
      for (std::size_t j = 0; j < Count; ++j) {
        term[j] = Vector::madd_high(term[j], Vector::load(m + Vector::kLanes * j), q);
      }
      term[0] = Vector::add(term[0], carry);
      for (std::size_t j = 0; j < Count; ++j) {
        const auto above = j + 1 < Count ? sum[j + 1] : Vector::zero();
        sum[j] = Vector::add(term[j], Vector::one_digit_down(above, sum[j]));
      }
      b = next_b;
    }

    /// Carries everything upwards, so that every digit is below 2^52. A digit of all ones passes a
    /// carry on: adding the masks as numbers finds how far each one runs.
    SMIME_IFMA_INLINE void normalise(std::uint64_t* out) {
      const auto mask = Vector::all((std::uint64_t{1} << 52) - 1);
      typename Vector::Register carry[Count];
      for (std::size_t j = 0; j < Count; ++j) {
        carry[j] = Vector::carries(sum[j]);
        sum[j] = Vector::bits_and(sum[j], mask);
      }
      for (std::size_t j = 0; j < Count; ++j) {
        const auto below = j > 0 ? carry[j - 1] : Vector::zero();
        sum[j] = Vector::add(sum[j], Vector::one_digit_up(carry[j], below));
      }
      __extension__ using Wide = unsigned __int128;
      using Mask = std::conditional_t<(kDigits < 64), std::uint64_t, Wide>;
      Mask over = 0, full = 0;
      for (std::size_t j = 0; j < Count; ++j) {
        over |= static_cast<Mask>(Vector::above(sum[j], mask)) << (Vector::kLanes * j);
        full |= static_cast<Mask>(Vector::equal(sum[j], mask)) << (Vector::kLanes * j);
      }
      const Mask receives = ((over << 1) + full) ^ full;
      for (std::size_t j = 0; j < Count; ++j) {
        const auto lanes = static_cast<unsigned>(receives >> (Vector::kLanes * j));
        // Less the mask is plus one, modulo 2^52.
        const auto digit = Vector::subtract_where(lanes, sum[j], mask);
        Vector::store(out + Vector::kLanes * j, Vector::bits_and(digit, mask));
      }
    }
  };
};

}  // namespace smime::primitives::fast
