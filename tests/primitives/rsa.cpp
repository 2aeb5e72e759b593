// RSA: keys, both directions of each primitive, padding, and what is refused.
#include "primitives/rsa_private.hpp"

#include "primitives/error.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/prime.hpp"
#include "primitives/pss.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

SystemRandom g_random;

const RsaPrivateKey& key() {
  static const RsaPrivateKey made = generate_rsa_key(1024, 65537, g_random);
  return made;
}

}  // namespace

TEST_CASE("what one key does, the other undoes") {
  for (int i = 0; i < 5; ++i) {
    const Integer m = random_below(key().n, g_random);
    CHECK(rsadp(key(), rsaep(key().public_key(), m), g_random) == m);
    CHECK(rsavp1(key().public_key(), rsasp1(key(), m, g_random)) == m);
  }
  RsaPrivateKey plain = key();
  plain.p = SecretInteger();
  CHECK(rsasp1(plain, 12345, g_random) == rsasp1(key(), 12345, g_random));
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
  tests::TestRandom random(1);  // under which a changed ciphertext has no padding by chance
  Bytes c = rsaes_pkcs1_v1_5_encrypt(key().public_key(), session.view(), random);
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

TEST_CASE("the steps of the private operation compose to it") {
  const RsaPublicKey half = key().public_key();
  const Integer c = random_below(key().n, g_random);
  const Blinding blinding = draw_blinding(half, g_random);
  const Integer undone = powm(blinding.inverse.value(), key().e, key().n);
  CHECK(blinding.factor.value() * undone % key().n == 1);
  const SecretInteger blinded = blind(half, blinding, c);
  const Integer power = private_power(key(), blinded.value());
  CHECK(is_undone(half, power, blinded.value()));
  CHECK_FALSE(is_undone(half, power + 1, blinded.value()));
  CHECK(unblind_ct(half, blinding, power) == rsadp_octets(key(), i2osp(c, key().size()), g_random));
}

TEST_CASE("a message that begins with zero octets is decrypted to all of its k octets") {
  for (std::size_t zeros : {1U, 8U, 60U, 127U, 128U}) {
    Bytes em = g_random.bytes(128);
    std::fill_n(em.begin(), zeros, std::uint8_t{0});
    const Bytes c = i2osp(rsaep(key().public_key(), os2ip(em)), 128);
    CHECK(rsadp_octets(key(), c, g_random) == Secret(ByteView(em)));
  }
}

TEST_CASE("one ciphertext is blinded anew every time, and its message is the same") {
  const Integer c = random_below(key().n, g_random);
  const Blinding first = draw_blinding(key().public_key(), g_random);
  const Blinding second = draw_blinding(key().public_key(), g_random);
  CHECK(blind(key().public_key(), first, c).value() !=
        blind(key().public_key(), second, c).value());
  CHECK(rsadp(key(), c, g_random) == rsadp(key(), c, g_random));
}
