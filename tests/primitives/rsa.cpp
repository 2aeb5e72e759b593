// RSA: keys, both directions of each primitive, padding, and what is refused.
#include "primitives/rsa.hpp"

#include "primitives/error.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

SystemRandom g_random;

const RsaPrivateKey& key() {
  static const RsaPrivateKey made = generate_rsa_key(1024, 65537, g_random);
  return made;
}

}  // namespace

TEST_CASE("a generated key passes its own rules, with either exponent") {
  for (int e : {3, 65537}) {
    const RsaPrivateKey made = generate_rsa_key(1024, e, g_random);
    CHECK(bit_length(made.n) == 1024);
    CHECK_NOTHROW(check_private_key(made));
  }
  CHECK_THROWS_AS(generate_rsa_key(512, 3, g_random), Error);
  CHECK_THROWS_AS(generate_rsa_key(1024, 4, g_random), Error);
}

TEST_CASE("what one key does, the other undoes") {
  for (int i = 0; i < 5; ++i) {
    const Integer m = random_below(key().n, g_random);
    CHECK(rsadp(key(), rsaep(key().public_key(), m), g_random) == m);
    CHECK(rsavp1(key().public_key(), rsasp1(key(), m, g_random)) == m);
  }
  RsaPrivateKey plain = key();
  plain.p = SecretInteger();
  CHECK(rsasp1(plain, 12345, g_random) == rsasp1(key(), 12345, g_random));
  CHECK_THROWS_AS(rsaep(key().public_key(), key().n), Error);
  CHECK_THROWS_AS(rsadp(key(), key().n, g_random), Error);
}

TEST_CASE("signatures verify, and nothing else does") {
  const Bytes value = digest(DigestAlgorithm::sha256, bytes_of("message"));
  Bytes s = rsassa_pkcs1_v1_5_sign(key(), DigestAlgorithm::sha256, value, g_random);
  CHECK(rsassa_pkcs1_v1_5_verify(key().public_key(), DigestAlgorithm::sha256, value, s));
  s[5] ^= 1;
  CHECK_FALSE(rsassa_pkcs1_v1_5_verify(key().public_key(), DigestAlgorithm::sha256, value, s));
  const PssOptions pss{DigestAlgorithm::sha256, DigestAlgorithm::sha256, 32};
  Bytes t = rsassa_pss_sign(key(), pss, value, g_random);
  CHECK(rsassa_pss_verify(key().public_key(), pss, value, t));
  t[5] ^= 1;
  CHECK_FALSE(rsassa_pss_verify(key().public_key(), pss, value, t));
}

TEST_CASE("encryption by either padding is undone, and a wrong one gives a random key") {
  const Secret session = g_random.secret(24);
  Bytes c = rsaes_pkcs1_v1_5_encrypt(key().public_key(), session.view(), g_random);
  CHECK(rsaes_pkcs1_v1_5_decrypt(key(), c, g_random) == session);
  CHECK(rsaes_pkcs1_v1_5_decrypt_or_random(key(), c, 24, g_random) == session);
  CHECK_FALSE(rsaes_pkcs1_v1_5_decrypt_or_random(key(), c, 16, g_random) ==
              Secret(session.view().first(16)));
  c[100] ^= 1;
  CHECK_THROWS_AS(rsaes_pkcs1_v1_5_decrypt(key(), c, g_random), Error);
  CHECK(rsaes_pkcs1_v1_5_decrypt_or_random(key(), c, 24, g_random).size() == 24);
  const OaepParameters oaep{DigestAlgorithm::sha256, DigestAlgorithm::sha1, {1, 2, 3}};
  const Bytes o = rsaes_oaep_encrypt(key().public_key(), oaep, session.view(), g_random);
  CHECK(rsaes_oaep_decrypt(key(), oaep, o, g_random) == session);
  CHECK(rsaes_oaep_decrypt_or_random(key(), oaep, o, 24, g_random) == session);
  CHECK_THROWS_AS(rsaes_oaep_decrypt(key(), {}, o, g_random), Error);
}

TEST_CASE("keys that break a rule are refused by kind") {
  const auto kind = [](const RsaPublicKey& bad) {
    try {
      check_public_key(bad);
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::not_found;
  };
  const Integer& n = key().n;
  CHECK(kind({n + 1, 3}) == ErrorKind::invalid_key);
  CHECK(kind({n, 1}) == ErrorKind::invalid_key);
  CHECK(kind({n, 4}) == ErrorKind::invalid_key);
  CHECK(kind({n, (Integer(1) << 64) + 1}) == ErrorKind::invalid_key);
  CHECK(kind({35, 3}) == ErrorKind::invalid_key);
  CHECK(kind({(Integer(1) << 16384) + 1, 3}) == ErrorKind::invalid_key);
  CHECK(kind({n, (Integer(1) << 64) - 1}) == ErrorKind::not_found);
}
