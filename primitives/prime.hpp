// Primes: trial division, Miller-Rabin, and how often to ask (FIPS 186-4, appendix C.3).
#pragma once

#include "primitives/integer.hpp"
#include "primitives/random.hpp"

namespace smime::primitives {

/// Whether a small prime divides `candidate` without being it. Finds four fifths of all composites
/// at a hundredth of the cost of one Miller-Rabin round.
bool has_small_factor(const Integer& candidate);

/// One round: whether `base` is no witness that `w` is composite. \standard{FIPS 186-4, C.3.1, step
/// 4}
/// @param w     odd, above 3
/// @param base  in [2, w - 2]
bool miller_rabin_round(const Integer& w, const Integer& base);

/// `iterations` rounds with random bases. \standard{FIPS 186-4, C.3.1}
bool miller_rabin(const Integer& w, unsigned iterations, RandomSource& random);

/// Rounds for a random candidate of so many bits, for an error probability of 2^-100 and less.
/// \standard{FIPS 186-4, C.3, table C.3}
unsigned miller_rabin_iterations(std::size_t bits);

/// Whether a number from anywhere is prime, with an error probability below 2^-128 even where
/// somebody chose it to deceive.
bool is_probable_prime(const Integer& candidate, RandomSource& random);

/// A uniform integer in [0, bound): as many octets as the bound has, drawn until they are below it.
Integer random_below(const Integer& bound, RandomSource& random);

}  // namespace smime::primitives
