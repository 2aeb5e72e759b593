// DSA (FIPS 186-4, 4): signing.
#include "primitives/dsa_signing.hpp"

#include "primitives/error.hpp"
#include "primitives/limbs.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives {
namespace {

// x^-1 mod q by Fermat, q being prime, in time that does not depend on x.
SecretInteger inverse_mod_prime(const SecretInteger& x, const Integer& q) {
  const Integer q_minus_2 = q - 2;
  return SecretInteger(mod_exp_secret({x.value(), q_minus_2, q}));
}

}  // namespace

SecretInteger draw_k(const DsaParameters& parameters, RandomSource& random) {
  // Steps 4 and 5: c, an integer of N + 64 random bits.
  const Secret octets = random.secret(octet_length(parameters.q) + 8);
  const SecretInteger c(os2ip(octets.view()));
  // Step 6: k = (c mod (q - 1)) + 1.
  const Limbs rest = remainder_ct(Limbs(c.value()), Limbs(Integer(parameters.q - 1)));
  return SecretInteger(add_ct(rest, Limbs(Integer(1))).value());
}

Integer dsa_r(const DsaParameters& parameters, const SecretInteger& k) {
  return mod_exp_secret({parameters.g, k.value(), parameters.p}) % parameters.q;
}

Integer dsa_s(const DsaPrivateKey& key, const SecretInteger& k, const Integer& z,
              const Integer& r) {
  // Attacks have used the time of this sum, and that of its remainder.
  const Limbs q(key.parameters.q), k_inverse(inverse_mod_prime(k, key.parameters.q).value());
  const Limbs sum = add_ct(multiply_ct(Limbs(key.x.value()), Limbs(r)), Limbs(z));
  return remainder_ct(multiply_ct(k_inverse, remainder_ct(sum, q)), q).value();
}

DsaSignature dsa_sign_with(const DsaPrivateKey& key, ByteView digest, const SecretInteger& k) {
  const Integer r = dsa_r(key.parameters, k);
  return {r, dsa_s(key, k, dsa_z(key.parameters, digest), r)};
}

DsaSignature dsa_sign(const DsaPrivateKey& key, ByteView digest, RandomSource& random) {
  check_dsa_key(key.public_key());
  if (key.x.value() <= 0 || key.x.value() >= key.parameters.q) {
    throw Error(ErrorKind::invalid_key, "an x out of range", "0 < x < q", "FIPS 186-4, 4.1");
  }
  for (;;) {
    DsaSignature signature = dsa_sign_with(key, digest, draw_k(key.parameters, random));
    if (signature.r != 0 && signature.s != 0) return signature;
  }
}

}  // namespace smime::primitives
