// DSA: RFC 6979's signatures with their k, NIST's CAVP files, and what is refused.
#include "primitives/dsa_signing.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/prime.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cavp.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

tests::TestRandom g_random(4);

Integer number(const nlohmann::json& object, const char* name) {
  return os2ip(from_hex(object.at(name).get<std::string>()));
}

DsaPrivateKey key_of(const nlohmann::json& group) {
  return {{number(group, "p"), number(group, "q"), number(group, "g")},
          SecretInteger(number(group, "x")),
          number(group, "y")};
}

const DsaPrivateKey& some_key() {
  static const nlohmann::json data = tests::read_json(tests::vectors("primitives/dsa.json"));
  static const DsaPrivateKey key = key_of(data["testGroups"][0]);
  return key;
}

// Calls `check` with every record of a file that has `wanted`, with what stood before it and still
// holds.
template <typename Check>
void for_each(const std::string& file, const std::string& wanted, std::size_t count, Check check) {
  const auto path = tests::cryptography_vectors("asymmetric/DSA/" + file);
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  tests::CavpRecord known;
  std::size_t seen = 0;
  for (const auto& record : tests::read_cavp(*path)) {
    known.headings = record.headings;
    for (const auto& [name, value] : record.values) known.values[name] = value;
    if (!record.has(wanted)) continue;
    ++seen;
    check(known);
  }
  CHECK(seen == count);
}

DsaParameters parameters_of(const tests::CavpRecord& record) {
  return {os2ip(record.hex("P")), os2ip(record.hex("Q")), os2ip(record.hex("G"))};
}

// `[mod = L=2048, N=256, SHA-384]`; the older files are all of SHA-1.
Bytes digest_of(const tests::CavpRecord& record) {
  const std::string heading = record.headings.at("mod");
  const auto at = heading.find("SHA-");
  const std::string size = at == std::string::npos ? "1" : heading.substr(at + 4);
  return digest(digest_algorithm("sha" + size), record.hex("Msg"));
}

DsaSignature signature_of(const tests::CavpRecord& record) {
  return {os2ip(record.hex("R")), os2ip(record.hex("S"))};
}

void check_signing(const tests::CavpRecord& record) {
  const DsaPrivateKey key{parameters_of(record), SecretInteger(os2ip(record.hex("X"))),
                          os2ip(record.hex("Y"))};
  CHECK(dsa_sign_with(key, digest_of(record), SecretInteger(os2ip(record.hex("K")))) ==
        signature_of(record));
  CHECK(dsa_verify(key.public_key(), digest_of(record), signature_of(record)));
}

void check_verdict(const tests::CavpRecord& record) {
  INFO(record.values.at("Result"));
  tests::count_vector();
  CHECK(dsa_verify({parameters_of(record), os2ip(record.hex("Y"))}, digest_of(record),
                   signature_of(record)) == record.values.at("Result").starts_with("P"));
}

ErrorKind kind_of(const DsaPublicKey& key) {
  try {
    check_dsa_key(key);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::not_found;
}

}  // namespace

TEST_CASE("DSA signs as RFC 6979 prints it, on every implementation of the powers") {
  const nlohmann::json data = tests::read_json(tests::vectors("primitives/dsa.json"));
  tests::on_every_implementation("modexp", [&] {
    for (const auto& group : data["testGroups"]) {
      const DsaPrivateKey key = key_of(group);
      for (const auto& test : group["tests"]) {
        INFO(test["comment"]);
        tests::count_vector();
        const Bytes hash = digest(digest_algorithm(test["sha"].get<std::string>()),
                                  from_hex(test["msg"].get<std::string>()));
        const DsaSignature expected{number(test, "r"), number(test, "s")};
        CHECK(dsa_sign_with(key, hash, SecretInteger(number(test, "k"))) == expected);
        CHECK(dsa_verify(key.public_key(), hash, expected));
      }
    }
  });
}

TEST_CASE("CAVP: DSA signatures are made again with their k") {
  for_each("FIPS_186-2/SigGen.txt", "S", 15, check_signing);
  for_each("FIPS_186-3/SigGen.txt", "S", 300, check_signing);
}

TEST_CASE("CAVP: DSA signatures are judged as the files have it") {
  for_each("FIPS_186-2/SigVer.rsp", "S", 15, check_verdict);
  for_each("FIPS_186-3/SigVer.rsp", "S", 300, check_verdict);
}

TEST_CASE("CAVP: DSA parameters are judged by their primes and their g") {
  // Rules of generation, such as a seed that does not lead to q, are not this check's.
  for_each("FIPS_186-2/PQGVer.rsp", "Result", 5, [&](const auto& record) {
    const std::string result = record.values.at("Result");
    INFO(result);
    const bool good = result.starts_with("P") || result.find("Seed") != std::string::npos;
    if (good) CHECK_NOTHROW(check_dsa_primes(parameters_of(record), g_random));
    if (!good) CHECK_THROWS_AS(check_dsa_primes(parameters_of(record), g_random), Error);
  });
}

TEST_CASE("CAVP: DSA primes and generators are judged as the file has it") {
  const auto path = tests::cryptography_vectors("asymmetric/DSA/FIPS_186-3/PQGVer.rsp");
  if (!path) return tests::skip("python3-cryptography-vectors is not installed");
  std::size_t judged = 0, modified = 0;
  for (const auto& record : tests::read_cavp(*path)) {
    if (!record.has("Result")) continue;
    const std::string result = record.values.at("Result");
    const bool good = result.starts_with("P");
    const Integer p = os2ip(record.hex("P")), q = os2ip(record.hex("Q"));
    INFO(result);
    ++judged;
    if (record.has("G") && good) CHECK_NOTHROW(check_dsa_parameters(parameters_of(record)));
    if (record.has("G") && !good) {
      ++modified;
      CHECK_THROWS_AS(check_dsa_parameters(parameters_of(record)), Error);
    }
    if (good) CHECK(miller_rabin(p, 3, g_random));
    if (good) CHECK(miller_rabin(q, 3, g_random));
    if (result.find("P not prime") != std::string::npos) CHECK_FALSE(miller_rabin(p, 3, g_random));
    if (result.find("Q doesn't div") != std::string::npos) CHECK((p - 1) % q != 0);
  }
  CHECK(judged == 300);
  CHECK(modified >= 60);
}

TEST_CASE("DSA verifies what it signs, and nothing else") {
  const Bytes hash = digest(DigestAlgorithm::sha256, bytes_of("message"));
  for (int i = 0; i < 5; ++i) {
    DsaSignature signature = dsa_sign(some_key(), hash, g_random);
    CHECK(dsa_verify(some_key().public_key(), hash, signature));
    CHECK_FALSE(dsa_verify(some_key().public_key(), Bytes(32), signature));
    const Integer& q = some_key().parameters.q;
    for (const DsaSignature& wrong :
         {DsaSignature{0, signature.s}, DsaSignature{signature.r, 0}, DsaSignature{q, signature.s},
          DsaSignature{signature.r, q}, DsaSignature{-signature.r, signature.s},
          DsaSignature{signature.r + q, signature.s}}) {
      CHECK_FALSE(dsa_verify(some_key().public_key(), hash, wrong));
    }
  }
}

TEST_CASE("DSA draws k in [1, q - 1] from the bits of FIPS 186-4, B.2.1") {
  const DsaParameters& parameters = some_key().parameters;
  for (const std::uint8_t octet : Bytes{0x00, 0x01, 0x80, 0xff}) {
    tests::ScriptedRandom script(Bytes(28, octet));
    const Integer k = draw_k(parameters, script).value();
    CHECK(script.used_up());
    CHECK(k == os2ip(Bytes(28, octet)) % (parameters.q - 1) + 1);
  }
}

TEST_CASE("DSA keys that break a rule are refused by kind") {
  const DsaPublicKey good = some_key().public_key();
  const auto changed = [&](auto change) {
    DsaPublicKey key = good;
    change(key);
    return kind_of(key);
  };
  CHECK(kind_of(good) == ErrorKind::not_found);
  CHECK(changed([](auto& key) { key.parameters.p = 0; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.p = -key.parameters.p; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.p += 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.p += 2; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.p <<= 2048; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.q = 0; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.q -= 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.q <<= 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.g = 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.g = key.parameters.p; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.parameters.g += 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.y = 1; }) == ErrorKind::invalid_key);
  CHECK(changed([](auto& key) { key.y = key.parameters.p; }) == ErrorKind::invalid_key);
  DsaPrivateKey wide = some_key();
  wide.x = SecretInteger(wide.parameters.q);
  CHECK_THROWS_AS(dsa_sign(wide, Bytes(20), g_random), Error);
}
