// RSA key generation: what FIPS 186-4, B.3, asks of a key, and what is refused.
#include "primitives/rsa_keygen.hpp"

#include "primitives/error.hpp"
#include "primitives/prime.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

// The criteria of B.3.1, by GMP's own test of primality.
void check_criteria(const RsaPrivateKey& key, std::size_t bits, const Integer& e) {
  const Integer &p = key.p.value(), &q = key.q.value(), &d = key.d.value();
  const Integer least_square = Integer(1) << static_cast<unsigned>(bits - 1);
  CHECK(bit_length(key.n) == bits);
  CHECK(key.e == e);
  for (const Integer& prime : {p, q}) {
    CHECK(mpz_probab_prime_p(prime.backend().data(), 20) != 0);
    CHECK(gcd(Integer(prime - 1), e) == 1);
    CHECK(bit_length(prime) == bits / 2);
    CHECK(prime * prime >= least_square);
  }
  CHECK(abs(Integer(p - q)) > Integer(1) << static_cast<unsigned>(bits / 2 - 100));
  CHECK(d > Integer(1) << static_cast<unsigned>(bits / 2));
  CHECK(d < lcm(Integer(p - 1), Integer(q - 1)));
  CHECK(e * d % lcm(Integer(p - 1), Integer(q - 1)) == 1);
  CHECK(p > q);
  CHECK_NOTHROW(check_private_key(key));
}

ErrorKind kind_of(std::size_t bits, const Integer& e) {
  try {
    tests::TestRandom random(1);
    generate_rsa_key(bits, e, random);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::malformed;
}

}  // namespace

TEST_CASE("a generated key meets the criteria, on every implementation of the powers") {
  tests::on_every_implementation("modexp", [] {
    tests::TestRandom random(9);
    for (const Integer& e :
         {Integer(3), Integer(17), Integer(65537), Integer((Integer(1) << 64) - 59)}) {
      check_criteria(generate_rsa_key(1024, e, random), 1024, e);
    }
    check_criteria(generate_rsa_key(1026, 65537, random), 1026, 65537);
    check_criteria(generate_rsa_key(2048, 65537, random), 2048, 65537);
  });
}

TEST_CASE("every implementation of the powers finds the same primes") {
  const auto draw = [] {
    tests::TestRandom random(10);
    return generate_rsa_key(1024, 65537, random).n;
  };
  const Integer expected = draw();
  tests::on_every_implementation("modexp", [&] { CHECK(draw() == expected); });
}

TEST_CASE("key sizes and exponents out of bounds are refused") {
  for (std::size_t bits : {0U, 512U, 1022U, 1025U, 8194U, 16384U}) {
    CHECK(kind_of(bits, 65537) == ErrorKind::invalid_argument);
  }
  for (const Integer& e : {Integer(-3), Integer(0), Integer(1), Integer(2), Integer(65536),
                           Integer((Integer(1) << 64) + 1)}) {
    CHECK(kind_of(1024, e) == ErrorKind::invalid_argument);
  }
}

TEST_CASE("candidates are odd, of full length and at least the square root of two") {
  tests::TestRandom random(11);
  for (int i = 0; i < 200; ++i) {
    const Integer candidate = draw_candidate(512 + static_cast<unsigned>(i % 9), random);
    const std::size_t bits = bit_length(candidate);
    CHECK(bits == 512 + static_cast<unsigned>(i % 9));
    CHECK(bit_test(candidate, 0));
    CHECK(candidate * candidate >= Integer(1) << static_cast<unsigned>(2 * bits - 1));
  }
}

TEST_CASE("primes too near each other, or without an inverse for e, are not taken") {
  tests::TestRandom random(12);
  const Integer p = Integer(1) << 511;
  CHECK_FALSE(are_far_apart(p, p));
  CHECK_FALSE(are_far_apart(p + (Integer(1) << 411), p));
  CHECK(are_far_apart(p + (Integer(1) << 412) + 1, p));
  CHECK(are_far_apart(p, p + (Integer(1) << 412) + 1));
  CHECK(is_acceptable_prime((Integer(1) << 521) - 1, 65537, random));
  // 2^521 - 2 is a multiple of 31, since 2^520 - 1 is.
  CHECK_FALSE(is_acceptable_prime((Integer(1) << 521) - 1, 31, random));
  CHECK_FALSE(is_acceptable_prime((Integer(1) << 521) + 1, 65537, random));
}

TEST_CASE("a random source that is not random ends in an error, not in a loop") {
  struct Constant : RandomSource {
    void fill(MutableByteView out) override {
      for (auto& octet : out) octet = 0xff;
    }
  } constant;
  CHECK_THROWS_AS(generate_rsa_key(1024, 65537, constant), Error);
}
