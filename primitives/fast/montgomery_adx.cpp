// Montgomery exponentiation in limbs of 64 bits on the carry-chain instructions (MULX, ADCX, ADOX).
//
// Operands are whole blocks of eight limbs and stay below R = 2^(64 limbs), not below the modulus:
// a product's reduction is below R + m, and m is subtracted where it has grown over R.
#include "primitives/fast/montgomery_adx.hpp"

#include <immintrin.h>

#include <algorithm>

#include "primitives/fast/exponent_windows.hpp"
#include "primitives/fast/montgomery_adx_rows.hpp"
#include "primitives/limbs.hpp"

namespace smime::primitives::fast {
namespace {

constexpr std::size_t kBlock = 8;  // limbs
constexpr unsigned kLimbBits = 64;

std::size_t limbs_for(const Integer& modulus) {
  return (bit_length(modulus) + kBlock * kLimbBits - 1) / (kBlock * kLimbBits) * kBlock;
}

// -1 / m modulo 2^64, by Newton's iteration, each doubling the bits that are right.
AdxLimb negative_inverse(AdxLimb m) {
  AdxLimb inverse = m;
  for (int i = 0; i < 5; ++i) inverse *= 2 - m * inverse;
  return 0 - inverse;
}

// The ring of residues of one odd modulus.
class Field {
 public:
  explicit Field(const Integer& modulus)
      : n_(limbs_for(modulus)), m_(modulus, n_), k0_(negative_inverse(m_.data()[0])), t_(2 * n_) {}

  std::size_t limbs() const { return n_; }

  // out = a b / R modulo m.
  void multiply(AdxLimb* out, const AdxLimb* a, const AdxLimb* b) {
    AdxLimb* t = t_.data();
    std::fill_n(t, n_, 0);
    for (std::size_t i = 0; i < n_; i += kBlock) smime_adx_multiply(t + i, a + i, b, b + n_);
    reduce(out);
  }

  // out = a^2 / R modulo m.
  void square(AdxLimb* out, const AdxLimb* a) {
    AdxLimb* t = t_.data();
    std::fill_n(t, n_, 0);
    for (std::size_t i = 0; i < n_; i += kBlock) smime_adx_square(t + 2 * i, a + i, a + n_);
    smime_adx_double(t, a, a + n_);
    reduce(out);
  }

 private:
  // out = t / R modulo m.
  void reduce(AdxLimb* out) {
    AdxLimb* t = t_.data();
    const AdxLimb* m = m_.data();
    AdxLimb carry = 0;
    for (std::size_t i = 0; i < n_; i += kBlock) {
      carry = smime_adx_reduce(t + i, m, m + n_, k0_, carry);
    }
    mpn_cnd_sub_n(carry, out, t + n_, m, static_cast<mp_size_t>(n_));
  }

  std::size_t n_;
  Limbs m_;
  AdxLimb k0_;
  Limbs t_;
};

// R^2 modulo m, in time that depends on the width of m alone.
Limbs r_squared(const Integer& modulus, std::size_t limbs) {
  const Integer r_squared = Integer(1) << static_cast<unsigned>(2 * kLimbBits * limbs);
  return remainder_ct(Limbs(r_squared), Limbs(modulus)).widened(limbs);
}

Limbs one(std::size_t limbs) {
  Limbs x(limbs);
  x.data()[0] = 1;
  return x;
}

// out = table[index], reading every entry: the address depends on no secret.
__attribute__((target("avx2"))) void select_ct(AdxLimb* out, const AdxLimb* table,
                                               std::size_t limbs, std::uint64_t index) {
  const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(index));
  for (std::size_t at = 0; at < limbs; at += kBlock) {
    __m256i low = _mm256_setzero_si256(), high = _mm256_setzero_si256(), here = low;
    for (std::size_t i = 0; i < ExponentWindows::kTable; ++i) {
      const auto* entry = reinterpret_cast<const __m256i*>(table + i * limbs + at);
      const __m256i mask = _mm256_cmpeq_epi64(here, wanted);
      low = _mm256_or_si256(low, _mm256_and_si256(mask, _mm256_loadu_si256(entry)));
      high = _mm256_or_si256(high, _mm256_and_si256(mask, _mm256_loadu_si256(entry + 1)));
      here = _mm256_add_epi64(here, _mm256_set1_epi64x(1));
    }
    auto* block = reinterpret_cast<__m256i*>(out + at);
    _mm256_storeu_si256(block, low);
    _mm256_storeu_si256(block + 1, high);
  }
}

// base^i R for every value i of a window, one after the other.
Limbs make_table(Field& field, const Limbs& base, const Limbs& r_squared) {
  const std::size_t n = field.limbs();
  Limbs table(ExponentWindows::kTable * n);
  const auto entry = [&](std::size_t i) { return table.data() + i * n; };
  field.multiply(entry(0), r_squared.data(), one(n).data());
  field.multiply(entry(1), r_squared.data(), base.data());
  for (std::size_t i = 2; i < ExponentWindows::kTable; ++i) {
    if (i % 2 == 0) {
      field.square(entry(i), entry(i / 2));
    } else {
      field.multiply(entry(i), entry(i - 1), entry(1));
    }
  }
  return table;
}

}  // namespace

bool adx_can(const Integer& modulus) {
  return modulus > 1 && bit_test(modulus, 0) && bit_length(modulus) <= kAdxMostBits;
}

// Fixed windows from the top: the same multiplications for every exponent.
Integer mod_exp_secret_adx(const SecretPower& power) {
  Field field(power.modulus);
  const std::size_t n = field.limbs();
  const ExponentWindows exponent(power.exponent, bit_length(power.modulus));
  const Limbs table = make_table(field, Limbs(power.base, n), r_squared(power.modulus, n));
  Limbs sum(n), factor(n);
  select_ct(sum.data(), table.data(), n, exponent[exponent.count() - 1]);
  for (std::size_t w = exponent.count() - 1; w-- > 0;) {
    for (unsigned i = 0; i < ExponentWindows::kBits; ++i) field.square(sum.data(), sum.data());
    select_ct(factor.data(), table.data(), n, exponent[w]);
    field.multiply(sum.data(), sum.data(), factor.data());
  }
  field.multiply(sum.data(), sum.data(), one(n).data());
  return remainder_ct(sum, Limbs(power.modulus)).value();
}

void mod_exp_secret_pair_adx(const SecretPower& first, const SecretPower& second, Integer& result1,
                             Integer& result2) {
  result1 = mod_exp_secret_adx(first);
  result2 = mod_exp_secret_adx(second);
}

// Bits from the top. Where the lowest is set, as it is in RSA, the last factor is the base without
// its R, which takes R off the result as well; elsewhere it is 1.
Integer mod_exp_public_adx(const Integer& base, const Integer& exponent, const Integer& modulus) {
  if (exponent <= 1) return exponent == 0 ? Integer(1) : base;
  Field field(modulus);
  const std::size_t n = field.limbs();
  const Limbs factor(Integer((base << static_cast<unsigned>(kLimbBits * n)) % modulus), n);
  Limbs sum = factor;
  for (std::size_t i = bit_length(exponent) - 1; i-- > 0;) {
    field.square(sum.data(), sum.data());
    if (i > 0 && bit_test(exponent, static_cast<unsigned>(i))) {
      field.multiply(sum.data(), sum.data(), factor.data());
    }
  }
  const Limbs last = bit_test(exponent, 0) ? Limbs(base, n) : one(n);
  field.multiply(sum.data(), sum.data(), last.data());
  return sum.value() % modulus;
}

}  // namespace smime::primitives::fast
