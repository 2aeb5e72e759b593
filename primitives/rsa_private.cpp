// RSA (RFC 8017, 3 and 5): private keys, RSADP and RSASP1.
#include "primitives/rsa_private.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/limbs.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives {
namespace {

[[noreturn]] void refuse_key(const char* found, const char* rule) {
  throw Error(ErrorKind::invalid_key, found, rule, "RFC 8017, 3.2");
}

Integer inverse_mod(const Integer& x, const Integer& modulus) {
  Integer inverse;
  const int exists =
      mpz_invert(inverse.backend().data(), x.backend().data(), modulus.backend().data());
  if (exists == 0) {
    refuse_key("a number without an inverse", "it has no factor in common with the modulus");
  }
  return inverse;
}

// The private operation, blinded and checked: k octets.
Secret private_operation(const RsaPrivateKey& key, const Integer& x, RandomSource& random) {
  const RsaPublicKey public_key = key.public_key();
  const Blinding blinding = draw_blinding(public_key, random);
  const SecretInteger blinded = blind(public_key, blinding, x);
  const SecretInteger power(private_power(key, blinded.value()));
  if (!is_undone(public_key, power.value(), blinded.value())) {
    refuse_key("a result that the public key does not undo", "both keys belong together");
  }
  return unblind_ct(public_key, blinding, power.value());
}

}  // namespace

RsaPrivateKey RsaPrivateKey::from_primes(const Integer& p, const Integer& q, const Integer& e) {
  const Integer p_minus_1 = p - 1, q_minus_1 = q - 1;
  const Integer lambda = boost::multiprecision::lcm(p_minus_1, q_minus_1);
  RsaPrivateKey key;
  key.n = p * q;
  key.e = e;
  Integer d = inverse_mod(e, lambda);
  key.p = SecretInteger(p);
  key.q = SecretInteger(q);
  key.dP = SecretInteger(d % p_minus_1);
  key.dQ = SecretInteger(d % q_minus_1);
  key.qInv = SecretInteger(inverse_mod(q, p));
  key.d = SecretInteger(std::move(d));
  return key;
}

void check_private_key(const RsaPrivateKey& key) {
  check_public_key(key.public_key());
  const Integer &d = key.d.value(), &p = key.p.value(), &q = key.q.value();
  if (d <= 1 || d >= key.n) {
    refuse_key("a private exponent out of range", "it lies between 1 and n");
  }
  if (!key.has_primes()) return;
  if (p <= 1 || q <= 1 || p * q != key.n) {
    refuse_key("primes whose product is another number", "p q = n");
  }
  if (key.e * d % (p - 1) != 1 || key.e * d % (q - 1) != 1) {
    refuse_key("a private exponent that does not undo the public one",
               "e d = 1 modulo p - 1 and q - 1");
  }
  if (key.dP.value() != d % (p - 1) || key.dQ.value() != d % (q - 1) ||
      key.qInv.value() * q % p != 1 || key.qInv.value() >= p) {
    refuse_key("exponents or a coefficient that do not fit the primes",
               "dP = d mod p - 1, dQ = d mod q - 1, q qInv = 1 mod p");
  }
}

Secret rsadp_octets(const RsaPrivateKey& key, ByteView ciphertext, RandomSource& random) {
  check_public_key(key.public_key());
  const Integer c = os2ip(ciphertext);
  // Step 1: c lies between 0 and n - 1.
  check_representative(c, key.n, "ciphertext", "RFC 8017, 5.1.2, step 1");
  // Step 2: m = c^d mod n.
  return private_operation(key, c, random);
}

Integer rsadp(const RsaPrivateKey& key, const Integer& c, RandomSource& random) {
  check_public_key(key.public_key());
  check_representative(c, key.n, "ciphertext", "RFC 8017, 5.1.2, step 1");
  return os2ip(private_operation(key, c, random).view());
}

Integer rsasp1(const RsaPrivateKey& key, const Integer& m, RandomSource& random) {
  check_public_key(key.public_key());
  // Step 1: m lies between 0 and n - 1.
  check_representative(m, key.n, "message", "RFC 8017, 5.2.1, step 1");
  // Step 2: s = m^d mod n.
  return os2ip(private_operation(key, m, random).view());
}

Blinding draw_blinding(const RsaPublicKey& key, RandomSource& random) {
  for (;;) {
    const SecretInteger r(os2ip(random.secret(16).view()));
    Integer inverse;
    if (mpz_invert(inverse.backend().data(), r.value().backend().data(), key.n.backend().data()) ==
        0) {
      continue;
    }
    return {SecretInteger(mod_exp_public(r.value(), key.e, key.n)),
            SecretInteger(std::move(inverse))};
  }
}

SecretInteger blind(const RsaPublicKey& key, const Blinding& blinding, const Integer& x) {
  return SecretInteger(x * blinding.factor.value() % key.n);
}

Integer private_power(const RsaPrivateKey& key, const Integer& x) {
  // Step 2 (a): the first form of the key.
  if (!key.has_primes()) return mod_exp_secret({x, key.d.value(), key.n});
  // Step 2 (b) (i): m_1 = c^dP mod p, m_2 = c^dQ mod q.
  const Limbs p(key.p.value()), q(key.q.value()), qInv(key.qInv.value());
  Integer half_1, half_2;
  mod_exp_secret_pair({x, key.dP.value(), key.p.value()}, {x, key.dQ.value(), key.q.value()},
                      half_1, half_2);
  const SecretInteger m_1(std::move(half_1)), m_2(std::move(half_2));
  // Step 2 (b) (iii): h = (m_1 - m_2) qInv mod p.
  const Limbs difference =
      subtract_mod_ct(Limbs(m_1.value()), remainder_ct(Limbs(m_2.value()), p), p);
  const Limbs h = remainder_ct(multiply_ct(difference, qInv), p);
  // Step 2 (b) (iv): m = m_2 + q h.
  return add_ct(multiply_ct(q, h), Limbs(m_2.value())).value();
}

bool is_undone(const RsaPublicKey& key, const Integer& power, const Integer& x) {
  return power < key.n && mod_exp_public(power, key.e, key.n) == x;
}

Secret unblind_ct(const RsaPublicKey& key, const Blinding& blinding, const Integer& power) {
  const Limbs n(key.n);
  const Limbs product =
      multiply_ct(Limbs(power, n.width()), Limbs(blinding.inverse.value(), n.width()));
  return i2osp_ct(remainder_ct(product, n), key.size());
}

}  // namespace smime::primitives
