// The table of content ciphers: names both ways, sizes, and what is refused.
#include "primitives/content_cipher.hpp"

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::primitives;

TEST_CASE("every content cipher is found by its name and stands in its place") {
  CHECK(content_ciphers().size() == 11);
  for (const auto& row : content_ciphers()) {
    CHECK(content_cipher(row.name) == row.cipher);
    CHECK(to_string(row.cipher) == row.name);
    CHECK(info(row.cipher).name == row.name);
  }
}

TEST_CASE("the sizes are those of the documents") {
  CHECK(info(ContentCipher::rc2_40).effective_key_bits == 40);
  CHECK(info(ContentCipher::des_ede3_cbc).key_size == 24);
  CHECK(info(ContentCipher::aes_192_cbc).iv_size == 16);
  CHECK(info(ContentCipher::aes_256_gcm).iv_size == 12);
  CHECK(info(ContentCipher::aes_256_gcm).authenticated);
  for (const auto& row : content_ciphers()) {
    const auto cipher = make_cipher(row.cipher, Bytes(row.key_size));
    CHECK(cipher->block_size() == (row.block_cipher == BlockCipher::aes ? 16 : 8));
  }
}

TEST_CASE("unknown names and keys of wrong sizes are refused") {
  for (const char* name : {"", "aes", "AES-128-CBC", "rc2-41"}) {
    CHECK_THROWS_AS(content_cipher(name), Error);
  }
  CHECK_THROWS_AS(make_cipher(ContentCipher::aes_128_cbc, Bytes(32)), Error);
  CHECK_THROWS_AS(make_cipher(ContentCipher::des_ede3_cbc, Bytes(16)), Error);
  CHECK_NOTHROW(make_cipher(ContentCipher::rc2_40, Bytes(16)));
}
