// RSA (RFC 8017): keys, and the primitives RSAEP, RSADP, RSASP1 and RSAVP1.
#pragma once

#include <cstddef>

#include "primitives/integer.hpp"
#include "primitives/random.hpp"

namespace smime::primitives {

/// Limits on what a key may be; a modulus below is no protection at all, one above only costs time.
inline constexpr std::size_t kRsaFewestBits = 512;
inline constexpr std::size_t kRsaMostBits = 16384;
inline constexpr std::size_t kRsaMostExponentBits = 64;

/// \standard{RFC 8017, 3.1}
struct RsaPublicKey {
  Integer n;  ///< the modulus
  Integer e;  ///< the public exponent

  /// k: octets of the modulus.
  std::size_t size() const { return octet_length(n); }
  friend bool operator==(const RsaPublicKey&, const RsaPublicKey&) = default;
};

/// Both representations at once; without primes the second form is empty. \standard{RFC 8017, 3.2}
struct RsaPrivateKey {
  Integer n;  ///< the modulus
  Integer e;  ///< the public exponent
  SecretInteger d;
  SecretInteger p, q;
  SecretInteger dP, dQ;
  SecretInteger qInv;

  std::size_t size() const { return octet_length(n); }
  bool has_primes() const { return p.value() != 0; }
  /// The public half.
  RsaPublicKey public_key() const { return {n, e}; }

  /// From p, q and e: everything else follows. \standard{RFC 8017, 3.2}
  /// @throws Error (invalid_key) where e has no inverse
  static RsaPrivateKey from_primes(const Integer& p, const Integer& q, const Integer& e);
};

/// The modulus is odd and of 512 to 16384 bits; the exponent is odd, at least 3, below 2^64 and
/// below the modulus. \standard{RFC 8017, 3.1}
/// @throws Error (invalid_key) that says which
void check_public_key(const RsaPublicKey& key);

/// The public rules, and with primes: p q = n, e d = 1 modulo p - 1 and q - 1, and the derived
/// parts agree. Primality is not tested. \standard{RFC 8017, 3.2}
/// @throws Error (invalid_key)
void check_private_key(const RsaPrivateKey& key);

/// c = m^e mod n. \standard{RFC 8017, 5.1.1}
/// @throws Error (invalid_argument) "message representative out of range"
Integer rsaep(const RsaPublicKey& key, const Integer& m);

/// m = c^d mod n. \standard{RFC 8017, 5.1.2}
/// @param random  for blinding
/// @throws Error (invalid_argument) "ciphertext representative out of range"
Integer rsadp(const RsaPrivateKey& key, const Integer& c, RandomSource& random);

/// s = m^d mod n. \standard{RFC 8017, 5.2.1}
Integer rsasp1(const RsaPrivateKey& key, const Integer& m, RandomSource& random);

/// m = s^e mod n. \standard{RFC 8017, 5.2.2}
Integer rsavp1(const RsaPublicKey& key, const Integer& s);

/// x^d mod n by the Chinese remainder theorem, without blinding. \standard{RFC 8017, 5.1.2, step 2
/// (b)}
Integer private_power(const RsaPrivateKey& key, const Integer& x);

/// What blinding needs of a random r of 128 bits: so many that no blinded value comes twice, and so
/// few that its inverse costs little.
struct Blinding {
  SecretInteger factor;   ///< r^e mod n
  SecretInteger inverse;  ///< r^-1 mod n
};
Blinding draw_blinding(const RsaPublicKey& key, RandomSource& random);

/// A uniform integer in [0, bound): as many octets as the bound has, drawn until they are below it.
Integer random_below(const Integer& bound, RandomSource& random);

}  // namespace smime::primitives
