// RSA Laboratories' examples for both schemes of signature and of encryption, with their
// intermediate values; and pyca's for OAEP with every pair of digests.
#include <string>

#include "primitives/mgf.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/rsa_labs.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

const std::string kFolder = "asymmetric/RSA/";
tests::TestRandom g_random(1);

// Calls `check` with every example of a file, on every implementation of the powers.
template <typename Check>
void for_each(const std::string& file, const std::string& last, std::size_t count, Check check) {
  const auto path = tests::cryptography_vectors(kFolder + file);
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  const auto examples = tests::read_rsa_labs(*path, last);
  CHECK(examples.size() == count);
  tests::on_every_implementation("modexp", [&] {
    for (const auto& example : examples) {
      tests::count_vector();
      check(example);
    }
  });
}

}  // namespace

TEST_CASE("RSA Laboratories' PKCS #1 v1.5 signatures are made and verified") {
  for_each("pkcs1v15sign-vectors.txt", "Signature", 300, [](const auto& example) {
    const Bytes hash = digest(DigestAlgorithm::sha1, example["Message to be signed"]);
    CHECK(rsassa_pkcs1_v1_5_sign(example.key(), DigestAlgorithm::sha1, hash, g_random) ==
          example["Signature"]);
    CHECK(rsassa_pkcs1_v1_5_verify(example.key().public_key(), DigestAlgorithm::sha1, hash,
                                   example["Signature"]));
  });
}

TEST_CASE("RSA Laboratories' PKCS #1 v1.5 ciphertexts are made and opened") {
  for_each("pkcs1v15crypt-vectors.txt", "Encryption", 300, [](const auto& example) {
    tests::ScriptedRandom seed(example["Seed"]);
    const Bytes& message = example["Message"];
    CHECK(rsaes_pkcs1_v1_5_encrypt(example.key().public_key(), message, seed) ==
          example["Encryption"]);
    CHECK(seed.used_up());
    CHECK(rsaes_pkcs1_v1_5_decrypt(example.key(), example["Encryption"], g_random) ==
          Secret(ByteView(message)));
    CHECK(rsaes_pkcs1_v1_5_decrypt_or_random(example.key(), example["Encryption"], message.size(),
                                             g_random) == Secret(ByteView(message)));
  });
}

TEST_CASE("RSA Laboratories' PSS signatures are made and verified") {
  for_each("pkcs-1v2-1d2-vec/pss-vect.txt", "Signature", 60, [](const auto& example) {
    const RsaPrivateKey key = example.key();
    const Bytes hash = digest(DigestAlgorithm::sha1, example["Message to be signed"]);
    const Bytes em = emsa_pss_encode({}, hash, example["Salt"], bit_length(key.n) - 1);
    CHECK(i2osp(rsasp1(key, os2ip(em), g_random), key.size()) == example["Signature"]);
    CHECK(rsassa_pss_verify(key.public_key(), {}, hash, example["Signature"]));
  });
}

TEST_CASE("RSA Laboratories' OAEP ciphertexts are made and opened") {
  for_each("pkcs-1v2-1d2-vec/oaep-vect.txt", "Encryption", 60, [](const auto& example) {
    tests::ScriptedRandom seed(example["Seed"]);
    CHECK(rsaes_oaep_encrypt(example.key().public_key(), {}, example["Message"], seed) ==
          example["Encryption"]);
    CHECK(rsaes_oaep_decrypt(example.key(), {}, example["Encryption"], g_random) ==
          Secret(ByteView(example["Message"])));
  });
}

TEST_CASE("OAEP opens ciphertexts made with every pair of digests") {
  const std::string names[] = {"sha1", "sha224", "sha256", "sha384", "sha512"};
  std::size_t files = 0;
  for (const std::string& mask : names) {
    for (const std::string& hash : names) {
      if (mask == "sha1" && hash == "sha1") continue;
      const OaepParameters parameters{digest_algorithm(hash), digest_algorithm(mask), {}};
      const std::string file = "oaep-custom/oaep-" + mask + "-" + hash + ".txt";
      const auto path = tests::cryptography_vectors(kFolder + file);
      if (!path) return tests::skip("python3-cryptography-vectors is not installed");
      ++files;
      const auto examples = tests::read_rsa_labs(*path, "Encryption");
      CHECK(examples.size() >= 6);
      for (const auto& example : examples) {
        INFO(file);
        tests::count_vector();
        CHECK(rsaes_oaep_decrypt(example.key(), parameters, example["Encryption"], g_random) ==
              Secret(ByteView(example["Message"])));
      }
    }
  }
  CHECK(files == 24);
}

TEST_CASE("RSA Laboratories' intermediate values of OAEP are those of the steps") {
  const auto path = tests::cryptography_vectors(kFolder + "pkcs-1v2-1d2-vec/oaep-int.txt");
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  const auto example = tests::read_rsa_labs(*path, "m = m2 + q*h (= EM)").at(0);
  const Bytes& db = example["DB = pHash || Padding || M"];
  const Bytes& masked_db = example["maskedDB = DB xor dbMask"];
  CHECK(digest(DigestAlgorithm::sha1, {}) == example["pHash = Hash(encoding parameters)"]);
  CHECK(mgf1(DigestAlgorithm::sha1, example["seed"], db.size()) ==
        Secret(ByteView(example["dbMask = MGF(seed, length(DB))"])));
  CHECK(mgf1(DigestAlgorithm::sha1, masked_db, 20) ==
        Secret(ByteView(example["seedMask = MGF(maskedDB, length(seed))"])));
  tests::ScriptedRandom seed(example["seed"]);
  const Secret em = eme_oaep_encode({}, example["Message to be encrypted"], 128, seed);
  const Bytes zero(1);
  CHECK(em == Secret(concatenate({zero, example["EM = maskedSeed || maskedDB"]})));
  const RsaPublicKey key{example.number("Modulus"), example.number("Public exponent")};
  CHECK(rsaep(key, os2ip(em.view())) == example.number("Ciphertext, the RSA encryption of EM"));
}

TEST_CASE("RSA Laboratories' intermediate values of RSADP are those of its form with primes") {
  const auto path = tests::cryptography_vectors(kFolder + "pkcs-1v2-1d2-vec/oaep-int.txt");
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  auto example = tests::read_rsa_labs(*path, "m = m2 + q*h (= EM)").at(0);
  example.values["Exponent"] = example["Private exponent"];
  const RsaPrivateKey key = example.key();
  CHECK_NOTHROW(check_private_key(key));
  const Integer c = example.number("c, the ciphertext"), m = example.number("m = m2 + q*h (= EM)");
  CHECK(private_power(key, c) == m);
  CHECK(rsadp(key, c, g_random) == m);
  const RsaPrivateKey derived = RsaPrivateKey::from_primes(key.p.value(), key.q.value(), key.e);
  CHECK(derived.dP.value() == key.dP.value());
  CHECK(derived.dQ.value() == key.dQ.value());
  CHECK(derived.qInv.value() == key.qInv.value());
}

TEST_CASE("RSA Laboratories' intermediate values of PSS are those of the steps") {
  const auto path = tests::cryptography_vectors(kFolder + "pkcs-1v2-1d2-vec/pss-int.txt");
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  const auto examples = tests::read_rsa_labs(*path, "EM = maskedDB || hash || bc");
  REQUIRE(examples.size() == 1);
  const auto& example = examples[0];
  CHECK(digest(DigestAlgorithm::sha1, example["Message to be signed"]) == example["Message hash"]);
  CHECK(emsa_pss_encode({}, example["Message hash"], example["salt"], 1023) ==
        example["EM = maskedDB || hash || bc"]);
}
