// RSA (RFC 8017): private keys, and the primitives RSADP and RSASP1. Code that verifies never
// includes it.
#pragma once

#include <cstddef>

#include "primitives/integer.hpp"
#include "primitives/random.hpp"
#include "primitives/rsa.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

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

/// The public rules, and with primes: p q = n, e d = 1 modulo p - 1 and q - 1, and the derived
/// parts agree. Primality is not tested. \standard{RFC 8017, 3.2}
/// @throws Error (invalid_key)
void check_private_key(const RsaPrivateKey& key);

/// m = c^d mod n. \standard{RFC 8017, 5.1.2}
/// @param random  for blinding
/// @throws Error (invalid_argument) "ciphertext representative out of range"
Integer rsadp(const RsaPrivateKey& key, const Integer& c, RandomSource& random);

/// RSADP from octets to octets, k of each: the message representative never becomes an Integer,
/// whose size would show. \standard{RFC 8017, 7.1.2, step 2} \standard{RFC 8017, 7.2.2, step 2}
/// @throws Error (invalid_argument) "ciphertext representative out of range"
Secret rsadp_octets(const RsaPrivateKey& key, ByteView ciphertext, RandomSource& random);

/// s = m^d mod n. \standard{RFC 8017, 5.2.1}
/// @throws Error (invalid_argument) "message representative out of range"
Integer rsasp1(const RsaPrivateKey& key, const Integer& m, RandomSource& random);

/// What blinding needs of a random r of 128 bits: so many that no blinded value comes twice, and so
/// few that its inverse costs little. The time of drawing tells of r, which serves once.
struct Blinding {
  SecretInteger factor;   ///< r^e mod n
  SecretInteger inverse;  ///< r^-1 mod n
};
Blinding draw_blinding(const RsaPublicKey& key, RandomSource& random);

/// x r^e mod n.
SecretInteger blind(const RsaPublicKey& key, const Blinding& blinding, const Integer& x);

/// x^d mod n by the Chinese remainder theorem, in constant time but for the sizes of the two halves
/// and of the result; for blinded x. \standard{RFC 8017, 5.1.2, step 2 (b)}
Integer private_power(const RsaPrivateKey& key, const Integer& x);

/// Whether the public key undoes a power: a fault in one half of the Chinese remainder form would
/// give the primes away. For the blinded power, whose time tells nothing of the message.
bool is_undone(const RsaPublicKey& key, const Integer& power, const Integer& x);

/// power r^-1 mod n as k octets, in time that depends on the modulus alone.
Secret unblind_ct(const RsaPublicKey& key, const Blinding& blinding, const Integer& power);

}  // namespace smime::primitives
