// RSA key generation with probable primes (FIPS 186-4, B.3.1 and B.3.3).
#pragma once

#include <cstddef>

#include "primitives/random.hpp"
#include "primitives/rsa_private.hpp"

namespace smime::primitives {

inline constexpr std::size_t kKeygenFewestBits = 1024;
inline constexpr std::size_t kKeygenMostBits = 8192;

/// A random odd number of exactly `bits` bits that is at least sqrt(2) 2^(bits - 1), so that two of
/// them multiply to twice as many bits. \standard{FIPS 186-4, B.3.3, steps 4.2 to 4.4}
Integer draw_candidate(std::size_t bits, RandomSource& random);

/// Whether a candidate can be p: e has an inverse modulo p - 1, and it is probably prime.
/// \standard{FIPS 186-4, B.3.3, step 4.5}
bool is_acceptable_prime(const Integer& candidate, const Integer& e, RandomSource& random);

/// Whether p and q are far enough apart: |p - q| > 2^(bits/2 - 100).
/// \standard{FIPS 186-4, B.3.3, step 5.4}
bool are_far_apart(const Integer& p, const Integer& q);

/// A new key.
/// @param bits  of the modulus: 1024 to 8192, even
/// @param e     odd, 3 to below 2^64
/// @throws Error (invalid_argument) that says which; (not_found) where no prime turned up within
/// the
///         standard's bound, which tells of a broken random source
RsaPrivateKey generate_rsa_key(std::size_t bits, const Integer& e, RandomSource& random);

}  // namespace smime::primitives
