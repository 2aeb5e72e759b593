// Primes: Wycheproof's numbers, GMP's opinion, strong pseudoprimes, and the rounds of the standard.
#include "primitives/prime.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

tests::TestRandom g_random(5);

// Wycheproof writes its numbers in two's complement.
Integer signed_number(const Bytes& octets) {
  const Integer unsigned_value = os2ip(octets);
  const bool negative = !octets.empty() && (octets[0] & 0x80) != 0;
  return negative ? unsigned_value - (Integer(1) << static_cast<unsigned>(8 * octets.size()))
                  : unsigned_value;
}

bool gmp_says_prime(const Integer& x) {
  return mpz_probab_prime_p(x.backend().data(), 30) != 0;
}

}  // namespace

TEST_CASE("Wycheproof: primes and numbers made to look like primes") {
  const auto path = tests::shared_data("wycheproof/primality_test.json");
  if (!path) return tests::skip("Wycheproof's files are not there");
  const nlohmann::json data = tests::read_json(*path);
  CHECK(data["numberOfTests"] == 317);
  tests::on_every_implementation("modexp", [&] {
    for (const auto& group : data["testGroups"]) {
      for (const auto& test : group["tests"]) {
        INFO(test["tcId"] << " " << test["comment"]);
        tests::count_vector();
        const Integer value = signed_number(from_hex(test["value"].get<std::string>()));
        // The eight acceptable ones are negatives of primes; a prime is positive here.
        CHECK(is_probable_prime(value, g_random) == (test["result"] == "valid"));
      }
    }
  });
}

TEST_CASE("small numbers are prime where GMP says so") {
  for (int i = -5; i < 20000; ++i) {
    if (is_probable_prime(i, g_random) != (i > 1 && gmp_says_prime(i))) {
      FAIL_CHECK(i << " is judged wrongly");
    }
  }
  // Around the square of the bound of trial division, 8192^2.
  for (int i = 67108864 - 200; i < 67108864 + 200; ++i) {
    if (is_probable_prime(i, g_random) != gmp_says_prime(i)) FAIL_CHECK(i << " is judged wrongly");
  }
  CHECK(is_probable_prime(8191, g_random));
}

TEST_CASE("a strong pseudoprime passes the bases that it deceives, and no more") {
  // The least composite numbers that pass all prime bases up to a bound: OEIS A014233.
  const struct {
    const char* number;
    int deceived, not_deceived;
  } cases[] = {{"2047", 2, 3},
               {"1373653", 3, 5},
               {"25326001", 5, 7},
               {"3215031751", 7, 11},
               {"2152302898747", 11, 13},
               {"3474749660383", 13, 17},
               {"341550071728321", 17, 23},
               {"3825123056546413051", 23, 37},
               {"318665857834031151167461", 37, 41}};
  for (const auto& [number, deceived, not_deceived] : cases) {
    INFO(number);
    const Integer n(number);
    CHECK(miller_rabin_round(n, deceived));
    CHECK_FALSE(miller_rabin_round(n, not_deceived));
    CHECK_FALSE(miller_rabin(n, 40, g_random));
    CHECK_FALSE(is_probable_prime(n, g_random));
  }
}

TEST_CASE("the rounds of Miller-Rabin are at least those of FIPS 186-4, table C.3") {
  CHECK(miller_rabin_iterations(512) == 7);
  CHECK(miller_rabin_iterations(1024) == 5);
  CHECK(miller_rabin_iterations(1536) == 4);
  CHECK(miller_rabin_iterations(4096) == 4);
}

TEST_CASE("trial division finds exactly the numbers with a prime factor below its bound") {
  CHECK(has_small_factor(4));
  CHECK_FALSE(has_small_factor(2));
  CHECK_FALSE(has_small_factor(8191));
  CHECK(has_small_factor(Integer(8191) * 8191));
  CHECK(has_small_factor(Integer(8191) * ((Integer(1) << 521) - 1)));
  CHECK_FALSE(has_small_factor(Integer(8209) * 8219));
  CHECK_FALSE(has_small_factor((Integer(1) << 521) - 1));
}
