// Key wrapping against the figures of RFC 3217, RFC 3394 and RFC 3211, and what does not unwrap.
#include "primitives/key_wrap.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;
using namespace smime::primitives::key_wrap;

namespace {

Bytes hex(const nlohmann::json& value) {
  return from_hex(value.get<std::string>());
}

nlohmann::json groups(const std::string& name) {
  return tests::read_json(tests::vectors("primitives/" + name))["testGroups"];
}

bool opens(const std::optional<Secret>& key, const Bytes& expected) {
  return key && equal(key->view(), expected);
}

// Step t works on R[i], whose place in the list of registers is i.
void check_aes_steps(const nlohmann::json& test) {
  const auto kek = make_cipher(BlockCipher::aes, hex(test["key"]));
  Bytes registers = concatenate({from_hex("a6a6a6a6a6a6a6a6"), hex(test["msg"])});
  const std::size_t n = registers.size() / 8 - 1;
  std::uint64_t t = 0;
  for (const auto& step : test["steps"]) {
    const std::size_t i = 8 * (t % n + 1);
    ++t;
    const WrapRegisters before{load_be64(&registers[0]), load_be64(&registers[i])};
    const WrapRegisters after = aes_wrap_step(*kek, before, t);
    store_be64(&registers[0], after.a);
    store_be64(&registers[i], after.r);
    CHECK(to_hex(registers) == step.get<std::string>());
    const WrapRegisters back = aes_unwrap_step(*kek, after, t);
    CHECK(back.a == before.a);
    CHECK(back.r == before.r);
  }
}

}  // namespace

TEST_CASE("Triple DES key wrap gives the example of RFC 3217, 3.4") {
  const auto test = groups("triple_des_wrap.json")[0]["tests"][0];
  const Bytes kek = hex(test["key"]), cek = hex(test["msg"]), iv = hex(test["iv"]);
  CHECK(to_hex(key_checksum(cek)) == test["icv"].get<std::string>());
  tests::ScriptedRandom random(iv);
  const Bytes wrapped = triple_des_wrap(kek, Secret(ByteView(cek)), random);
  CHECK(to_hex(wrapped) == test["ct"].get<std::string>());
  CHECK(opens(triple_des_unwrap(kek, wrapped), cek));
  const Secret cekicv = unwrap_twice(*make_cipher(BlockCipher::tdes, kek), wrapped);
  CHECK(to_hex(cekicv.view()) == test["msg"].get<std::string>() + test["icv"].get<std::string>());
}

// The printed result comes from 40 effective bits of the key-encryption key, though the text of
// section 4 asks for 128.
TEST_CASE("RC2 key wrap gives the example of RFC 3217, 4.4") {
  const auto test = groups("rc2_wrap.json")[0]["tests"][0];
  const Bytes kek = hex(test["key"]), cek = hex(test["msg"]);
  tests::ScriptedRandom padding(hex(test["pad"]));
  const Secret lcekpad = rc2_lcekpad(Secret(ByteView(cek)), padding);
  CHECK(to_hex(lcekpad.view()) == test["lcekpad"].get<std::string>());
  CHECK(to_hex(key_checksum(lcekpad.view())) == test["icv"].get<std::string>());
  tests::ScriptedRandom random(concatenate({hex(test["pad"]), hex(test["iv"])}));
  const Bytes wrapped = rc2_wrap(kek, 40, Secret(ByteView(cek)), random);
  CHECK(to_hex(wrapped) == test["ct"].get<std::string>());
  CHECK(opens(rc2_unwrap(kek, 40, wrapped), cek));
}

TEST_CASE("RC2 keys of every size from 1 to 128 octets are wrapped and unwrapped") {
  tests::TestRandom random(3217);
  const Bytes kek = random.bytes(16);
  for (std::size_t size = 1; size <= 128; ++size) {
    const Secret cek = random.secret(size);
    const auto back = rc2_unwrap(kek, 128, rc2_wrap(kek, 128, cek, random));
    REQUIRE(back.has_value());
    CHECK(*back == cek);
  }
}

TEST_CASE("AES key wrap gives every step and result of RFC 3394, 4") {
  tests::on_every_implementation("aes", [] {
    const auto tests = groups("aes_wrap.json")[0]["tests"];
    for (const auto& test : tests) {
      INFO("aes_wrap.json tcId " << test["tcId"]);
      tests::count_vector();
      const Bytes kek = hex(test["key"]), data = hex(test["msg"]), wrapped = hex(test["ct"]);
      CHECK(aes_wrap(kek, Secret(ByteView(data))) == wrapped);
      CHECK(opens(aes_unwrap(kek, wrapped), data));
      check_aes_steps(test);
    }
  });
}

TEST_CASE("AES key wrap gives Wycheproof's answers") {
  const auto path = tests::shared_data("wycheproof/aes_wrap_test.json");
  if (!path) return tests::skip("no wycheproof folder");
  const auto file = tests::read_json(*path);
  for (const auto& group : file["testGroups"]) {
    for (const auto& test : group["tests"]) {
      INFO("aes_wrap_test.json tcId " << test["tcId"]);
      tests::count_vector();
      const Bytes kek = hex(test["key"]), data = hex(test["msg"]), wrapped = hex(test["ct"]);
      const bool short_key = data.size() == 8 && test["result"] == "acceptable";
      const bool opened = opens(aes_unwrap(kek, wrapped), data);
      CHECK(opened == (test["result"] != "invalid" && !short_key));
      if (opened) CHECK(aes_wrap(kek, Secret(ByteView(data))) == wrapped);
    }
  }
}

TEST_CASE("PWRI-KEK gives the examples of RFC 3211, 3") {
  const auto all = groups("pwri_wrap.json");
  for (const auto& group : all) {
    const auto test = group["tests"][0];
    const auto kek = make_cipher(group["cipher"] == "des" ? BlockCipher::des : BlockCipher::tdes,
                                 hex(test["key"]));
    const Bytes iv = hex(test["iv"]), cek = hex(test["msg"]);
    tests::ScriptedRandom random(hex(test["pad"]));
    const Bytes wrapped = pwri_wrap(*kek, iv, Secret(ByteView(cek)), random);
    CHECK(random.used_up());
    CHECK(to_hex(wrapped) == test["ct"].get<std::string>());
    CHECK(opens(pwri_unwrap(*kek, iv, wrapped), cek));
  }
}

TEST_CASE("keys of every size go through PWRI-KEK in AES") {
  tests::TestRandom random(3211);
  const auto kek = make_cipher(BlockCipher::aes, random.bytes(16));
  const Bytes iv = random.bytes(16);
  for (std::size_t size = 3; size <= 255; ++size) {
    const Secret cek = random.secret(size);
    const Bytes wrapped = pwri_wrap(*kek, iv, cek, random);
    CHECK(wrapped.size() >= 32);
    CHECK(pwri_unwrap(*kek, iv, wrapped) == cek);
  }
}

TEST_CASE("a wrapped key with one bit changed or an octet cut gives nothing") {
  tests::TestRandom random(6);
  const Bytes kek = random.bytes(24), rc2_kek = random.bytes(16), iv = random.bytes(8);
  const auto pwri_kek = make_cipher(BlockCipher::tdes, kek);
  const Secret cek = random.secret(24);
  const auto check = [&](Bytes wrapped, auto unwrap) {
    for (std::size_t bit = 0; bit < 8 * wrapped.size(); bit += 5) {
      wrapped[bit / 8] = static_cast<std::uint8_t>(wrapped[bit / 8] ^ 1U << bit % 8);
      CHECK_FALSE(unwrap(wrapped).has_value());
      wrapped[bit / 8] = static_cast<std::uint8_t>(wrapped[bit / 8] ^ 1U << bit % 8);
    }
    CHECK_FALSE(unwrap(ByteView(wrapped).first(wrapped.size() - 1)).has_value());
    CHECK_FALSE(unwrap(ByteView(wrapped).first(8)).has_value());
    CHECK_FALSE(unwrap({}).has_value());
    CHECK(unwrap(wrapped).has_value());
  };
  check(triple_des_wrap(kek, cek, random), [&](ByteView w) { return triple_des_unwrap(kek, w); });
  check(rc2_wrap(rc2_kek, 128, cek, random),
        [&](ByteView w) { return rc2_unwrap(rc2_kek, 128, w); });
  check(aes_wrap(kek, cek), [&](ByteView w) { return aes_unwrap(kek, w); });
  const Bytes wrapped = pwri_wrap(*pwri_kek, iv, cek, random);
  const auto unwrap = [&](ByteView w) { return pwri_unwrap(*pwri_kek, iv, w); };
  CHECK(unwrap(wrapped).has_value());
  CHECK_FALSE(unwrap(ByteView(wrapped).first(31)).has_value());
  CHECK_FALSE(unwrap(Bytes(280)).has_value());
}

TEST_CASE("a wrapped key whose checksum fits but whose form is wrong gives nothing") {
  tests::TestRandom random(7);
  const Bytes kek = random.bytes(24), rc2_kek = random.bytes(16), iv = random.bytes(8);
  // Triple DES with even parity.
  const Bytes even(24, 0x03);
  const auto tdes = make_cipher(BlockCipher::tdes, kek);
  CHECK_FALSE(
      triple_des_unwrap(kek, wrap_twice(*tdes, concatenate({even, key_checksum(even)}), iv)));
  // RC2 with a length of 0, beyond the end, or one that leaves 8 octets of padding.
  const auto rc2 = make_cipher(BlockCipher::rc2, rc2_kek, 128);
  for (const unsigned length : {0U, 7U, 16U, 255U}) {
    Bytes lcekpad(16);
    lcekpad[0] = static_cast<std::uint8_t>(length);
    const Bytes cekicv = concatenate({lcekpad, key_checksum(lcekpad)});
    CHECK_FALSE(rc2_unwrap(rc2_kek, 128, wrap_twice(*rc2, cekicv, iv)).has_value());
  }
}

TEST_CASE("keys that may not be wrapped are refused") {
  tests::TestRandom random(8);
  CHECK_THROWS_AS(aes_wrap(Bytes(16), Secret(8)), Error);
  CHECK_THROWS_AS(aes_wrap(Bytes(16), Secret(17)), Error);
  CHECK_THROWS_AS(triple_des_wrap(random.bytes(24), Secret(8), random), Error);
  CHECK_THROWS_AS(triple_des_wrap(random.bytes(16), random.secret(24), random), Error);
  CHECK_NOTHROW(triple_des_wrap(random.bytes(16), random.secret(16), random));
  CHECK_THROWS_AS(rc2_wrap(random.bytes(8), 128, Secret(16), random), Error);
  CHECK_THROWS_AS(rc2_wrap(random.bytes(16), 128, Secret(std::size_t{0}), random), Error);
  CHECK_THROWS_AS(rc2_wrap(random.bytes(16), 128, Secret(129), random), Error);
  const auto kek = make_cipher(BlockCipher::aes, Bytes(16));
  CHECK_THROWS_AS(pwri_wrap(*kek, Bytes(16), Secret(2), random), Error);
  CHECK_THROWS_AS(pwri_wrap(*kek, Bytes(16), Secret(256), random), Error);
}

TEST_CASE("Triple DES unwraps keys of other ciphers") {
  const Bytes kek = from_hex("0123456789abcdef23456789abcdef01fedcba9876543210");
  for (const std::size_t size : {16U, 32U}) {
    const Bytes key(size, 0x42);  // of even parity
    const Bytes wrapped =
        key_wrap::wrap_twice(*make_cipher(BlockCipher::tdes, kek),
                             concatenate({key, key_wrap::key_checksum(key)}), Bytes(8, 7));
    CHECK(key_wrap::triple_des_unwrap_other(kek, wrapped) == Secret(key));
    CHECK_FALSE(key_wrap::triple_des_unwrap(kek, wrapped));
    Bytes changed = wrapped;
    changed[3] ^= 1;
    CHECK_FALSE(key_wrap::triple_des_unwrap_other(kek, changed));
  }
  CHECK_FALSE(key_wrap::triple_des_unwrap_other(kek, Bytes(40)));
}
