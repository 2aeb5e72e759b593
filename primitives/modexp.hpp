// Modular powers: the operation that RSA and DSA are made of, in the implementation that is
// fastest.
#pragma once

#include "primitives/integer.hpp"

namespace smime::primitives {

/// base ^ exponent mod modulus, where nothing is secret: time depends on the exponent.
/// @param base      any nonnegative integer
/// @param exponent  nonnegative
/// @param modulus   greater than 1
/// @throws Error (invalid_argument)
Integer mod_exp_public(const Integer& base, const Integer& exponent, const Integer& modulus);

/// One power whose exponent is secret.
struct SecretPower {
  const Integer& base;      ///< nonnegative, of any size; reduced in constant time
  const Integer& exponent;  ///< positive, at most as many bits as the modulus
  const Integer& modulus;   ///< odd, greater than 1
};

/// The power, in time that depends on the numbers of bits alone: GMP's mpz_powm_sec, or an equal.
/// The result is an Integer, so whether its highest limb is zero shows (one time in 2^64).
/// @throws Error (invalid_argument)
Integer mod_exp_secret(const SecretPower& power);

/// Two powers at once, as RSA's Chinese remainder form has them; the results are secret as well.
void mod_exp_secret_pair(const SecretPower& first, const SecretPower& second, Integer& result1,
                         Integer& result2);

}  // namespace smime::primitives
