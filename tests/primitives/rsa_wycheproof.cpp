// Wycheproof's files for RSA: signatures and ciphertexts made to be accepted by mistake.
#include <string>

#include "primitives/error.hpp"
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;
using nlohmann::json;

namespace {

tests::TestRandom g_random(3);

Bytes hex(const json& object, const char* name) {
  return from_hex(object.at(name).get<std::string>());
}

// "SHA-256" as sha256.
DigestAlgorithm hash_of(const json& group, const char* name = "sha") {
  std::string text = group.at(name);
  return digest_algorithm("sha" + text.substr(4));
}

RsaPublicKey public_key(const json& key) {
  return {os2ip(hex(key, "modulus")), os2ip(hex(key, "publicExponent"))};
}

RsaPrivateKey private_key(const json& key) {
  const auto secret = [&](const char* name) {
    return key.contains(name) ? SecretInteger(os2ip(hex(key, name))) : SecretInteger();
  };
  RsaPrivateKey made{os2ip(hex(key, "modulus")), os2ip(hex(key, "publicExponent")),
                     secret("privateExponent"),  secret("prime1"),
                     secret("prime2"),           secret("exponent1"),
                     secret("exponent2"),        secret("coefficient")};
  check_private_key(made);
  return made;
}

// Calls `check` with every group and test of a file, on every implementation of the powers.
template <typename Check>
void for_each(const std::string& file, std::size_t count, Check check) {
  const auto path = tests::shared_data("wycheproof/" + file);
  if (!path) return tests::skip("Wycheproof's files are not there");
  const json data = tests::read_json(*path);
  CHECK(data["numberOfTests"] == count);
  tests::on_every_implementation("modexp", [&] {
    for (const json& group : data["testGroups"]) {
      for (const json& test : group["tests"]) {
        INFO(file << " " << test["tcId"] << " " << test["comment"]);
        tests::count_vector();
        check(group, test);
      }
    }
  });
}

// What decryption gives, or nothing where it fails in the one way that it may.
template <typename Decrypt>
std::optional<Secret> opened(Decrypt decrypt) {
  try {
    return decrypt();
  } catch (const Error& error) {
    const bool expected = error.kind() == ErrorKind::decryption_failed ||
                          error.kind() == ErrorKind::invalid_argument;  // length or range: public
    CHECK(expected);
    return std::nullopt;
  }
}

void check_pkcs1_signature(const json& group, const json& test) {
  const DigestAlgorithm hash = hash_of(group);
  // The one acceptable case, a DigestInfo without NULL, is refused: RFC 8017, 9.2, compares.
  CHECK(rsassa_pkcs1_v1_5_verify(public_key(group["publicKey"]), hash,
                                 digest(hash, hex(test, "msg")),
                                 hex(test, "sig")) == (test["result"] == "valid"));
}

void check_pss_signature(const json& group, const json& test) {
  const PssOptions options{hash_of(group), hash_of(group, "mgfSha"), group["sLen"]};
  CHECK(rsassa_pss_verify(public_key(group["publicKey"]), options,
                          digest(options.hash, hex(test, "msg")),
                          hex(test, "sig")) == (test["result"] == "valid"));
}

void check_oaep(const json& group, const json& test) {
  const OaepParameters parameters{hash_of(group), hash_of(group, "mgfSha"), hex(test, "label")};
  const RsaPrivateKey key = private_key(group["privateKey"]);
  const auto message =
      opened([&] { return rsaes_oaep_decrypt(key, parameters, hex(test, "ct"), g_random); });
  CHECK(message.has_value() == (test["result"] == "valid"));
  if (message) CHECK(*message == Secret(hex(test, "msg")));
}

void check_pkcs1_ciphertext(const json& group, const json& test) {
  const RsaPrivateKey key = private_key(group["privateKey"]);
  const Bytes ciphertext = hex(test, "ct");
  const auto message = opened([&] { return rsaes_pkcs1_v1_5_decrypt(key, ciphertext, g_random); });
  CHECK(message.has_value() == (test["result"] == "valid"));
  if (message) CHECK(*message == Secret(hex(test, "msg")));
  // The form that is no oracle: the message where it has the expected size, else random octets.
  const auto chosen = opened([&] {
    return rsaes_pkcs1_v1_5_decrypt_or_random(key, ciphertext, message ? message->size() : 24,
                                              g_random);
  });
  if (message) {
    CHECK(chosen == message);
  } else if (ciphertext.size() == key.size()) {
    CHECK(chosen->size() == 24);
  } else {
    CHECK_FALSE(chosen.has_value());
  }
}

}  // namespace

TEST_CASE("Wycheproof: PKCS #1 v1.5 signatures are judged as the files have it") {
  for_each("rsa_signature_2048_sha224_test.json", 258, check_pkcs1_signature);
  for_each("rsa_signature_2048_sha256_test.json", 259, check_pkcs1_signature);
  for_each("rsa_signature_2048_sha384_test.json", 258, check_pkcs1_signature);
  for_each("rsa_signature_2048_sha512_test.json", 259, check_pkcs1_signature);
}

TEST_CASE("Wycheproof: PKCS #1 v1.5 signatures are made again") {
  for_each("rsa_pkcs1_2048_sig_gen_test.json", 43, [](const json& group, const json& test) {
    const DigestAlgorithm hash = hash_of(group);
    CHECK(rsassa_pkcs1_v1_5_sign(private_key(group["privateKey"]), hash,
                                 digest(hash, hex(test, "msg")), g_random) == hex(test, "sig"));
  });
}

TEST_CASE("Wycheproof: PSS signatures are judged as the files have it") {
  for_each("rsa_pss_2048_sha1_mgf1_20_test.json", 88, check_pss_signature);
  for_each("rsa_pss_2048_sha256_mgf1_32_test.json", 108, check_pss_signature);
  for_each("rsa_pss_2048_sha256_mgf1_32_params_test.json", 108, check_pss_signature);
}

TEST_CASE("Wycheproof: OAEP ciphertexts are opened or refused as the files have it") {
  for_each("rsa_oaep_2048_sha1_mgf1sha1_test.json", 36, check_oaep);
  for_each("rsa_oaep_2048_sha256_mgf1sha256_test.json", 37, check_oaep);
  for_each("rsa_oaep_2048_sha512_mgf1sha1_test.json", 31, check_oaep);
}

TEST_CASE("Wycheproof: PKCS #1 v1.5 ciphertexts are opened or refused as the file has it") {
  for_each("rsa_pkcs1_2048_test.json", 67, check_pkcs1_ciphertext);
}
