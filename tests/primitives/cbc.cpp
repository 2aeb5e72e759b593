// CBC with the padding of CMS: its steps, content in parts, and what is refused.
#include "primitives/cbc.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

Bytes hex(const nlohmann::json& value) {
  return from_hex(value.get<std::string>());
}

Bytes counting(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
  return bytes;
}

void check_wycheproof(const nlohmann::json& test) {
  INFO("aes_cbc_pkcs5_test.json tcId " << test["tcId"]);
  tests::count_vector();
  const Bytes key = hex(test["key"]), iv = hex(test["iv"]), ct = hex(test["ct"]);
  if (test["result"] == "valid") {
    CHECK(cbc_encrypt(BlockCipher::aes, key, iv, hex(test["msg"])) == ct);
    CHECK(cbc_decrypt(BlockCipher::aes, key, iv, ct) == hex(test["msg"]));
  } else {
    CHECK_THROWS_AS(cbc_decrypt(BlockCipher::aes, key, iv, ct), Error);
  }
}

}  // namespace

TEST_CASE("the padding is as RFC 5652, 6.3 says") {
  CHECK(to_hex(padding(0, 8)) == "0808080808080808");
  CHECK(to_hex(padding(7, 8)) == "01");
  CHECK(to_hex(padding(8, 8)) == "0808080808080808");
  CHECK(to_hex(pad(from_hex("aabb"), 4)) == "aabb0202");
  CHECK_THROWS_AS(padding(0, 256), Error);
}

TEST_CASE("unpad_ct accepts what pad makes and nothing else") {
  const std::pair<const char*, std::size_t> right[] = {
      {"aaaaaaaaaaaaaa01", 7}, {"aaaaaaaaaaaa0202", 6}, {"0808080808080808", 0}};
  for (const auto& [text, length] : right) {
    const Unpadded unpadded = unpad_ct(from_hex(text), 8);
    CHECK(unpadded.valid == 0xffffffff);
    CHECK(unpadded.length == length);
  }
  for (const char* text : {"aaaaaaaaaaaaaa00", "aaaaaaaaaaaaaa02", "0909090909090909",
                           "aaaaaaaaaaaaaaff", "0708080808080808", "aaaaaaaaaaaa0302", "", "01"}) {
    const Unpadded unpadded = unpad_ct(from_hex(text), 8);
    CHECK(unpadded.valid == 0);
    CHECK(unpadded.length == 0);
  }
}

TEST_CASE("CBC in AES gives Wycheproof's answers") {
  const auto path = tests::shared_data("wycheproof/aes_cbc_pkcs5_test.json");
  if (!path) return tests::skip("no wycheproof folder");
  const auto file = tests::read_json(*path);
  tests::on_every_implementation("aes", [&] {
    for (const auto& group : file["testGroups"]) {
      for (const auto& test : group["tests"]) check_wycheproof(test);
    }
  });
}

TEST_CASE("content in parts of any size gives what it gives in one call") {
  const Bytes key = counting(24), iv = counting(8), content = counting(1000);
  const Bytes whole = cbc_encrypt(BlockCipher::tdes, key, iv, content);
  for (const std::size_t step : {1U, 3U, 7U, 8U, 9U, 16U, 333U}) {
    CbcEncryptor encryptor(make_cipher(BlockCipher::tdes, key), iv);
    CbcDecryptor decryptor(make_cipher(BlockCipher::tdes, key), iv);
    BytesSink ciphertext, plaintext;
    for (std::size_t at = 0; at < content.size(); at += step) {
      encryptor.update(ByteView(content).subspan(at, std::min(step, content.size() - at)),
                       ciphertext);
    }
    encryptor.finish(ciphertext);
    CHECK(ciphertext.bytes() == whole);
    for (std::size_t at = 0; at < whole.size(); at += step) {
      decryptor.update(ByteView(whole).subspan(at, std::min(step, whole.size() - at)), plaintext);
    }
    CHECK(decryptor.finish(plaintext));
    CHECK(plaintext.bytes() == content);
  }
}

TEST_CASE("long content passes the work buffer whole") {
  const Bytes key = counting(16), iv = counting(16), content = counting(100000);
  const Bytes ciphertext = cbc_encrypt(BlockCipher::aes, key, iv, content);
  CHECK(cbc_decrypt(BlockCipher::aes, key, iv, ciphertext) == content);
}

TEST_CASE("a ciphertext that is empty, cut or wrongly padded fails in one way") {
  const Bytes key = counting(24), iv = counting(8);
  const Bytes right = cbc_encrypt(BlockCipher::tdes, key, iv, counting(20));
  Bytes wrong = right;
  wrong[15] ^= 0x80;
  for (const Bytes& bad : {Bytes{}, Bytes(right.begin(), right.end() - 1), wrong}) {
    try {
      cbc_decrypt(BlockCipher::tdes, key, iv, bad);
      FAIL("deciphered");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::decryption_failed);
    }
  }
}

TEST_CASE("what is deciphered into memory does not move there, and leaves no copy behind") {
  const Bytes key(16, 1), iv(16, 2), content(5000, 3);
  const Bytes ciphertext = cbc_encrypt(BlockCipher::aes, key, iv, content);
  // Room for all of it from the start: growing would have made room for more.
  CHECK(cbc_decrypt(BlockCipher::aes, key, iv, ciphertext).capacity() == ciphertext.size());
  CHECK(concatenate({key, iv, content}).capacity() == key.size() + iv.size() + content.size());
}

TEST_CASE("keys, IVs and blocks of wrong sizes are refused") {
  const std::pair<BlockCipher, std::size_t> wrong_keys[] = {
      {BlockCipher::rc2, 0},  {BlockCipher::rc2, 129}, {BlockCipher::des, 7},
      {BlockCipher::des, 16}, {BlockCipher::tdes, 8},  {BlockCipher::tdes, 23},
      {BlockCipher::aes, 15}, {BlockCipher::aes, 33}};
  for (const auto& [cipher, size] : wrong_keys)
    CHECK_THROWS_AS(make_cipher(cipher, Bytes(size)), Error);
  CHECK_THROWS_AS(make_cipher(BlockCipher::rc2, Bytes(16), 1025), Error);
  CHECK_THROWS_AS(make_cipher(BlockCipher::aes, Bytes(16), 128), Error);
  CHECK_THROWS_AS(CbcEncryptor(make_cipher(BlockCipher::aes, Bytes(16)), Bytes(8)), Error);
  CHECK_THROWS_AS(CbcDecryptor(make_cipher(BlockCipher::des, Bytes(8)), Bytes(16)), Error);
  const auto cipher = make_cipher(BlockCipher::des, Bytes(8));
  Bytes in(12), out(12), short_out(8), iv(8);
  CHECK_THROWS_AS(cipher->encrypt_blocks(in, out), Error);
  CHECK_THROWS_AS(cipher->decrypt_blocks(out, short_out), Error);
  CHECK_THROWS_AS(cipher->cbc_decrypt(iv, in, out), Error);
}
