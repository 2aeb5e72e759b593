// DSA (FIPS 186-4, 4): parameters, public keys and verifying.
#include "primitives/dsa.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/modexp.hpp"
#include "primitives/prime.hpp"

namespace smime::primitives {
namespace {

[[noreturn]] void refuse(std::string found, std::string rule, const char* standard) {
  throw Error(ErrorKind::invalid_key, std::move(found), std::move(rule), standard);
}

}  // namespace

void check_dsa_parameters(const DsaParameters& parameters) {
  const auto& [p, q, g] = parameters;
  const std::size_t L = p > 0 ? bit_length(p) : 0, N = q > 0 ? bit_length(q) : 0;
  if (L < 512 || L > 3072 || (N != 160 && N != 224 && N != 256)) {
    refuse("p of " + std::to_string(L) + " bits and q of " + std::to_string(N),
           "p has 512 to 3072 bits, q 160, 224 or 256", "FIPS 186-4, 4.2");
  }
  if (!bit_test(p, 0) || !bit_test(q, 0) || (p - 1) % q != 0) {
    refuse("numbers of which q does not divide p - 1", "p and q are odd, q divides p - 1",
           "FIPS 186-4, 4.1");
  }
  if (g <= 1 || g >= p || mod_exp_public(g, q, p) != 1) {
    refuse("a g that does not generate the subgroup", "1 < g < p, and g^q = 1 mod p",
           "FIPS 186-4, A.2.2");
  }
}

void check_dsa_primes(const DsaParameters& parameters, RandomSource& random) {
  check_dsa_parameters(parameters);
  if (!is_probable_prime(parameters.p, random)) {
    refuse("a composite p", "p is prime", "FIPS 186-4, 4.1");
  }
  if (!is_probable_prime(parameters.q, random)) {
    refuse("a composite q", "q is prime", "FIPS 186-4, 4.1");
  }
}

void check_dsa_key(const DsaPublicKey& key) {
  check_dsa_parameters(key.parameters);
  if (key.y <= 1 || key.y >= key.parameters.p) {
    refuse("a y out of range", "1 < y < p", "FIPS 186-4, 4.1");
  }
}

Integer dsa_z(const DsaParameters& parameters, ByteView digest) {
  const std::size_t N = bit_length(parameters.q);
  const Integer hash = os2ip(digest);
  const std::size_t bits = 8 * digest.size();
  return bits > N ? Integer(hash >> static_cast<unsigned>(bits - N)) : hash;
}

bool dsa_verify(const DsaPublicKey& key, ByteView digest, const DsaSignature& signature) {
  check_dsa_key(key);
  const auto& [p, q, g] = key.parameters;
  const auto& [r, s] = signature;
  // Step 1: 0 < r < q and 0 < s < q.
  if (r <= 0 || r >= q || s <= 0 || s >= q) return false;
  // Step 2: w = s^-1 mod q.
  Integer w;
  if (mpz_invert(w.backend().data(), s.backend().data(), q.backend().data()) == 0) return false;
  // u1 = z w mod q, u2 = r w mod q.
  const Integer u1 = dsa_z(key.parameters, digest) * w % q, u2 = r * w % q;
  // v = ((g^u1 y^u2) mod p) mod q.
  const Integer v = mod_exp_public(g, u1, p) * mod_exp_public(key.y, u2, p) % p % q;
  // Step 3: v = r.
  return v == r;
}

}  // namespace smime::primitives
