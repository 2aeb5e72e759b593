// GCM: published figures, CAVP and Wycheproof, the room against the stream, and what is refused.
#include "primitives/gcm.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/gcm_stream.hpp"
#include "primitives/implementation.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cavp.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

struct Case {
  Bytes key, iv, aad, message, ciphertext, tag;
  bool valid;
};

Case from_json(const nlohmann::json& test) {
  const auto hex = [&](const char* name) { return from_hex(test.at(name).get<std::string>()); };
  return {hex("key"),
          hex("iv"),
          hex("aad"),
          hex("msg"),
          hex("ct"),
          hex("tag"),
          test["result"] == "valid"};
}

// The paper's functions, over whatever implementation of AES is forced.
void check_room(const Case& c) {
  tests::count_vector();
  const auto cipher = make_cipher(BlockCipher::aes, c.key);
  if (!c.valid) {
    CHECK_THROWS_AS(gcm::gcm_ad(*cipher, c.iv, c.ciphertext, c.aad, c.tag), Error);
    return;
  }
  const auto sealed = gcm::gcm_ae(*cipher, c.iv, c.message, c.aad, c.tag.size());
  CHECK(sealed.c == c.ciphertext);
  CHECK(sealed.t == c.tag);
  CHECK(gcm::gcm_ad(*cipher, c.iv, c.ciphertext, c.aad, c.tag) == c.message);
}

void check_stream(const Case& c) {
  tests::count_vector();
  if (c.iv.empty()) {
    CHECK_THROWS_AS(GcmDecryptor(make_gcm(c.key), c.iv), Error);
    return;
  }
  BytesSink plaintext;
  GcmDecryptor decryptor(make_gcm(c.key), c.iv);
  decryptor.update(c.ciphertext, plaintext);
  CHECK(decryptor.finish(plaintext, c.tag, c.aad) == c.valid);
  if (!c.valid) return;
  CHECK(plaintext.bytes() == c.message);
  BytesSink ciphertext;
  GcmEncryptor encryptor(make_gcm(c.key), c.iv);
  encryptor.update(c.message, ciphertext);
  CHECK(encryptor.finish(ciphertext, c.aad, c.tag.size()) == c.tag);
  CHECK(ciphertext.bytes() == c.ciphertext);
}

void check_on_all(const std::vector<Case>& cases) {
  tests::on_every_implementation("aes", [&] {
    for (const auto& c : cases) check_room(c);
  });
  tests::on_every_implementation("aes-gcm", [&] {
    for (const auto& c : cases) check_stream(c);
  });
}

std::vector<Case> all_of(const nlohmann::json& file) {
  std::vector<Case> cases;
  for (const auto& group : file["testGroups"]) {
    for (const auto& test : group["tests"]) cases.push_back(from_json(test));
  }
  return cases;
}

}  // namespace

TEST_CASE("GCM gives the figures of McGrew and Viega") {
  check_on_all(all_of(tests::read_json(tests::vectors("primitives/aes_gcm.json"))));
}

TEST_CASE("GCM gives Wycheproof's answers") {
  const auto path = tests::shared_data("wycheproof/aes_gcm_test.json");
  if (!path) return tests::skip("no wycheproof folder");
  check_on_all(all_of(tests::read_json(*path)));
}

TEST_CASE("GCM gives the answers of CAVP for tags of 12 to 16 octets") {
  if (!tests::cryptography_vectors("ciphers/AES/GCM")) {
    return tests::skip("no python3-cryptography-vectors");
  }
  std::vector<Case> cases;
  for (const char* name : {"gcmDecrypt128.rsp", "gcmDecrypt256.rsp", "gcmEncryptExtIV192.rsp"}) {
    const auto file = *tests::cryptography_vectors(std::string("ciphers/AES/GCM/") + name);
    std::size_t count = 0;
    for (const auto& record : tests::read_cavp(file)) {
      if (record.hex("Tag").size() < 12 || ++count % 5 != 0) continue;
      cases.push_back({record.hex("Key"), record.hex("IV"), record.hex("AAD"),
                       record.has("PT") ? record.hex("PT") : Bytes{}, record.hex("CT"),
                       record.hex("Tag"), !record.has("FAIL")});
    }
  }
  CHECK(cases.size() > 500);
  check_on_all(cases);
}

TEST_CASE("GCM's steps give the intermediate values of McGrew and Viega, test case 2") {
  const auto cipher = make_cipher(BlockCipher::aes, Bytes(16));
  const gcm::Block h = gcm::hash_subkey(*cipher);
  CHECK(to_hex(h) == "66e94bd4ef8a2c3b884cfa59ca342b2e");
  const gcm::Block j0 = gcm::pre_counter_block(h, Bytes(12));
  CHECK(to_hex(j0) == "00000000000000000000000000000001");
  CHECK(to_hex(gcm::inc32(j0)) == "00000000000000000000000000000002");
  const Bytes c = from_hex("0388dace60b6a392f328c2b971b2fe78");
  CHECK(to_hex(gcm::ghash(h, c)) == "5e2ec746917062882c85b0685353deb7");
  const gcm::Block lengths = gcm::length_block(0, 16);
  CHECK(to_hex(lengths) == "00000000000000000000000000000080");
  CHECK(to_hex(gcm::ghash(h, lengths, gcm::ghash(h, c))) == "f38cbb1ad69223dcc3457ae5b6b0f885");
}

TEST_CASE("inc32 wraps and leaves the first 96 bits alone") {
  gcm::Block block;
  block.fill(0xff);
  CHECK(to_hex(gcm::inc32(block)) == "ffffffffffffffffffffffff00000000");
}

TEST_CASE("GCM in parts of any size equals the paper's function, on every implementation") {
  tests::TestRandom random(38);
  tests::on_every_implementation("aes-gcm", [&] {
    for (int round = 0; round < 60; ++round) {
      const Bytes key = random.bytes(16 + 8 * random.below(3));
      const Bytes iv = random.bytes(1 + random.below(40)), aad = random.bytes(random.below(70));
      const Bytes message = random.bytes(random.below(round % 10 == 0 ? 5000 : 600));
      const auto expected = gcm::gcm_ae(*make_cipher(BlockCipher::aes, key), iv, message, aad, 16);
      GcmEncryptor encryptor(make_gcm(key), iv);
      BytesSink out;
      for (ByteView rest = message; !rest.empty();) {
        const std::size_t size = std::min(rest.size(), random.below(300));
        encryptor.update(rest.first(size), out);
        rest = rest.subspan(size);
      }
      CHECK(encryptor.finish(out, aad) == expected.t);
      CHECK(out.bytes() == expected.c);
    }
  });
}

TEST_CASE("whole blocks in place, with a counter that wraps, equal the reference") {
  tests::TestRandom random(39);
  const Bytes key = random.bytes(32), message = random.bytes(150 * gcm::kBlockSize);
  force_implementation("reference");
  const auto reference = make_gcm(key);
  force_implementation("");
  tests::on_every_implementation("aes-gcm", [&] {
    const auto fast = make_gcm(key);
    for (std::size_t blocks = 0; blocks <= 150; blocks += 1 + blocks / 8) {
      const ByteView in = ByteView(message).first(blocks * gcm::kBlockSize);
      gcm::Block counter{}, y{1, 2, 3};
      store_be32(&counter[12], 0xffffffc0);
      gcm::Block fast_counter = counter, fast_y = y;
      Bytes expected(in.size()), actual = to_bytes(in);
      reference->encrypt(counter, y, in, expected);
      fast->encrypt(fast_counter, fast_y, actual, actual);
      CHECK(actual == expected);
      CHECK(fast_counter == counter);
      CHECK(fast_y == y);
      store_be32(&fast_counter[12], 0xffffffc0);
      fast_y = {1, 2, 3};
      fast->decrypt(fast_counter, fast_y, actual, actual);
      CHECK(equal(actual, in));
      CHECK(fast_y == y);
    }
  });
}

TEST_CASE("tags of other sizes than 12 to 16 octets and empty IVs are refused") {
  const auto cipher = make_cipher(BlockCipher::aes, Bytes(16));
  for (const std::size_t size : {0U, 4U, 11U, 17U}) {
    CHECK_THROWS_AS(gcm::gcm_ae(*cipher, Bytes(12), {}, {}, size), Error);
    CHECK_THROWS_AS(gcm::gcm_ad(*cipher, Bytes(12), {}, {}, Bytes(size)), Error);
    GcmDecryptor decryptor(make_gcm(Bytes(16)), Bytes(12));
    NullSink out;
    CHECK_THROWS_AS(decryptor.finish(out, Bytes(size)), Error);
  }
  CHECK_THROWS_AS(gcm::gcm_ae(*cipher, {}, {}, {}), Error);
  CHECK_THROWS_AS(gcm::ghash({}, Bytes(17)), Error);
  CHECK_THROWS_AS(make_gcm(Bytes(17)), Error);
}
