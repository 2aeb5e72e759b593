// DSA (FIPS 186-4, 4): signatures without encryption. Old mail and NIST's path tests use it.
#pragma once

#include <cstddef>

#include "primitives/digest.hpp"
#include "primitives/integer.hpp"
#include "primitives/random.hpp"

namespace smime::primitives {

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

struct DsaPrivateKey {
  DsaParameters parameters;
  SecretInteger x;
  Integer y;

  DsaPublicKey public_key() const { return {parameters, y}; }
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

/// A per-message secret number in [1, q - 1], by extra random bits. \standard{FIPS 186-4, B.2.1}
SecretInteger draw_k(const DsaParameters& parameters, RandomSource& random);

/// (g^k mod p) mod q. \standard{FIPS 186-4, 4.6}
Integer dsa_r(const DsaParameters& parameters, const SecretInteger& k);

/// (k^-1 (z + x r)) mod q, in time that depends on the widths of its numbers.
/// \standard{FIPS 186-4, 4.6}
Integer dsa_s(const DsaPrivateKey& key, const SecretInteger& k, const Integer& z, const Integer& r);

/// A signature with a given k in [1, q - 1]; where r or s comes out as zero, another k must be
/// drawn. \standard{FIPS 186-4, 4.6}
DsaSignature dsa_sign_with(const DsaPrivateKey& key, ByteView digest, const SecretInteger& k);

/// A signature with a fresh k. \standard{FIPS 186-4, 4.6}
/// @throws Error (invalid_key) for parameters or an x that break a rule
DsaSignature dsa_sign(const DsaPrivateKey& key, ByteView digest, RandomSource& random);

/// \standard{FIPS 186-4, 4.7}
/// @throws Error (invalid_key) for parameters or a y that break a rule
bool dsa_verify(const DsaPublicKey& key, ByteView digest, const DsaSignature& signature);

}  // namespace smime::primitives
