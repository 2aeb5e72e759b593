// NIST's CAVP files for RSA: signatures made again with the given keys, and good and bad ones
// judged.
#include <string>

#include "primitives/error.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/prime.hpp"
#include "primitives/pss.hpp"
#include "primitives/rsa_private.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cavp.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

tests::TestRandom g_random(2);

// The signatures of a file, so many, each with what stood before it and still holds: n, e and d.
template <typename Check>
void for_each(const std::string& file, std::size_t count, Check check) {
  const auto path = tests::cryptography_vectors("asymmetric/RSA/" + file);
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  const auto records = tests::read_cavp(*path);
  tests::on_every_implementation("modexp", [&] {
    tests::CavpRecord known;
    std::size_t signatures = 0;
    for (const auto& record : records) {
      for (const auto& [name, value] : record.values) known.values[name] = value;
      if (!record.has("S")) continue;
      ++signatures;
      tests::count_vector();
      check(known);
    }
    CHECK(signatures == count);
  });
}

DigestAlgorithm hash_of(const tests::CavpRecord& record) {
  return digest_algorithm("sha" + record.values.at("SHAAlg").substr(3));
}

Bytes digest_of(const tests::CavpRecord& record) {
  return digest(hash_of(record), record.hex("Msg"));
}

RsaPublicKey public_key(const tests::CavpRecord& record) {
  return {os2ip(record.hex("n")), os2ip(record.hex("e"))};
}

RsaPrivateKey private_key(const tests::CavpRecord& record) {
  RsaPrivateKey key;
  key.n = os2ip(record.hex("n"));
  key.e = os2ip(record.hex("e"));
  key.d = SecretInteger(os2ip(record.hex("d")));
  return key;
}

bool verdict(const tests::CavpRecord& record) {
  return record.values.at("Result").starts_with("P");
}

}  // namespace

TEST_CASE("CAVP: SigGen15 signatures are made again from n, e and d") {
  for_each("FIPS_186-2/SigGen15_186-2.txt", 250, [&](const auto& record) {
    CHECK(rsassa_pkcs1_v1_5_sign(private_key(record), hash_of(record), digest_of(record),
                                 g_random) == record.hex("S"));
  });
}

TEST_CASE("CAVP: SigGenPSS signatures are made again with their salt") {
  for_each("FIPS_186-2/SigGenPSS_186-2.txt", 250, [&](const auto& record) {
    const RsaPrivateKey key = private_key(record);
    const DigestAlgorithm hash = hash_of(record);
    const Bytes salt = record.hex("SaltVal");
    const Bytes em =
        emsa_pss_encode({hash, hash, salt.size()}, digest_of(record), salt, bit_length(key.n) - 1);
    CHECK(i2osp(rsasp1(key, os2ip(em), g_random), key.size()) == record.hex("S"));
  });
}

TEST_CASE("CAVP: SigGen15 signatures verify") {
  for (const std::string file :
       {"FIPS_186-2/SigGen15_186-2.rsp", "FIPS_186-2/SigGen15_186-3.rsp"}) {
    for_each(file, 250, [&](const auto& record) {
      CHECK(rsassa_pkcs1_v1_5_verify(public_key(record), hash_of(record), digest_of(record),
                                     record.hex("S")));
    });
  }
}

TEST_CASE("CAVP: SigGenPSS signatures verify") {
  const auto check = [](std::size_t salt) {
    return [salt](const auto& record) {
      const DigestAlgorithm hash = hash_of(record);
      CHECK(rsassa_pss_verify(public_key(record), {hash, hash, salt}, digest_of(record),
                              record.hex("S")));
    };
  };
  for_each("FIPS_186-2/SigGenPSS_186-2.rsp", 250, check(20));
  for_each("FIPS_186-2/SigGenPSS_186-3.rsp", 250, check(0));
}

TEST_CASE("CAVP: SigVer15 signatures are judged as the file has it") {
  const auto check = [](const auto& record) {
    INFO(record.values.at("Result"));
    CHECK(rsassa_pkcs1_v1_5_verify(public_key(record), hash_of(record), digest_of(record),
                                   record.hex("S")) == verdict(record));
  };
  for_each("FIPS_186-2/SigVer15_186-3.rsp", 450, check);
  // Of its 150, two stand without an empty line between them and are read as one.
  for_each("SigVer15EMTest.txt", 149, check);
}

TEST_CASE("CAVP: SigVerPSS signatures are judged as the file has it") {
  for_each("FIPS_186-2/SigVerPSS_186-3.rsp", 450, [&](const auto& record) {
    INFO(record.values.at("Result"));
    const DigestAlgorithm hash = hash_of(record);
    CHECK(rsassa_pss_verify(public_key(record), {hash, hash, record.hex("SaltVal").size()},
                            digest_of(record), record.hex("S")) == verdict(record));
  });
}

TEST_CASE("CAVP: keys follow from their primes") {
  const auto path = tests::cryptography_vectors("asymmetric/RSA/FIPS_186-2/KeyGenRSA.rsp");
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  std::size_t count = 0;
  for (const auto& record : tests::read_cavp(*path)) {
    if (!record.has("p")) continue;
    ++count;
    const Integer p = os2ip(record.hex("p")), q = os2ip(record.hex("q"));
    CHECK(miller_rabin(p, miller_rabin_iterations(bit_length(p)), g_random));
    CHECK(miller_rabin(q, miller_rabin_iterations(bit_length(q)), g_random));
    const RsaPrivateKey key = RsaPrivateKey::from_primes(p, q, os2ip(record.hex("e")));
    CHECK(key.n == os2ip(record.hex("n")));
    CHECK(key.d.value() == os2ip(record.hex("d")));
    CHECK_NOTHROW(check_private_key(key));
  }
  CHECK(count >= 15);
}
