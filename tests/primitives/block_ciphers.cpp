// The block ciphers against the figures of their documents and against each other.
#include <string>
#include <tuple>

#include "primitives/cipher.hpp"
#include "primitives/implementation.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

void check_file(const std::string& name, BlockCipher cipher) {
  const auto file = tests::read_json(tests::vectors("primitives/" + name));
  for (const auto& group : file["testGroups"]) {
    for (const auto& test : group["tests"]) {
      INFO(name << " tcId " << test["tcId"]);
      tests::count_vector();
      const Bytes message = from_hex(test["msg"].get<std::string>());
      const auto keyed = make_cipher(cipher, from_hex(test["key"].get<std::string>()),
                                     test.value("effectiveKeyBits", 0U));
      Bytes out(message.size()), iv = from_hex(test.value("iv", ""));
      const bool cbc = !iv.empty();
      cbc ? keyed->cbc_encrypt(iv, message, out) : keyed->encrypt_blocks(message, out);
      CHECK(to_hex(out) == test["ct"].get<std::string>());
      iv = from_hex(test.value("iv", ""));
      cbc ? keyed->cbc_decrypt(iv, out, out) : keyed->decrypt_blocks(out, out);
      CHECK(out == message);
    }
  }
}

struct Outcome {
  Bytes ecb, ecb_back, cbc, cbc_back, iv, iv_back;
  bool operator==(const Outcome&) const = default;
};

// All four operations, deciphering in place.
Outcome run(const KeyedCipher& cipher, const Bytes& iv, const Bytes& message) {
  Outcome o{message, message, message, message, iv, iv};
  cipher.encrypt_blocks(message, o.ecb);
  cipher.decrypt_blocks(o.ecb_back, o.ecb_back);
  cipher.cbc_encrypt(o.iv, message, o.cbc);
  cipher.cbc_decrypt(o.iv_back, o.cbc_back, o.cbc_back);
  return o;
}

Bytes random_key(BlockCipher cipher, tests::TestRandom& random) {
  switch (cipher) {
    case BlockCipher::rc2:
      return random.bytes(1 + random.below(128));
    case BlockCipher::des:
      return random.bytes(8);
    case BlockCipher::tdes:
      return random.bytes(16 + 8 * random.below(2));
    case BlockCipher::aes:
      return random.bytes(16 + 8 * random.below(3));
  }
  return {};
}

// `size` is the block's; the fastest paths take hundreds of blocks at once.
void compare_with_reference(BlockCipher cipher, std::size_t size, tests::TestRandom& random) {
  const Bytes key = random_key(cipher, random), iv = random.bytes(size);
  const unsigned bits =
      cipher == BlockCipher::rc2 ? static_cast<unsigned>(1 + random.below(1024)) : 0;
  const Bytes message = random.bytes(size * random.below(random.below(8) == 0 ? 2200 : 80));
  const Outcome actual = run(*make_cipher(cipher, key, bits), iv, message);
  const std::string forced = forced_implementation();
  force_implementation("reference");
  const Outcome expected = run(*make_cipher(cipher, key, bits), iv, message);
  force_implementation(forced);
  CHECK(actual == expected);
}

}  // namespace

TEST_CASE("RC2 gives the figures of RFC 2268, 5") {
  tests::on_every_implementation("rc2", [] { check_file("rc2.json", BlockCipher::rc2); });
}

TEST_CASE("AES gives the figures of FIPS 197 and SP 800-38A") {
  tests::on_every_implementation("aes", [] {
    check_file("aes.json", BlockCipher::aes);
    check_file("aes_ecb.json", BlockCipher::aes);
    check_file("aes_cbc.json", BlockCipher::aes);
  });
}

TEST_CASE("Triple DES gives the example of SP 800-67, B.1") {
  tests::on_every_implementation("tdes", [] { check_file("tdes.json", BlockCipher::tdes); });
}

TEST_CASE("a Triple DES key of two keys is one whose third is its first") {
  tests::on_every_implementation("tdes", [] {
    const Bytes two = from_hex("0123456789abcdef23456789abcdef01");
    const Bytes three = concatenate({two, ByteView(two).first(8)});
    Bytes left(8), right(8);
    make_cipher(BlockCipher::tdes, two)->encrypt_blocks(left, left);
    make_cipher(BlockCipher::tdes, three)->encrypt_blocks(right, right);
    CHECK(left == right);
  });
}

TEST_CASE("every implementation equals the reference on random keys and lengths") {
  for (const auto& [cipher, name, block] :
       {std::tuple{BlockCipher::rc2, "rc2", 8U}, std::tuple{BlockCipher::des, "des", 8U},
        std::tuple{BlockCipher::tdes, "tdes", 8U}, std::tuple{BlockCipher::aes, "aes", 16U}}) {
    tests::on_every_implementation(name, [&, kind = cipher, size = block] {
      tests::TestRandom random(1998);
      for (int round = 0; round < 40; ++round) compare_with_reference(kind, size, random);
    });
  }
}
