// The 52-bit Montgomery exponentiation against GMP's, at and around every width where it changes.
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/montgomery_ifma.hpp"

#include "primitives/implementation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;
using namespace smime::primitives::fast;

namespace {

class Numbers {
 public:
  Numbers() { gmp_randinit_default(state_); }
  Numbers(const Numbers&) = delete;
  Numbers& operator=(const Numbers&) = delete;
  ~Numbers() { gmp_randclear(state_); }
  Integer bits(unsigned count) {
    Integer x;
    mpz_urandomb(x.backend().data(), state_, count);
    return x;
  }
  Integer modulus(unsigned count) { return bits(count) | 1 | Integer(1) << (count - 1); }

 private:
  gmp_randstate_t state_;
};

bool runs_here() {
  return (cpu_features() & kAvx512Ifma) != 0;
}

}  // namespace

TEST_CASE("powers in 52-bit digits equal GMP's") {
  if (!runs_here()) return tests::skip("this processor has no avx512ifma");
  Numbers numbers;
  for (unsigned bits : {3U, 52U, 64U, 1024U, 1038U, 1039U, 1536U, 1662U, 1663U, 2048U, 2078U, 2079U,
                        3326U, 3327U, 4096U, 4106U}) {
    const Integer m = numbers.modulus(bits), n = numbers.modulus(bits > 9 ? bits - 7 : bits);
    for (const Integer& base :
         {Integer(0), Integer(1), Integer(m - 1), Integer(numbers.bits(bits) % m)}) {
      for (const Integer& e :
           {Integer(0), Integer(1), Integer(m - 1), Integer(numbers.bits(bits) % m)}) {
        const Integer expected = powm(base, e, m);
        CHECK(mod_exp_public_ifma(base, e, m) == expected);
        CHECK(mod_exp_secret_ifma({base, e, m}) == expected);
        Integer first, second;
        const Integer other = base % n;
        mod_exp_secret_pair_ifma({base, e, m}, {other, e % n, n}, first, second);
        CHECK(first == expected);
        CHECK(second == powm(other, Integer(e % n), n));
      }
    }
  }
}

TEST_CASE("moduli that the method does not serve are told beforehand") {
  CHECK_FALSE(ifma_can(0));
  CHECK_FALSE(ifma_can(1));
  CHECK_FALSE(ifma_can(Integer(1) << 1024));
  CHECK_FALSE(ifma_can((Integer(1) << 4107) - 1));
  CHECK(ifma_can((Integer(1) << 4106) - 1));
}
#endif
