// The steps of AES, DES, Triple DES and RC2, one by one, against printed intermediate values.
#include "primitives/aes.hpp"
#include "primitives/des.hpp"
#include "primitives/error.hpp"
#include "primitives/rc2.hpp"
#include "primitives/tdes.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

aes::State state(const char* hex) {
  return aes::load_state(from_hex(hex).data());
}

std::string text(const aes::State& s) {
  Bytes octets(aes::kBlockSize);
  aes::store_state(octets.data(), s);
  return to_hex(octets);
}

}  // namespace

TEST_CASE("AES arithmetic gives the examples of FIPS 197, 4.2") {
  CHECK(aes::multiply(0x57, 0x83) == 0xc1);
  CHECK(aes::multiply(0x57, 0x13) == 0xfe);
  CHECK(aes::xtime(0x57) == 0xae);
  CHECK(aes::xtime(0xae) == 0x47);
}

TEST_CASE("the transformations of AES give round 1 of FIPS 197, appendix B") {
  const auto key = aes::key_expansion(from_hex("2b7e151628aed2a6abf7158809cf4f3c"));
  const auto start = aes::add_round_key(state("3243f6a8885a308d313198a2e0370734"), key, 0);
  CHECK(text(start) == "193de3bea0f4e22b9ac68d2ae9f84808");
  const auto subbed = aes::sub_bytes(start);
  CHECK(text(subbed) == "d42711aee0bf98f1b8b45de51e415230");
  const auto shifted = aes::shift_rows(subbed);
  CHECK(text(shifted) == "d4bf5d30e0b452aeb84111f11e2798e5");
  const auto mixed = aes::mix_columns(shifted);
  CHECK(text(mixed) == "046681e5e0cb199a48f8d37a2806264c");
  const auto added = aes::add_round_key(mixed, key, 1);
  CHECK(text(added) == "a49c7ff2689f352b6b5bea43026a5049");
  CHECK(aes::inv_mix_columns(mixed) == shifted);
  CHECK(aes::inv_shift_rows(shifted) == subbed);
  CHECK(aes::inv_sub_bytes(subbed) == start);
}

TEST_CASE("the key expansion of AES gives the last words of FIPS 197, appendix A") {
  const auto last = [](const char* key, std::size_t i) {
    return to_hex(aes::key_expansion(from_hex(key)).w[i]);
  };
  CHECK(last("2b7e151628aed2a6abf7158809cf4f3c", 43) == "b6630ca6");
  CHECK(last("8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", 51) == "01002202");
  CHECK(last("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", 59) == "706c631e");
  CHECK(to_hex(aes::rcon(1)) == "01000000");
  CHECK(to_hex(aes::rcon(10)) == "36000000");
  CHECK(to_hex(aes::rot_word({0x09, 0xcf, 0x4f, 0x3c})) == "cf4f3c09");
  CHECK(to_hex(aes::sub_word({0xcf, 0x4f, 0x3c, 0x09})) == "8a84eb01");
}

TEST_CASE("the S-boxes of AES are inverse permutations") {
  for (std::size_t i = 0; i < 256; ++i) CHECK(aes::kInvSBox[aes::kSBox[i]] == i);
}

// J. Orlin Grabbe, "The DES Algorithm Illustrated", works one block through by hand.
TEST_CASE("the steps of DES give Grabbe's intermediate values") {
  const auto halves = des::permuted_choice_1(0x133457799bbcdff1);
  CHECK(halves == des::KeyHalves{0xf0ccaaf, 0x556678f});
  const auto shifted = des::left_shift(halves, 1);
  CHECK(shifted == des::KeyHalves{0xe19955f, 0xaaccf1e});
  CHECK(des::permuted_choice_2(shifted) == 0x1b02effc7072);
  const auto keys = des::key_schedule(0x133457799bbcdff1);
  CHECK(keys[0] == 0x1b02effc7072);
  CHECK(keys[15] == 0xcb3d8b0e17f5);
  CHECK(des::initial_permutation(0x0123456789abcdef) == 0xcc00ccfff0aaf0aa);
  CHECK(des::expansion(0xf0aaf0aa) == 0x7a15557a1555);
  CHECK(des::s_boxes(0x7a15557a1555 ^ keys[0]) == 0x5c82b597);
  CHECK(des::s_box(1, 0x18) == 5);
  CHECK(des::p(0x5c82b597) == 0x234aa9bb);
  CHECK(des::f(0xf0aaf0aa, keys[0]) == 0x234aa9bb);
  CHECK(des::inverse_initial_permutation(0x0a4cd99543423234) == 0x85e813540f0ab405);
  CHECK(des::encipher(keys, 0x0123456789abcdef) == 0x85e813540f0ab405);
  CHECK(des::decipher(keys, 0x85e813540f0ab405) == 0x0123456789abcdef);
}

TEST_CASE("parity is found and set") {
  Bytes key = from_hex("0022446688aaccee");
  CHECK_FALSE(des::has_odd_parity(key));
  des::set_odd_parity(key);
  CHECK(to_hex(key) == "0123456789abcdef");
  CHECK(des::has_odd_parity(key));
}

TEST_CASE("enciphering twice under a weak key, or under a semi-weak pair, gives the block back") {
  const std::pair<const char*, const char*> semi_weak[] = {
      {"011f011f010e010e", "1f011f010e010e01"}, {"01e001e001f101f1", "e001e001f101f101"},
      {"01fe01fe01fe01fe", "fe01fe01fe01fe01"}, {"1fe01fe00ef10ef1", "e01fe01ff10ef10e"},
      {"1ffe1ffe0efe0efe", "fe1ffe1ffe0efe0e"}, {"e0fee0fef1fef1fe", "fee0fee0fef1fef1"}};
  const auto twice = [](const Bytes& first, const Bytes& second) {
    return des::encipher(des::key_schedule(second),
                         des::encipher(des::key_schedule(first), 0x0123456789abcdef));
  };
  for (const char* weak :
       {"0101010101010101", "fefefefefefefefe", "e0e0e0e0f1f1f1f1", "1f1f1f1f0e0e0e0e"}) {
    const Bytes key = from_hex(weak);
    CHECK(des::is_weak(key));
    CHECK_FALSE(des::is_semi_weak(key));
    CHECK(twice(key, key) == 0x0123456789abcdef);
  }
  for (const auto& [first, second] : semi_weak) {
    CHECK(des::is_semi_weak(from_hex(first)));
    CHECK(des::is_semi_weak(from_hex(second)));
    CHECK(twice(from_hex(first), from_hex(second)) == 0x0123456789abcdef);
  }
  CHECK(des::is_weak(Bytes(8)));
  CHECK_FALSE(des::is_weak(from_hex("133457799bbcdff1")));
  CHECK_THROWS_AS(des::is_weak(Bytes(7)), Error);
}

TEST_CASE("what is wrong with a Triple DES key is named") {
  const auto examine = [](const char* key) { return tdes::examine_key(from_hex(key)); };
  const tdes::KeyFaults none{};
  CHECK(examine("0123456789abcdef23456789abcdef01456789abcdef0123") == none);
  CHECK(examine("0023456789abcdef23456789abcdef01456789abcdef0123").parity);
  CHECK(examine("010101010101010123456789abcdef01456789abcdef0123").weak);
  CHECK(examine("0123456789abcdef0023456789abcdef456789abcdef0123").collapsed);
  CHECK(examine("0123456789abcdef23456789abcdef01").two_keys);
  CHECK_THROWS_AS(examine("0123456789abcdef"), Error);
}

TEST_CASE("the key expansion of RC2 keeps only the effective bits") {
  CHECK(rc2::effective_mask(64) == 0xff);
  CHECK(rc2::effective_mask(63) == 0x7f);
  CHECK(rc2::effective_mask(57) == 0x01);
  CHECK_THROWS_AS(rc2::expand_key({}, 40), Error);
  CHECK_THROWS_AS(rc2::expand_key(Bytes(129), 40), Error);
  CHECK_THROWS_AS(rc2::expand_key(Bytes(5), 0), Error);
  CHECK_THROWS_AS(rc2::expand_key(Bytes(5), 1025), Error);
}

TEST_CASE("the reverse steps of RC2 undo the steps") {
  const auto k = rc2::expand_key(from_hex("88bca90e90875a7f0f79c384627bafb2"), 128);
  const rc2::Words r = {0x0123, 0x4567, 0x89ab, 0xcdef};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(rc2::r_mix(rc2::mix(r, i, k[7]), i, k[7]) == r);
    CHECK(rc2::r_mash(rc2::mash(r, i, k), i, k) == r);
  }
  CHECK(rc2::r_mixing_round(rc2::mixing_round(r, k, 8), k, 11) == r);
  CHECK(rc2::r_mashing_round(rc2::mashing_round(r, k), k) == r);
  CHECK(rc2::mix({0, 0, 0, 0}, 0, 0x8001) == rc2::Words{0x0003, 0, 0, 0});
  CHECK(rc2::mix({1, 0x00ff, 0x0f0f, 0x3333}, 0, 0) == rc2::Words{0x07a0, 0x00ff, 0x0f0f, 0x3333});
}
