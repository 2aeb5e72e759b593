// Modular powers: GMP's as the reference, and the fast ones where the processor has them.
#include "primitives/modexp.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/implementation.hpp"
#include "primitives/limbs.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/montgomery_adx.hpp"
#include "primitives/fast/montgomery_ifma.hpp"
#endif

namespace smime::primitives {
namespace {

// The three operations of one implementation.
struct ModExp {
  Integer (*public_power)(const Integer& base, const Integer& exponent, const Integer& modulus);
  Integer (*secret_power)(const SecretPower& power);
  void (*secret_pair)(const SecretPower&, const SecretPower&, Integer&, Integer&);
  bool (*can)(const Integer& modulus);  // whether it serves this modulus
};

Integer reference_public(const Integer& base, const Integer& exponent, const Integer& modulus) {
  return boost::multiprecision::powm(base, exponent, modulus);
}

Integer reference_secret(const SecretPower& power) {
  Integer result;
  mpz_powm_sec(result.backend().data(), power.base.backend().data(),
               power.exponent.backend().data(), power.modulus.backend().data());
  return result;
}

void reference_pair(const SecretPower& first, const SecretPower& second, Integer& result1,
                    Integer& result2) {
  result1 = reference_secret(first);
  result2 = reference_secret(second);
}

constexpr ModExp kReference = {reference_public, reference_secret, reference_pair,
                               [](const Integer&) { return true; }};

#if SMIME_FAST && defined(__x86_64__)
constexpr ModExp kAdxRows = {fast::mod_exp_public_adx, fast::mod_exp_secret_adx,
                             fast::mod_exp_secret_pair_adx, fast::adx_can};
constexpr ModExp kIfma = {fast::mod_exp_public_ifma, fast::mod_exp_secret_ifma,
                          fast::mod_exp_secret_pair_ifma, fast::ifma_can};
const Chooser<const ModExp*, 3> kModExp("modexp", {{{"reference", kNone, &kReference},
                                                    {"adx", kBmi2 | kAdx | kAvx2, &kAdxRows},
                                                    {"ifma", kAvx512 | kAvx512Ifma, &kIfma}}});
#else
const Chooser<const ModExp*, 1> kModExp("modexp", {{{"reference", kNone, &kReference}}});
#endif

const ModExp& chosen_for(const Integer& modulus) {
  const ModExp* chosen = kModExp.chosen();
  return chosen->can(modulus) ? *chosen : kReference;
}

void check_secret(const SecretPower& power) {
  if (power.modulus <= 1 || !bit_test(power.modulus, 0)) {
    throw Error(ErrorKind::invalid_argument, "an even modulus, or one below 3",
                "a secret power is taken modulo an odd number above 1");
  }
  if (power.base < 0 || power.exponent <= 0 ||
      bit_length(power.exponent) > bit_length(power.modulus)) {
    throw Error(ErrorKind::invalid_argument, "a base or exponent out of range",
                "the base is not negative, the exponent is positive and no wider than the modulus");
  }
}

// The base below the modulus, which it need not have been.
SecretInteger reduced_base(const SecretPower& power) {
  return SecretInteger(remainder_ct(Limbs(power.base), Limbs(power.modulus)).value());
}

}  // namespace

Integer mod_exp_public(const Integer& base, const Integer& exponent, const Integer& modulus) {
  if (modulus <= 1 || exponent < 0 || base < 0) {
    throw Error(ErrorKind::invalid_argument, "a modulus below 2, or a negative number",
                "a power is taken of nonnegative numbers modulo 2 or more");
  }
  if (base >= modulus) return mod_exp_public(base % modulus, exponent, modulus);
  return chosen_for(modulus).public_power(base, exponent, modulus);
}

Integer mod_exp_secret(const SecretPower& power) {
  check_secret(power);
  const SecretInteger base = reduced_base(power);
  return chosen_for(power.modulus).secret_power({base.value(), power.exponent, power.modulus});
}

void mod_exp_secret_pair(const SecretPower& first, const SecretPower& second, Integer& result1,
                         Integer& result2) {
  check_secret(first);
  check_secret(second);
  const SecretInteger base1 = reduced_base(first), base2 = reduced_base(second);
  const ModExp& both = chosen_for(first.modulus);
  const ModExp& method = both.can(second.modulus) ? both : kReference;
  method.secret_pair({base1.value(), first.exponent, first.modulus},
                     {base2.value(), second.exponent, second.modulus}, result1, result2);
}

}  // namespace smime::primitives
