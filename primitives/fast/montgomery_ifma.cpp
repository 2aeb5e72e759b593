// Montgomery multiplication in radix 2^52 on the AVX-512 IFMA instructions (VPMADD52LUQ,
// VPMADD52HUQ).
//
// An operand is a row of registers of digits. A step adds a[i] b[j] and the multiple q of the
// modulus that clears the lowest digit, low halves before the shift by one digit and high halves
// behind it; the digits stay redundant (below 2^60) until the end. With R = 2^(52 digits) >= 4 m
// and operands below 2 m the result is below 2 m, so no step compares or subtracts.
#include "primitives/fast/montgomery_ifma.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "primitives/fast/exponent_windows.hpp"
#include "primitives/fast/ifma_vector.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives::fast {
namespace {

constexpr unsigned kDigitBits = 52;
constexpr std::uint64_t kDigitMask = (std::uint64_t{1} << kDigitBits) - 1;
constexpr std::size_t kTable = ExponentWindows::kTable;

// Digits of an operand, least significant first. A step also loads the digit behind its own.
template <typename Shape>
struct alignas(64) Digits {
  std::array<std::uint64_t, Shape::kDigits + 8> d{};
  Digits() = default;
  Digits(const Digits&) = default;
  Digits& operator=(const Digits&) = default;
  ~Digits() { wipe(MutableByteView{reinterpret_cast<std::uint8_t*>(d.data()), sizeof d}); }
};

// One operand for each of the powers that run side by side.
template <typename Shape, std::size_t Powers>
using Row = std::array<Digits<Shape>, Powers>;

// mpz_export with twelve unused bits a word gives the radix.
template <typename Shape>
void to_digits(Digits<Shape>& out, const Integer& x) {
  out.d.fill(0);
  mpz_export(out.d.data(), nullptr, -1, 8, 0, 64 - kDigitBits, x.backend().data());
}

template <typename Shape>
Integer from_digits(const Digits<Shape>& in) {
  Integer x;
  mpz_import(x.backend().data(), Shape::kDigits, -1, 8, 0, 64 - kDigitBits, in.d.data());
  return x;
}

// x modulo m in time that depends on their widths alone.
Integer remainder_ct(const Integer& x, const Integer& m) {
  const auto x_limbs = static_cast<mp_size_t>(mpz_size(x.backend().data()));
  const auto m_limbs = static_cast<mp_size_t>(mpz_size(m.backend().data()));
  if (x_limbs < m_limbs) return x;
  Integer remainder = x;
  Secret scratch(static_cast<std::size_t>(mpn_sec_div_r_itch(x_limbs, m_limbs)) *
                 sizeof(mp_limb_t));
  mpz_ptr limbs = remainder.backend().data();
  mpn_sec_div_r(limbs->_mp_d, x_limbs, m.backend().data()->_mp_d, m_limbs,
                reinterpret_cast<mp_limb_t*>(scratch.writable().data()));
  mpz_limbs_finish(limbs, m_limbs);
  return remainder;
}

// -1 / m modulo 2^52, by Newton's iteration, each doubling the bits that are right.
std::uint64_t negative_inverse(std::uint64_t m) {
  std::uint64_t inverse = m;
  for (int i = 0; i < 5; ++i) inverse *= 2 - m * inverse;
  return (0 - inverse) & kDigitMask;
}

std::size_t digits_for(const Integer& modulus) {
  return (bit_length(modulus) + 2 + kDigitBits - 1) / kDigitBits;
}

// R^2 = 2^(2 * 52 digits).
Integer r_squared_for(std::size_t digits) {
  return Integer(1) << static_cast<unsigned>(2 * kDigitBits * digits);
}

template <typename Shape>
struct Modulus {
  Digits<Shape> m;
  std::uint64_t k0 = 0;  // -1 / m modulo 2^52

  void set(const Integer& modulus) {
    to_digits(m, modulus);
    k0 = negative_inverse(m.d[0]);
  }
};

template <typename Shape, std::size_t Powers>
struct Field {
  std::array<Modulus<Shape>, Powers> moduli;
  std::size_t digits = 0;  // R = 2^(52 digits)
};

// out = a b / R modulo m, for every power of the row.
template <typename Shape>
SMIME_IFMA void multiply(Row<Shape, 1>& out, const Row<Shape, 1>& a, const Row<Shape, 1>& b,
                         const Field<Shape, 1>& field) {
  const Modulus<Shape>& m = field.moduli[0];
  typename Shape::Accumulator sum(a[0].d.data(), b[0].d[0], m.k0);
  for (std::size_t i = 1; i <= field.digits; ++i) {
    sum.step(a[0].d.data(), m.m.d.data(), b[0].d[i]);
  }
  sum.normalise(out[0].d.data());
}

template <typename Shape>
SMIME_IFMA void multiply(Row<Shape, 2>& out, const Row<Shape, 2>& a, const Row<Shape, 2>& b,
                         const Field<Shape, 2>& field) {
  const Modulus<Shape>&m = field.moduli[0], &n = field.moduli[1];
  typename Shape::Accumulator first(a[0].d.data(), b[0].d[0], m.k0);
  typename Shape::Accumulator second(a[1].d.data(), b[1].d[0], n.k0);
  for (std::size_t i = 1; i <= field.digits; ++i) {
    first.step(a[0].d.data(), m.m.d.data(), b[0].d[i]);
    second.step(a[1].d.data(), n.m.d.data(), b[1].d[i]);
  }
  first.normalise(out[0].d.data());
  second.normalise(out[1].d.data());
}

// out = table[index], reading every entry: the address depends on no secret.
template <typename Shape>
SMIME_IFMA void select_ct(Digits<Shape>& out, const Digits<Shape>* table, std::size_t stride,
                          std::uint64_t index) {
  using Lanes = typename Shape::Lanes;
  const auto wanted = Lanes::all(index);
  typename Lanes::Register sum[Shape::kCount];
  for (auto& s : sum) s = Lanes::zero();
  for (std::uint64_t i = 0; i < kTable; ++i) {
    const std::uint64_t* entry = table[i * stride].d.data();
    const auto here = Lanes::all(i);
    for (std::size_t j = 0; j < Shape::kCount; ++j) {
      sum[j] = Lanes::or_where_equal(sum[j], here, wanted, Lanes::load(entry + Lanes::kLanes * j));
    }
  }
  for (std::size_t j = 0; j < Shape::kCount; ++j) {
    Lanes::store(out.d.data() + Lanes::kLanes * j, sum[j]);
  }
}

template <typename Shape, std::size_t Powers>
Row<Shape, Powers> constant_row(std::uint64_t value) {
  Row<Shape, Powers> row;
  for (auto& digits : row) digits.d[0] = value;
  return row;
}

template <std::size_t Powers>
const Integer& widest_modulus(const std::array<const SecretPower*, Powers>& powers) {
  return (*std::max_element(powers.begin(), powers.end(),
                            [](const auto* a, const auto* b) {
                              return bit_length(a->modulus) < bit_length(b->modulus);
                            }))
      ->modulus;
}

// Fixed windows from the top: the same multiplications for every exponent of the same width.
template <typename Shape, std::size_t Powers>
void secret_powers(const std::array<const SecretPower*, Powers>& powers,
                   const std::array<Integer*, Powers>& results) {
  const Integer& widest = widest_modulus(powers);
  Field<Shape, Powers> field;
  field.digits = digits_for(widest);
  Row<Shape, Powers> base, r_squared;
  std::array<ExponentWindows, Powers> exponents;
  for (std::size_t p = 0; p < Powers; ++p) {
    const Integer& modulus = powers[p]->modulus;
    field.moduli[p].set(modulus);
    to_digits(base[p], powers[p]->base);
    to_digits(r_squared[p], SecretInteger(remainder_ct(r_squared_for(field.digits), modulus)).value());
    exponents[p] = ExponentWindows(powers[p]->exponent, bit_length(widest));
  }
  // table[i] = base^i R: the row of all powers, entry by entry.
  auto table = std::make_unique<std::array<Row<Shape, Powers>, kTable>>();
  multiply((*table)[0], r_squared, constant_row<Shape, Powers>(1), field);
  multiply((*table)[1], r_squared, base, field);
  for (std::size_t i = 2; i < kTable; ++i)
    multiply((*table)[i], (*table)[i - 1], (*table)[1], field);

  Row<Shape, Powers> sum, factor;
  const auto look_up = [&](Row<Shape, Powers>& out, std::size_t w) {
    for (std::size_t p = 0; p < Powers; ++p) {
      select_ct(out[p], &(*table)[0][p], Powers, exponents[p][w]);
    }
  };
  const std::size_t windows = exponents[0].count();
  look_up(sum, windows - 1);
  for (std::size_t w = windows - 1; w-- > 0;) {
    for (unsigned i = 0; i < ExponentWindows::kBits; ++i) multiply(sum, sum, sum, field);
    look_up(factor, w);
    multiply(sum, sum, factor, field);
  }
  multiply(sum, sum, constant_row<Shape, Powers>(1), field);
  for (std::size_t p = 0; p < Powers; ++p) {
    *results[p] = remainder_ct(from_digits(sum[p]), powers[p]->modulus);
  }
}

// Bits from the top. Where the lowest is set, as it is in RSA, the last factor is the base without
// its R, which takes R off the result as well; elsewhere it is 1.
template <typename Shape>
Integer public_power(const Integer& base, const Integer& exponent, const Integer& modulus) {
  Field<Shape, 1> field;
  field.digits = digits_for(modulus);
  field.moduli[0].set(modulus);
  Row<Shape, 1> factor, last = constant_row<Shape, 1>(1);
  to_digits(factor[0], (base << static_cast<unsigned>(kDigitBits * field.digits)) % modulus);
  if (bit_test(exponent, 0)) to_digits(last[0], base);
  Row<Shape, 1> sum = factor;
  for (std::size_t i = bit_length(exponent) - 1; i-- > 0;) {
    multiply(sum, sum, sum, field);
    if (i > 0 && bit_test(exponent, static_cast<unsigned>(i))) multiply(sum, sum, factor, field);
  }
  multiply(sum, sum, last, field);
  return from_digits(sum[0]) % modulus;
}

// The narrowest shape that holds so many digits.
template <typename Run>
auto with_shape(std::size_t digits, Run run) {
  if (digits <= 20) return run(IfmaShape<Vector256, 5>());
  if (digits <= 32) return run(IfmaShape<Vector512, 4>());
  if (digits <= 40) return run(IfmaShape<Vector512, 5>());
  if (digits <= 64) return run(IfmaShape<Vector512, 8>());
  return run(IfmaShape<Vector512, 10>());
}

}  // namespace

bool ifma_can(const Integer& modulus) {
  return modulus > 1 && bit_test(modulus, 0) && bit_length(modulus) <= kIfmaMostBits;
}

Integer mod_exp_public_ifma(const Integer& base, const Integer& exponent, const Integer& modulus) {
  if (exponent <= 1) return exponent == 0 ? Integer(1) : base;
  return with_shape(digits_for(modulus), [&](auto shape) {
    return public_power<decltype(shape)>(base, exponent, modulus);
  });
}

Integer mod_exp_secret_ifma(const SecretPower& power) {
  Integer result;
  with_shape(digits_for(power.modulus),
             [&](auto shape) { secret_powers<decltype(shape), 1>({&power}, {&result}); });
  return result;
}

void mod_exp_secret_pair_ifma(const SecretPower& first, const SecretPower& second, Integer& result1,
                              Integer& result2) {
  const std::size_t digits = std::max(digits_for(first.modulus), digits_for(second.modulus));
  with_shape(digits, [&](auto shape) {
    secret_powers<decltype(shape), 2>({&first, &second}, {&result1, &result2});
  });
}

}  // namespace smime::primitives::fast
