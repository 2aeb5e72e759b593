// What RSA refuses, and which rule it names: keys, representatives, lengths, faults.
#include <functional>

#include "primitives/error.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "primitives/rsa_keygen.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

tests::TestRandom g_random(8);

const RsaPrivateKey& key() {
  static const RsaPrivateKey made = generate_rsa_key(1024, 65537, g_random);
  return made;
}

// The kind and the section of what is thrown; nothing thrown is an error of the test.
struct Refusal {
  ErrorKind kind;
  std::string standard;
  bool operator==(const Refusal&) const = default;
};

Refusal refusal(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK_FALSE(error.found().empty());
    CHECK_FALSE(error.rule().empty());
    return {error.kind(), error.standard()};
  }
  FAIL("nothing was refused");
  return {};
}

const Refusal kBadPublicKey{ErrorKind::invalid_key, "RFC 8017, 3.1"};
const Refusal kBadPrivateKey{ErrorKind::invalid_key, "RFC 8017, 3.2"};

Refusal argument(const char* standard) {
  return {ErrorKind::invalid_argument, standard};
}

}  // namespace

TEST_CASE("public keys that break a rule are refused, by the check and by every operation") {
  const Integer& n = key().n;
  const RsaPublicKey bad[] = {{n + 1, 3},
                              {n, 0},
                              {n, 1},
                              {n, -3},
                              {n, 4},
                              {n, (Integer(1) << 64) + 1},
                              {0, 3},
                              {-n, 3},
                              {35, 3},
                              {(Integer(1) << 510) + 1, 3},
                              {(Integer(1) << 16384) + 1, 3}};
  for (const RsaPublicKey& half : bad) {
    INFO(half.n << " " << half.e);
    CHECK(refusal([&] { check_public_key(half); }) == kBadPublicKey);
    CHECK(refusal([&] { rsaep(half, 1); }) == kBadPublicKey);
    CHECK(refusal([&] { rsavp1(half, 1); }) == kBadPublicKey);
    RsaPrivateKey whole = key();
    whole.n = half.n;
    whole.e = half.e;
    CHECK(refusal([&] { rsadp(whole, 1, g_random); }) == kBadPublicKey);
    CHECK(refusal([&] { rsasp1(whole, 1, g_random); }) == kBadPublicKey);
    CHECK(refusal([&] { check_private_key(whole); }) == kBadPublicKey);
  }
}

TEST_CASE("public keys at the limits are taken") {
  CHECK_NOTHROW(check_public_key({key().n, 3}));
  CHECK_NOTHROW(check_public_key({key().n, (Integer(1) << 64) - 1}));
  CHECK_NOTHROW(check_public_key({(Integer(1) << 511) + 1, 3}));
  CHECK_NOTHROW(check_public_key({(Integer(1) << 16384) - 1, 3}));
}

TEST_CASE("private keys whose parts do not fit are refused") {
  const auto changed = [](const std::function<void(RsaPrivateKey&)>& change) {
    RsaPrivateKey bad = key();
    change(bad);
    return refusal([&] { check_private_key(bad); });
  };
  const auto plus = [](SecretInteger& part, int by) { part = SecretInteger(part.value() + by); };
  CHECK_NOTHROW(check_private_key(key()));
  CHECK(changed([](auto& k) { k.d = SecretInteger(0); }) == kBadPrivateKey);
  CHECK(changed([](auto& k) { k.d = SecretInteger(k.n); }) == kBadPrivateKey);
  CHECK(changed([&](auto& k) { plus(k.d, 2); }) == kBadPrivateKey);
  CHECK(changed([&](auto& k) { plus(k.p, 2); }) == kBadPrivateKey);
  CHECK(changed([](auto& k) { k.q = SecretInteger(0); }) == kBadPrivateKey);
  CHECK(changed([](auto& k) { k.p = SecretInteger(1), k.q = SecretInteger(k.n); }) ==
        kBadPrivateKey);
  CHECK(changed([](auto& k) {
          k.p = SecretInteger(-k.p.value()), k.q = SecretInteger(-k.q.value());
        }) == kBadPrivateKey);
  CHECK(changed([&](auto& k) { plus(k.dP, 2); }) == kBadPrivateKey);
  CHECK(changed([&](auto& k) { plus(k.dQ, 2); }) == kBadPrivateKey);
  CHECK(changed([&](auto& k) { plus(k.qInv, 1); }) == kBadPrivateKey);
  CHECK(changed([](auto& k) { k.qInv = SecretInteger(k.qInv.value() + k.p.value()); }) ==
        kBadPrivateKey);
}

TEST_CASE("a private operation with parts that nobody checked ends in an error, not in a result") {
  const auto operation = [](const std::function<void(RsaPrivateKey&)>& change) {
    RsaPrivateKey bad = key();
    change(bad);
    return refusal([&] { rsasp1(bad, 12345, g_random); }).kind;
  };
  for (SecretInteger RsaPrivateKey::*part :
       {&RsaPrivateKey::p, &RsaPrivateKey::q, &RsaPrivateKey::dP, &RsaPrivateKey::dQ,
        &RsaPrivateKey::qInv}) {
    for (const Integer& value :
         {Integer(1), Integer(2), Integer(3), Integer(-5), Integer(key().n), Integer(1) << 5000}) {
      const ErrorKind kind = operation([&](auto& k) { k.*part = SecretInteger(value); });
      const bool known = kind == ErrorKind::invalid_argument || kind == ErrorKind::invalid_key;
      CHECK(known);
    }
  }
  // A fault in one half: the result is withheld, since it would give the primes away.
  CHECK(operation([](auto& k) { k.dP = SecretInteger(k.dP.value() ^ 4); }) ==
        ErrorKind::invalid_key);
}

TEST_CASE("representatives out of range are refused") {
  const RsaPublicKey half = key().public_key();
  for (const Integer& x : {Integer(-1), key().n, Integer(key().n + 1)}) {
    CHECK(refusal([&] { rsaep(half, x); }) == argument("RFC 8017, 5.1.1, step 1"));
    CHECK(refusal([&] { rsadp(key(), x, g_random); }) == argument("RFC 8017, 5.1.2, step 1"));
    CHECK(refusal([&] { rsasp1(key(), x, g_random); }) == argument("RFC 8017, 5.2.1, step 1"));
    CHECK(refusal([&] { rsavp1(half, x); }) == argument("RFC 8017, 5.2.2, step 1"));
  }
  CHECK(rsadp(key(), 0, g_random) == 0);
  CHECK(rsadp(key(), key().n - 1, g_random) == key().n - 1);
}

TEST_CASE("messages, digests and salts that do not fit the modulus are refused") {
  const RsaPublicKey half = key().public_key();
  const DigestAlgorithm sha512 = DigestAlgorithm::sha512;
  CHECK_NOTHROW(rsaes_pkcs1_v1_5_encrypt(half, Bytes(117), g_random));
  CHECK(refusal([&] { rsaes_pkcs1_v1_5_encrypt(half, Bytes(118), g_random); }) ==
        argument("RFC 8017, 7.2.1, step 1"));
  CHECK_NOTHROW(rsaes_oaep_encrypt(half, {}, Bytes(86), g_random));
  CHECK(refusal([&] { rsaes_oaep_encrypt(half, {}, Bytes(87), g_random); }) ==
        argument("RFC 8017, 7.1.1, step 1"));
  CHECK(refusal([&] {
          rsaes_oaep_encrypt(half, {sha512, sha512, {}}, {}, g_random);
        }) == argument("RFC 8017, 7.1.1, step 1"));
  CHECK(refusal([&] { emsa_pkcs1_v1_5_encode(sha512, Bytes(20), 128); }) ==
        argument("RFC 8017, 9.2, step 1"));
  CHECK(refusal([&] { emsa_pkcs1_v1_5_encode(sha512, Bytes(64), 93); }) ==
        argument("RFC 8017, 9.2, step 3"));
  CHECK_NOTHROW(emsa_pkcs1_v1_5_encode(sha512, Bytes(64), 94));
  CHECK(refusal([&] { emsa_pss_encode({}, Bytes(19), {}, 1023); }) ==
        argument("RFC 8017, 9.1.1, step 2"));
  CHECK(refusal([&] {
          rsassa_pss_sign(key(), {sha512, sha512, 63}, Bytes(64), g_random);
        }) == argument("RFC 8017, 9.1.1, step 3"));
  CHECK_NOTHROW(rsassa_pss_sign(key(), {sha512, sha512, 62}, Bytes(64), g_random));
}

TEST_CASE("ciphertexts of another length are refused, and short encoded messages") {
  for (std::size_t size : {0U, 127U, 129U}) {
    CHECK(refusal([&] { rsaes_pkcs1_v1_5_decrypt(key(), Bytes(size), g_random); }) ==
          argument("RFC 8017, 7.2.2, step 1"));
    CHECK(refusal([&] { rsaes_pkcs1_v1_5_decrypt_or_random(key(), Bytes(size), 16, g_random); }) ==
          argument("RFC 8017, 7.2.2, step 1"));
    CHECK(refusal([&] { rsaes_oaep_decrypt(key(), {}, Bytes(size), g_random); }) ==
          argument("RFC 8017, 7.1.2, step 1"));
  }
  CHECK(refusal([&] { rsaes_pkcs1_v1_5_decrypt_or_random(key(), Bytes(128), 118, g_random); }) ==
        argument("RFC 8017, 7.2.1, step 1"));
  CHECK(refusal([] { eme_pkcs1_v1_5_decode_ct(Bytes(10)); }).kind == ErrorKind::invalid_argument);
  CHECK(refusal([] { message_or_fallback_ct(Bytes(30), Secret(20)); }).kind ==
        ErrorKind::invalid_argument);
  CHECK(refusal([] { eme_oaep_decode_ct({}, Bytes(41)); }).kind == ErrorKind::invalid_argument);
}

TEST_CASE("each rule of the v1.5 padding is kept, at its first and last octet") {
  const auto valid = [](const std::function<void(Bytes&)>& change) {
    Bytes em(64, 0x55);
    em[0] = 0, em[1] = 2, em[10] = 0;
    change(em);
    return eme_pkcs1_v1_5_decode_ct(em).valid != 0;
  };
  CHECK(valid([](Bytes&) {}));
  CHECK(valid([](Bytes& em) { em[10] = 1, em[63] = 0; }));
  CHECK_FALSE(valid([](Bytes& em) { em[0] = 1; }));
  CHECK_FALSE(valid([](Bytes& em) { em[1] = 1; }));
  CHECK_FALSE(valid([](Bytes& em) { em[10] = 1; }));
  for (std::size_t i = 2; i < 10; ++i) CHECK_FALSE(valid([&](Bytes& em) { em[i] = 0; }));
}

TEST_CASE("signatures of another length or out of range verify as false") {
  const RsaPublicKey half = key().public_key();
  const Bytes hash(32, 7);
  const Bytes s = rsassa_pkcs1_v1_5_sign(key(), DigestAlgorithm::sha256, hash, g_random);
  const auto verifies = [&](const Bytes& signature) {
    return rsassa_pkcs1_v1_5_verify(half, DigestAlgorithm::sha256, hash, signature) ||
           rsassa_pss_verify(half, {}, hash, signature);
  };
  const Bytes zero(1);
  CHECK(verifies(s));
  CHECK_FALSE(verifies(concatenate({zero, s})));
  CHECK_FALSE(verifies(Bytes(s.begin() + 1, s.end())));
  CHECK_FALSE(verifies(i2osp(os2ip(s) + key().n, 129)));
  CHECK_FALSE(verifies(i2osp(key().n, 128)));
  CHECK_FALSE(verifies({}));
  // A digest of another size, and one that does not fit a short modulus, match no signature.
  CHECK_FALSE(rsassa_pkcs1_v1_5_verify(half, DigestAlgorithm::sha512, hash, s));
  const RsaPublicKey tiny{(Integer(1) << 511) + 1, 3};
  CHECK_FALSE(rsassa_pkcs1_v1_5_verify(tiny, DigestAlgorithm::sha512, Bytes(64), Bytes(64)));
  CHECK_FALSE(rsassa_pss_verify(tiny, {DigestAlgorithm::sha512, DigestAlgorithm::sha512, 64},
                                Bytes(64), Bytes(64)));
}

TEST_CASE("DigestInfo begins as RFC 8017 prints it") {
  const auto data = tests::read_json(tests::vectors("primitives/digest_info.json"));
  const auto& group = data["testGroups"][0];
  CHECK(group["tests"].size() == 6);
  for (const auto& test : group["tests"]) {
    const DigestAlgorithm algorithm = digest_algorithm(test["sha"].get<std::string>());
    CHECK(to_hex(digest_info_prefix(algorithm)) == test["prefix"].get<std::string>());
  }
}
