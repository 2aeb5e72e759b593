// DSA (FIPS 186-4, 4): signatures without encryption, verified. Old mail and NIST's path tests use
// it.
#pragma once

#include <cstddef>

#include "primitives/digest.hpp"
#include "primitives/integer.hpp"

namespace smime::primitives {

class RandomSource;

/// \standard{FIPS 186-4, 4.1}
struct DsaParameters {
  Integer p;  ///< the prime modulus, L bits
  Integer q;  ///< a prime divisor of p - 1, N bits
  Integer g;  ///< a generator of the subgroup of order q

  friend bool operator==(const DsaParameters&, const DsaParameters&) = default;
};

struct DsaPublicKey {
  DsaParameters parameters;
  Integer y;  ///< g^x mod p

  friend bool operator==(const DsaPublicKey&, const DsaPublicKey&) = default;
};

/// Both integers of a signature lie in (0, q). \standard{FIPS 186-4, 4.6}
struct DsaSignature {
  Integer r, s;

  friend bool operator==(const DsaSignature&, const DsaSignature&) = default;
};

/// p of 512 to 3072 bits and q of 160, 224 or 256 are odd, q divides p - 1, and g is of order q.
/// \standard{FIPS 186-4, 4.2} \standard{FIPS 186-4, A.2.2}
/// @throws Error (invalid_key) that says which
void check_dsa_parameters(const DsaParameters& parameters);

/// The same, and p and q are prime: slow, for parameters from strangers.
/// \standard{FIPS 186-4, A.1.1.3}
/// @throws Error (invalid_key) that says which
void check_dsa_primes(const DsaParameters& parameters, RandomSource& random);

/// The parameters' rules but for primality, and 1 < y < p.
/// @throws Error (invalid_key) that says which
void check_dsa_key(const DsaPublicKey& key);

/// The leftmost min(N, outlen) bits of the digest, as an integer. \standard{FIPS 186-4, 4.6}
Integer dsa_z(const DsaParameters& parameters, ByteView digest);

/// \standard{FIPS 186-4, 4.7}
/// @throws Error (invalid_key) for parameters or a y that break a rule
bool dsa_verify(const DsaPublicKey& key, ByteView digest, const DsaSignature& signature);

}  // namespace smime::primitives
