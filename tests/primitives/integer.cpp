// Integers as octets, powers on every implementation, and numbers of fixed width, each against a
// second opinion: boost::multiprecision::cpp_int, which shares no code with GMP.
#include "primitives/integer.hpp"

#include <boost/multiprecision/cpp_int.hpp>
#include <functional>

#include "primitives/error.hpp"
#include "primitives/limbs.hpp"
#include "primitives/modexp.hpp"
#include "primitives/prime.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;
using boost::multiprecision::cpp_int;

namespace {

tests::TestRandom g_random(6);

cpp_int other(const Integer& x) {
  return cpp_int(x.str());
}

Integer odd_number(std::size_t bits) {
  Integer x = os2ip(g_random.bytes((bits + 7) / 8)) >> static_cast<unsigned>((8 - bits % 8) % 8);
  bit_set(x, static_cast<unsigned>(bits - 1));
  bit_set(x, 0);
  return x;
}

ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::not_found;
}

}  // namespace

TEST_CASE("I2OSP and OS2IP undo each other") {
  CHECK(i2osp(0, 0).empty());
  CHECK(i2osp(0, 3) == Bytes{0, 0, 0});
  CHECK(i2osp(0x010203, 5) == Bytes{0, 0, 1, 2, 3});
  CHECK(os2ip(Bytes{0, 0, 1, 2, 3}) == 0x010203);
  CHECK(os2ip({}) == 0);
  for (std::size_t size = 1; size < 100; ++size) {
    const Bytes octets = g_random.bytes(size);
    CHECK(i2osp(os2ip(octets), size) == octets);
    CHECK(i2osp_ct(Limbs(os2ip(octets)), size) == Secret(ByteView(octets)));
  }
  CHECK(kind_of([] { i2osp(256, 1); }) == ErrorKind::invalid_argument);
  CHECK(kind_of([] { i2osp(-1, 1); }) == ErrorKind::invalid_argument);
}

TEST_CASE("the lengths of an integer leave out its leading zeros") {
  CHECK(bit_length(0) == 0);
  CHECK(bit_length(1) == 1);
  CHECK(bit_length(255) == 8);
  CHECK(bit_length(256) == 9);
  CHECK(octet_length(0) == 0);
  CHECK(octet_length(255) == 1);
  CHECK(octet_length(256) == 2);
}

TEST_CASE("powers on every implementation are cpp_int's") {
  tests::on_every_implementation("modexp", [] {
    for (std::size_t bits : {2U, 64U, 65U, 511U, 1024U, 1537U, 2048U}) {
      const Integer m = odd_number(bits), e = odd_number(bits) >> 1, base = odd_number(bits + 70);
      const cpp_int expected = powm(other(base), other(e), other(m));
      CHECK(other(mod_exp_public(base, e, m)) == expected);
      CHECK(other(mod_exp_secret({base, e, m})) == expected);
      CHECK(other(mod_exp_public(base, 65537, m + 1)) == powm(other(base), 65537, other(m + 1)));
      CHECK(mod_exp_public(base, 0, m) == 1);
      CHECK(mod_exp_secret({0, e, m}) == 0);
    }
  });
}

TEST_CASE("powers without a meaning are refused") {
  const auto refused = [](const std::function<void()>& action) {
    return kind_of(action) == ErrorKind::invalid_argument;
  };
  tests::on_every_implementation("modexp", [&] {
    for (const Integer& m : {Integer(-7), Integer(0), Integer(1), Integer(8)}) {
      CHECK(refused([&] { mod_exp_secret({2, 3, m}); }));
      if (m < 2) CHECK(refused([&] { mod_exp_public(2, 3, m); }));
    }
    CHECK(refused([] { mod_exp_public(-2, 3, 7); }));
    CHECK(refused([] { mod_exp_public(2, -3, 7); }));
    CHECK(refused([] { mod_exp_secret({-2, 3, 7}); }));
    CHECK(refused([] { mod_exp_secret({2, 0, 7}); }));
    CHECK(refused([] { mod_exp_secret({2, -3, 7}); }));
    CHECK(refused([] { mod_exp_secret({2, 8, 7}); }));
    CHECK(refused([] { mod_exp_secret({2, Integer(1) << 5000, 7}); }));
    Integer first, second;
    CHECK(refused([&] { mod_exp_secret_pair({2, 3, 7}, {2, 3, 8}, first, second); }));
  });
}

TEST_CASE("numbers of fixed width count as cpp_int does") {
  for (std::size_t bits : {1U, 63U, 64U, 65U, 128U, 1000U}) {
    for (std::size_t width : {1U, 64U, 200U, 1100U}) {
      const Integer a = odd_number(bits), b = odd_number(width), m = odd_number(bits);
      const Limbs x(a, 20), y(b, 20), modulus(m);
      CHECK(other(multiply_ct(x, y).value()) == other(a) * other(b));
      CHECK(other(add_ct(x, y).value()) == other(a) + other(b));
      const Integer left = remainder_ct(x, modulus).value(),
                    right = remainder_ct(y, modulus).value();
      CHECK(other(left) == other(a) % other(m));
      CHECK(other(right) == other(b) % other(m));
      const Integer difference = subtract_mod_ct(Limbs(left), Limbs(right), modulus).value();
      CHECK(other(difference) == (other(m) + other(left) - other(right)) % other(m));
    }
  }
  CHECK(multiply_ct(Limbs(Integer(0)), Limbs(Integer(5))).value() == 0);
  CHECK(Limbs(Integer(0)).width() == 1);
}

TEST_CASE("RSA by the Chinese remainder theorem is cpp_int's plain power") {
  const RsaPrivateKey key = generate_rsa_key(1024, 3, g_random);
  const cpp_int n = other(key.n), d = other(key.d.value());
  tests::on_every_implementation("modexp", [&] {
    for (int i = 0; i < 5; ++i) {
      const Integer c = random_below(key.n, g_random);
      const cpp_int m = powm(other(c), d, n);
      CHECK(other(private_power(key, c)) == m);
      CHECK(other(rsadp(key, c, g_random)) == m);
      CHECK(other(rsaep(key.public_key(), Integer(m.str()))) == other(c));
    }
  });
}
