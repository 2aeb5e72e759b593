// RSA (RFC 8017, 3 and 5): keys, and the four primitives.
#include "primitives/rsa.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives {
namespace {

[[noreturn]] void refuse_key(std::string found, std::string rule, const char* standard) {
  throw Error(ErrorKind::invalid_key, std::move(found), std::move(rule), standard);
}

void check_representative(const Integer& x, const Integer& n, const char* what,
                          const char* standard) {
  if (x < 0 || x >= n) {
    throw Error(ErrorKind::invalid_argument, std::string(what) + " representative out of range",
                "it lies between 0 and n - 1", standard);
  }
}

Integer inverse_mod(const Integer& x, const Integer& modulus) {
  Integer inverse;
  const int exists =
      mpz_invert(inverse.backend().data(), x.backend().data(), modulus.backend().data());
  if (exists == 0) {
    refuse_key("a number without an inverse", "it has no factor in common with the modulus",
               "RFC 8017, 3.2");
  }
  return inverse;
}

// The private operation, blinded and checked.
Integer private_operation(const RsaPrivateKey& key, const Integer& x, RandomSource& random) {
  const Blinding blinding = draw_blinding(key.public_key(), random);
  SecretInteger blinded(x * blinding.factor.value() % key.n);
  SecretInteger power(private_power(key, blinded.value()));
  Integer result = power.value() * blinding.inverse.value() % key.n;
  // A fault in one half of the Chinese remainder form would give the primes away.
  if (mod_exp_public(result, key.e, key.n) != x) {
    wipe(result);
    refuse_key("a result that the public key does not undo", "both keys belong together",
               "RFC 8017, 3.2");
  }
  return result;
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

void check_public_key(const RsaPublicKey& key) {
  const std::size_t bits = key.n > 0 ? bit_length(key.n) : 0;
  if (bits < kRsaFewestBits || bits > kRsaMostBits) {
    refuse_key("a modulus of " + std::to_string(bits) + " bits",
               "a modulus has " + std::to_string(kRsaFewestBits) + " to " +
                   std::to_string(kRsaMostBits) + " bits",
               "RFC 8017, 3.1");
  }
  if (!bit_test(key.n, 0)) {
    refuse_key("an even modulus", "a modulus is a product of odd primes", "RFC 8017, 3.1");
  }
  if (key.e < 3 || !bit_test(key.e, 0) || bit_length(key.e) > kRsaMostExponentBits) {
    refuse_key("the public exponent " + key.e.str(),
               "it is odd, at least 3 and below 2^" + std::to_string(kRsaMostExponentBits),
               "RFC 8017, 3.1");
  }
}

void check_private_key(const RsaPrivateKey& key) {
  check_public_key(key.public_key());
  const Integer &d = key.d.value(), &p = key.p.value(), &q = key.q.value();
  if (d <= 1 || d >= key.n) {
    refuse_key("a private exponent out of range", "it lies between 1 and n", "RFC 8017, 3.2");
  }
  if (!key.has_primes()) return;
  if (p <= 1 || q <= 1 || p * q != key.n) {
    refuse_key("primes whose product is another number", "p q = n", "RFC 8017, 3.2");
  }
  if (key.e * d % (p - 1) != 1 || key.e * d % (q - 1) != 1) {
    refuse_key("a private exponent that does not undo the public one",
               "e d = 1 modulo p - 1 and q - 1", "RFC 8017, 3.2");
  }
  if (key.dP.value() != d % (p - 1) || key.dQ.value() != d % (q - 1) ||
      key.qInv.value() * q % p != 1 || key.qInv.value() >= p) {
    refuse_key("exponents or a coefficient that do not fit the primes",
               "dP = d mod p - 1, dQ = d mod q - 1, q qInv = 1 mod p", "RFC 8017, 3.2");
  }
}

Integer rsaep(const RsaPublicKey& key, const Integer& m) {
  // Step 1: m lies between 0 and n - 1.
  check_representative(m, key.n, "message", "RFC 8017, 5.1.1, step 1");
  // Step 2: c = m^e mod n.
  return mod_exp_public(m, key.e, key.n);
}

Integer rsadp(const RsaPrivateKey& key, const Integer& c, RandomSource& random) {
  check_representative(c, key.n, "ciphertext", "RFC 8017, 5.1.2, step 1");
  return private_operation(key, c, random);
}

Integer rsasp1(const RsaPrivateKey& key, const Integer& m, RandomSource& random) {
  check_representative(m, key.n, "message", "RFC 8017, 5.2.1, step 1");
  return private_operation(key, m, random);
}

Integer rsavp1(const RsaPublicKey& key, const Integer& s) {
  // Step 1: s lies between 0 and n - 1.
  check_representative(s, key.n, "signature", "RFC 8017, 5.2.2, step 1");
  // Step 2: m = s^e mod n.
  return mod_exp_public(s, key.e, key.n);
}

Integer private_power(const RsaPrivateKey& key, const Integer& x) {
  // Step 2 (a): the first form of the key.
  if (!key.has_primes()) return mod_exp_secret({x, key.d.value(), key.n});
  // Step 2 (b) (i): m_1 = c^dP mod p, m_2 = c^dQ mod q.
  const Integer &p = key.p.value(), &q = key.q.value();
  Integer m_1, m_2;
  const SecretInteger c_p(x % p), c_q(x % q);
  mod_exp_secret_pair({c_p.value(), key.dP.value(), p}, {c_q.value(), key.dQ.value(), q}, m_1, m_2);
  const SecretInteger first(std::move(m_1)), second(std::move(m_2));
  // Step 2 (b) (iii): h = (m_1 - m_2) qInv mod p.
  Integer difference = first.value() - second.value() % p;
  if (difference < 0) difference += p;
  const SecretInteger h(difference * key.qInv.value() % p);
  wipe(difference);
  // Step 2 (b) (iv): m = m_2 + q h.
  return second.value() + q * h.value();
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

Integer random_below(const Integer& bound, RandomSource& random) {
  const std::size_t bits = bit_length(bound);
  for (;;) {
    Secret octets = random.secret((bits + 7) / 8);
    if (bits % 8 != 0) octets.writable()[0] &= static_cast<std::uint8_t>((1U << bits % 8) - 1);
    Integer candidate = os2ip(octets.view());
    if (candidate < bound) return candidate;
  }
}

}  // namespace smime::primitives
