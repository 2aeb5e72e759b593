// The Montgomery exponentiations against GMP's, at and around every width where they change.
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/montgomery_ifma.hpp"

#include "primitives/fast/montgomery_adx.hpp"
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

// One of the two methods, by its functions.
struct Method {
  Integer (*public_power)(const Integer&, const Integer&, const Integer&);
  Integer (*secret_power)(const SecretPower&);
  void (*secret_pair)(const SecretPower&, const SecretPower&, Integer&, Integer&);
};
constexpr Method kIfma = {mod_exp_public_ifma, mod_exp_secret_ifma, mod_exp_secret_pair_ifma};
constexpr Method kCarryChain = {mod_exp_public_adx, mod_exp_secret_adx, mod_exp_secret_pair_adx};

void check(const Method& method, const Integer& base, const Integer& e, const Integer& m,
           const Integer& n) {
  const Integer expected = powm(base, e, m);
  CHECK(method.public_power(base, e, m) == expected);
  CHECK(method.secret_power({base, e, m}) == expected);
  Integer first, second;
  const Integer other = base % n;
  method.secret_pair({base, e, m}, {other, e % n, n}, first, second);
  CHECK(first == expected);
  CHECK(second == powm(other, Integer(e % n), n));
}

void check_widths(const Method& method, std::initializer_list<unsigned> widths) {
  Numbers numbers;
  for (unsigned bits : widths) {
    INFO(bits << " bits");
    // The largest modulus of a width leaves the least room for what is not yet reduced.
    for (const Integer& m : {numbers.modulus(bits), Integer((Integer(1) << bits) - 1)}) {
      const Integer n = numbers.modulus(bits > 9 ? bits - 7 : bits);
      for (const Integer& base :
           {Integer(0), Integer(1), Integer(m - 1), Integer(numbers.bits(bits) % m)}) {
        for (const Integer& e :
             {Integer(0), Integer(1), Integer(m - 1), Integer(numbers.bits(bits) % m)}) {
          check(method, base, e, m, n);
        }
      }
    }
  }
}

bool runs_here(unsigned needs) {
  return (cpu_features() & needs) == needs;
}

}  // namespace

TEST_CASE("powers in 52-bit digits equal GMP's") {
  if (!runs_here(kAvx512 | kAvx512Ifma)) return tests::skip("this processor has no avx512ifma");
  check_widths(kIfma, {3, 52, 64, 1024, 1038, 1039, 1536, 1662, 1663, 2048, 2078, 2079, 3326, 3327,
                       4096, 4106});
}

TEST_CASE("powers in rows on two carry chains equal GMP's") {
  if (!runs_here(kBmi2 | kAdx | kAvx2)) return tests::skip("this processor has no bmi2 adx avx2");
  check_widths(kCarryChain, {3, 64, 65, 511, 512, 513, 1023, 1024, 1025, 1536, 2047, 2048, 2560,
                             3072, 4096, 4097});
}

TEST_CASE("powers of the widest moduli equal GMP's", "[.long]") {
  if (!runs_here(kBmi2 | kAdx | kAvx2)) return tests::skip("this processor has no bmi2 adx avx2");
  check_widths(kCarryChain, {7680, 8192});
}

TEST_CASE("moduli that the method does not serve are told beforehand") {
  using Method = std::pair<bool (*)(const Integer&), std::size_t>;
  for (const auto& [can, most] :
       {Method(ifma_can, kIfmaMostBits), Method(adx_can, kAdxMostBits)}) {
    const Integer limit = Integer(1) << static_cast<unsigned>(most);
    CHECK_FALSE(can(0));
    CHECK_FALSE(can(1));
    CHECK_FALSE(can(Integer(1) << 1024));
    CHECK_FALSE(can(limit * 2 - 1));
    CHECK(can(limit - 1));
  }
}
#endif
