// DSA (FIPS 186-4, 4): private keys and signing. Code that verifies never includes it.
#pragma once

#include "primitives/dsa.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

struct DsaPrivateKey {
  DsaParameters parameters;
  SecretInteger x;
  Integer y;

  DsaPublicKey public_key() const { return {parameters, y}; }
};

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

}  // namespace smime::primitives
