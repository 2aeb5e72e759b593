// RSA key generation with probable primes (FIPS 186-4, B.3.1 and B.3.3).
#include "primitives/rsa_keygen.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/prime.hpp"

namespace smime::primitives {
namespace {

void check_arguments(std::size_t bits, const Integer& e) {
  if (bits < kKeygenFewestBits || bits > kKeygenMostBits || bits % 2 != 0) {
    throw Error(ErrorKind::invalid_argument, "a modulus of " + std::to_string(bits) + " bits",
                "keys are made with an even number of bits from 1024 to 8192",
                "FIPS 186-4, B.3.3, step 1");
  }
  if (e < 3 || !bit_test(e, 0) || bit_length(e) > kRsaMostExponentBits) {
    throw Error(ErrorKind::invalid_argument, "the public exponent " + e.str(),
                "it is odd, at least 3 and below 2^64", "FIPS 186-4, B.3.3, step 2");
  }
}

Integer draw_prime(std::size_t bits, const Integer& e, RandomSource& random) {
  // Steps 4.7 and 5.8 fail after 5 (nlen / 2) candidates, which befalls one key in a million; after
  // twice as many, it befalls nobody.
  for (std::size_t i = 0; i < 10 * bits; ++i) {
    Integer candidate = draw_candidate(bits, random);
    if (is_acceptable_prime(candidate, e, random)) return candidate;
    wipe(candidate);
  }
  throw Error(ErrorKind::not_found, "no prime among " + std::to_string(10 * bits) + " numbers",
              "the random source must be random", "FIPS 186-4, B.3.3, step 4.7");
}

// The least square that is at least 2^(2 bits - 1): whether x >= sqrt(2) 2^(bits - 1).
bool is_at_least_sqrt_2(const Integer& x, std::size_t bits) {
  return x * x >= Integer(1) << static_cast<unsigned>(2 * bits - 1);
}

}  // namespace

Integer draw_candidate(std::size_t bits, RandomSource& random) {
  for (;;) {
    const Secret octets = random.secret((bits + 7) / 8);
    Integer candidate = os2ip(octets.view()) >> static_cast<unsigned>(8 * octets.size() - bits);
    bit_set(candidate, static_cast<unsigned>(bits - 1));
    bit_set(candidate, 0);
    if (is_at_least_sqrt_2(candidate, bits)) return candidate;
  }
}

bool is_acceptable_prime(const Integer& candidate, const Integer& e, RandomSource& random) {
  if (has_small_factor(candidate)) return false;
  if (boost::multiprecision::gcd(candidate - 1, e) != 1) return false;
  return miller_rabin(candidate, miller_rabin_iterations(bit_length(candidate)), random);
}

bool are_far_apart(const Integer& p, const Integer& q) {
  const std::size_t bits = bit_length(p);
  return bit_length(abs(Integer(p - q))) > bits - 100;
}

RsaPrivateKey generate_rsa_key(std::size_t bits, const Integer& e, RandomSource& random) {
  check_arguments(bits, e);
  for (;;) {
    // Steps 4 and 5: p, then q.
    SecretInteger p(draw_prime(bits / 2, e, random)), q(draw_prime(bits / 2, e, random));
    if (!are_far_apart(p.value(), q.value())) continue;
    // The first prime is the larger one, by custom: qInv is smaller than p then.
    if (p.value() < q.value()) std::swap(p, q);
    RsaPrivateKey key = RsaPrivateKey::from_primes(p.value(), q.value(), e);
    // B.3.1, criterion 3: d is greater than 2^(nlen / 2).
    if (bit_length(key.d.value()) > bits / 2) return key;
  }
}

}  // namespace smime::primitives
