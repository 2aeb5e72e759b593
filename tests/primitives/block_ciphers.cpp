// The block ciphers against the figures of their documents, on every implementation.
#include "primitives/aes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/des.hpp"
#include "primitives/error.hpp"
#include "primitives/rc2.hpp"
#include "primitives/tdes.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

void check_file(const std::string& name, BlockCipher cipher) {
  for (const auto& group : tests::read_json(tests::vectors("primitives/" + name))["testGroups"]) {
    for (const auto& test : group["tests"]) {
      INFO(name << " tcId " << test["tcId"]);
      const Bytes message = from_hex(test["msg"].get<std::string>());
      const auto keyed = make_cipher(cipher, from_hex(test["key"].get<std::string>()),
                                     test.value("effectiveKeyBits", 0U));
      Bytes out(message.size());
      keyed->encrypt_blocks(message, out);
      CHECK(to_hex(out) == test["ct"].get<std::string>());
      keyed->decrypt_blocks(out, out);
      CHECK(out == message);
    }
  }
}

}  // namespace

TEST_CASE("RC2 gives the figures of RFC 2268, 5") {
  tests::on_every_implementation("rc2", [] { check_file("rc2.json", BlockCipher::rc2); });
}

TEST_CASE("AES gives the figures of FIPS 197, appendices B and C") {
  tests::on_every_implementation("aes", [] { check_file("aes.json", BlockCipher::aes); });
}
