// Primes: trial division, and Miller-Rabin (FIPS 186-4, C.3.1).
#include "primitives/prime.hpp"

#include <vector>

#include "primitives/error.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives {
namespace {

constexpr unsigned kTrialBound = 1U << 13;

// The odd primes below the bound, multiplied together as far as a word goes: one division by the
// product serves several primes.
struct PrimeProduct {
  unsigned long product = 1;
  std::vector<unsigned> primes;
};

std::vector<PrimeProduct> make_products() {
  std::vector<bool> composite(kTrialBound);
  std::vector<PrimeProduct> products(1);
  for (unsigned n = 3; n < kTrialBound; n += 2) {
    if (composite[n]) continue;
    for (unsigned multiple = n * n; multiple < kTrialBound && n < 91; multiple += 2 * n) {
      composite[multiple] = true;
    }
    unsigned long product = 0;
    if (__builtin_mul_overflow(products.back().product, n, &product)) {
      products.emplace_back();
      product = n;
    }
    products.back().product = product;
    products.back().primes.push_back(n);
  }
  return products;
}

const std::vector<PrimeProduct>& products() {
  static const std::vector<PrimeProduct> made = make_products();
  return made;
}

}  // namespace

bool has_small_factor(const Integer& candidate) {
  if (!bit_test(candidate, 0)) return candidate != 2;
  for (const PrimeProduct& part : products()) {
    const unsigned long remainder = mpz_tdiv_ui(candidate.backend().data(), part.product);
    for (unsigned prime : part.primes) {
      if (remainder % prime == 0) return candidate != prime;
    }
  }
  return false;
}

bool miller_rabin_round(const Integer& w, const Integer& base) {
  const Integer w_minus_1 = w - 1;
  // Steps 1 and 2: w - 1 = 2^a m with m odd.
  const auto a = static_cast<unsigned>(lsb(w_minus_1));
  const Integer m = w_minus_1 >> a;
  // Step 4.3: z = b^m mod w.
  Integer z = mod_exp_secret({base, m, w});
  // Step 4.4: 1 or w - 1 are no witness.
  if (z == 1 || z == w_minus_1) return true;
  // Step 4.5: square, at most a - 1 times.
  for (unsigned j = 1; j < a; ++j) {
    z = z * z % w;
    if (z == w_minus_1) return true;
    if (z == 1) return false;
  }
  // Step 4.6: composite.
  return false;
}

bool miller_rabin(const Integer& w, unsigned iterations, RandomSource& random) {
  for (unsigned i = 0; i < iterations; ++i) {
    // Steps 4.1 and 4.2: b in [2, w - 2].
    const Integer b = random_below(w - 3, random) + 2;
    if (!miller_rabin_round(w, b)) return false;
  }
  return true;
}

unsigned miller_rabin_iterations(std::size_t bits) {
  if (bits >= 1536) return 4;  // error below 2^-128
  if (bits >= 1024) return 5;  // error below 2^-112
  if (bits >= 512) return 7;   // error below 2^-100
  return 40;
}

bool is_probable_prime(const Integer& candidate, RandomSource& random) {
  if (candidate < 2) return false;
  if (candidate < 4) return true;
  if (has_small_factor(candidate)) return false;
  if (candidate < Integer(kTrialBound) * kTrialBound) return true;
  // Each round lets through at most a quarter of the bases of a composite number.
  return miller_rabin(candidate, 64, random);
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
