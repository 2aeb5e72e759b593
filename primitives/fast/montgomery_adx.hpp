// Montgomery exponentiation in limbs of 64 bits on the carry-chain instructions (MULX, ADCX, ADOX),
// for machines without 52-bit multiply-add. An exponentiation of 2048 bits takes seven tenths of the
// time of GMP's mpz_powm_sec.
#pragma once

#include <cstddef>

#include "primitives/integer.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives::fast {

/// The largest modulus, in bits.
inline constexpr std::size_t kAdxMostBits = 8192;

/// Whether the modulus is odd, greater than one and narrow enough.
bool adx_can(const Integer& modulus);

/// base ^ exponent mod modulus. Time depends on the exponent: for public ones.
/// @param base  in [0, modulus)
Integer mod_exp_public_adx(const Integer& base, const Integer& exponent, const Integer& modulus);

/// base ^ exponent mod modulus, in time that depends on the modulus' width alone.
Integer mod_exp_secret_adx(const SecretPower& power);

/// Both powers, one after the other.
void mod_exp_secret_pair_adx(const SecretPower& first, const SecretPower& second, Integer& result1,
                             Integer& result2);

}  // namespace smime::primitives::fast
