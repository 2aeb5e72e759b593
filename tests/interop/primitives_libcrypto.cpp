// Digests, derivations, ciphers and key wraps on random input, every implementation of ours against
// the installed libcrypto. It has no functions for RC2's key wrap and for PWRI-KEK.
#if SMIME_LIBCRYPTO
#include "primitives/cbc.hpp"
#include "primitives/des.hpp"
#include "primitives/gcm_stream.hpp"
#include "primitives/hmac.hpp"
#include "primitives/key_wrap.hpp"
#include "primitives/password_kdf.hpp"
#include "primitives/pkcs12_kdf.hpp"
#include "tests/interop/libcrypto.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#endif
#include "tests/support/catch.hpp"
#include "tests/support/skip.hpp"

#if !SMIME_LIBCRYPTO
TEST_CASE("random input gives what libcrypto gives") {
  smime::tests::skip("libssl-dev was not there to build with");
}
#else

using namespace smime;
using namespace smime::primitives;
using tests::TestRandom;
namespace libcrypto = tests::libcrypto;

namespace {

constexpr int kTries = 60;

// Mostly short, with every length around a block, now and then many blocks.
Bytes random_message(TestRandom& random) {
  return random.bytes(random.below(10) == 0 ? random.below(6000) : random.below(300));
}

// The CBC forms that both sides know, by our cipher and libcrypto's name.
struct Form {
  BlockCipher cipher;
  const char* name;
  std::size_t key_size;
  unsigned effective_key_bits = 0;
};
const std::vector<std::pair<const char*, std::vector<Form>>> kForms = {
    {"rc2",
     {{BlockCipher::rc2, "RC2-CBC", 5, 40},
      {BlockCipher::rc2, "RC2-CBC", 8, 64},
      {BlockCipher::rc2, "RC2-CBC", 16, 128},
      {BlockCipher::rc2, "RC2-CBC", 16, 40},
      {BlockCipher::rc2, "RC2-CBC", 24, 129},
      {BlockCipher::rc2, "RC2-CBC", 1, 8},
      {BlockCipher::rc2, "RC2-CBC", 128, 1024}}},
    {"des", {{BlockCipher::des, "DES-CBC", 8}}},
    {"tdes", {{BlockCipher::tdes, "DES-EDE-CBC", 16}, {BlockCipher::tdes, "DES-EDE3-CBC", 24}}},
    {"aes",
     {{BlockCipher::aes, "AES-128-CBC", 16},
      {BlockCipher::aes, "AES-192-CBC", 24},
      {BlockCipher::aes, "AES-256-CBC", 32}}}};

void check_cbc(const Form& form, TestRandom& random) {
  const Bytes message = random_message(random), key = random.bytes(form.key_size);
  const Bytes iv = random.bytes(form.cipher == BlockCipher::aes ? 16 : 8);
  const libcrypto::Cipher theirs{form.name, key, iv, form.effective_key_bits};
  const Bytes ciphertext = cbc_encrypt(form.cipher, key, iv, message, form.effective_key_bits);
  INFO(form.name << " with " << message.size() << " octets");
  CHECK(ciphertext == libcrypto::encrypt(theirs, message));
  CHECK(cbc_decrypt(form.cipher, key, iv, ciphertext, form.effective_key_bits) == message);
  // Whatever octets come last, both sides see the same padding, or none.
  const Bytes noise = random.bytes(ciphertext.size());
  CbcDecryptor decryptor(make_cipher(form.cipher, key, form.effective_key_bits), iv);
  BytesSink out;
  decryptor.update(noise, out);
  const bool padded = decryptor.finish(out);
  const auto expected = libcrypto::decrypt(theirs, noise);
  CHECK(padded == expected.has_value());
  if (padded && expected) CHECK(out.bytes() == *expected);
}

}  // namespace

TEST_CASE("random messages have the digests and MACs that libcrypto gives") {
  for (const DigestAlgorithm algorithm : tests::kDigests) {
    tests::on_every_implementation(tests::compression(algorithm), [&] {
      TestRandom random(11);
      for (int i = 0; i < kTries; ++i) {
        const Bytes message = random_message(random), key = random.bytes(1 + random.below(300));
        INFO(to_string(algorithm) << " of " << message.size() << " octets");
        CHECK(digest(algorithm, message) == libcrypto::digest(algorithm, message));
        CHECK(hmac(algorithm, key, message) == libcrypto::hmac(algorithm, key, message));
      }
    });
  }
}

TEST_CASE("random passwords give the keys that libcrypto derives") {
  TestRandom random(12);
  for (const DigestAlgorithm algorithm : tests::kDigests) {
    for (int i = 0; i < 12; ++i) {
      const Bytes salt = random.bytes(1 + random.below(80));
      Bytes password = random.bytes(2 * random.below(70));
      const std::size_t octets = 1 + random.below(200);
      const auto iterations = static_cast<unsigned>(1 + random.below(30));
      const int count = static_cast<int>(iterations);
      INFO(to_string(algorithm) << ", " << octets << " octets");
      const Secret key = pbkdf2(algorithm, password, salt, iterations, octets);
      CHECK(equal(key.view(), libcrypto::pbkdf2(algorithm, password, salt, count, octets)));
      password.insert(password.end(), {0, 0});
      for (const Pkcs12Id id : {Pkcs12Id::key, Pkcs12Id::iv, Pkcs12Id::mac_key}) {
        const Secret derived = pkcs12_kdf(algorithm, id, password, salt, iterations, octets);
        CHECK(equal(derived.view(), libcrypto::pkcs12_kdf(algorithm, static_cast<int>(id), password,
                                                          salt, count, octets)));
      }
    }
  }
}

TEST_CASE("random content is enciphered and deciphered as by libcrypto") {
  for (const auto& [primitive, forms] : kForms) {
    tests::on_every_implementation(primitive, [&, &rows = forms] {
      TestRandom random(13);
      for (const Form& form : rows) {
        for (int i = 0; i < kTries; ++i) check_cbc(form, random);
      }
    });
  }
}

TEST_CASE("random content is sealed and opened as by libcrypto") {
  tests::on_every_implementation("aes-gcm", [] {
    TestRandom random(14);
    for (int i = 0; i < 3 * kTries; ++i) {
      const Bytes key = random.bytes(16 + 8 * random.below(3));
      const Bytes iv = random.bytes(1 + random.below(40));
      const Bytes message = random_message(random), aad = random.bytes(random.below(100));
      GcmEncryptor encryptor(make_gcm(key), iv);
      BytesSink sealed;
      encryptor.update(message, sealed);
      const Bytes tag = encryptor.finish(sealed, aad);
      Bytes both = sealed.bytes();
      append(both, tag);
      CHECK(both == libcrypto::seal(key, iv, aad, message));
      GcmDecryptor decryptor(make_gcm(key), iv);
      BytesSink opened;
      decryptor.update(sealed.bytes(), opened);
      CHECK(decryptor.finish(opened, tag, aad));
      CHECK(opened.bytes() == message);
    }
  });
}

TEST_CASE("random keys are wrapped and unwrapped as by libcrypto") {
  tests::on_every_implementation("aes", [] {
    TestRandom random(15);
    for (int i = 0; i < kTries; ++i) {
      const Bytes kek = random.bytes(16 + 8 * random.below(3));
      const Bytes key = random.bytes(8 * (2 + random.below(8)));
      const libcrypto::Cipher theirs{"AES-" + std::to_string(8 * kek.size()) + "-WRAP", kek, {}};
      const Bytes wrapped = key_wrap::aes_wrap(kek, Secret(ByteView(key)));
      CHECK(wrapped == libcrypto::encrypt(theirs, key));
      const auto unwrapped = key_wrap::aes_unwrap(kek, wrapped);
      CHECK((unwrapped && equal(unwrapped->view(), key)));
      const Bytes noise = random.bytes(wrapped.size());
      CHECK_FALSE(key_wrap::aes_unwrap(kek, noise));
      CHECK_FALSE(libcrypto::decrypt(theirs, noise));
    }
  });
  tests::on_every_implementation("tdes", [] {
    TestRandom random(16);
    for (int i = 0; i < kTries; ++i) {
      const Bytes kek = random.bytes(24);
      Bytes key = random.bytes(24);
      des::set_odd_parity(key);  // which unwrapping asks for, and libcrypto's wrapping does not make
      const libcrypto::Cipher theirs{"DES3-WRAP", kek, {}};
      const auto from_theirs = key_wrap::triple_des_unwrap(kek, libcrypto::encrypt(theirs, key));
      CHECK((from_theirs && equal(from_theirs->view(), key)));
      const Bytes wrapped = key_wrap::triple_des_wrap(kek, Secret(ByteView(key)), random);
      CHECK(libcrypto::decrypt(theirs, wrapped) == key);
    }
  });
}
#endif
