// Password derivation against RFC 6070, RFC 7914, Wycheproof and OpenSSL's figures, and its bounds.
#include "primitives/password_kdf.hpp"

#include <functional>
#include <string>

#include "primitives/error.hpp"
#include "primitives/hmac.hpp"
#include "primitives/pkcs12_kdf.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

Bytes hex(const nlohmann::json& value) {
  return from_hex(value.get<std::string>());
}

std::optional<ErrorKind> refusal(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.kind();
  }
  return std::nullopt;
}

Secret derive(const std::string& type, DigestAlgorithm digest, const nlohmann::json& test) {
  const Bytes password = hex(test["password"]), salt = hex(test["salt"]);
  const auto iterations = test["iterationCount"].get<std::uint64_t>();
  const auto octets = test["dkLen"].get<std::size_t>();
  if (type == "Pbkdf1") return pbkdf1(digest, password, salt, iterations, octets);
  if (type == "Pkcs12Kdf") {
    const auto id = static_cast<Pkcs12Id>(test["id"].get<int>());
    return pkcs12_kdf(digest, id, password, salt, iterations, octets);
  }
  return pbkdf2(digest, password, salt, iterations, octets, 20'000'000);
}

// `most` leaves out what would take a slow implementation too long.
std::size_t check_group(const std::string& type, DigestAlgorithm digest,
                        const nlohmann::json& group, std::uint64_t most) {
  std::size_t count = 0;
  for (const auto& test : group["tests"]) {
    if (test["iterationCount"].get<std::uint64_t>() > most) continue;
    INFO(type << " " << to_string(digest) << " tcId " << test["tcId"]);
    tests::count_vector();
    CHECK(to_hex(derive(type, digest, test).view()) == test["dk"].get<std::string>());
    ++count;
  }
  return count;
}

void check_file(const std::string& name, std::uint64_t most = 100'000) {
  const auto file = tests::read_json(tests::vectors("primitives/" + name));
  for (const auto& group : file["testGroups"]) {
    const auto digest = digest_algorithm(group["digest"].get<std::string>());
    tests::on_every_implementation(tests::compression(digest), [&] {
      CHECK(check_group(group["type"].get<std::string>(), digest, group, most) > 0);
    });
  }
}

void check_wycheproof(DigestAlgorithm digest) {
  const std::string name = "wycheproof/pbkdf2_hmac" + std::string(to_string(digest)) + "_test.json";
  const auto file = tests::read_json(*tests::shared_data(name));
  tests::on_every_implementation(tests::compression(digest), [&] {
    for (const auto& group : file["testGroups"]) {
      CHECK(check_group("Pbkdf2", digest, group, 100'000) > 0);
    }
  });
}

}  // namespace

TEST_CASE("PBKDF2 gives the figures of RFC 6070 and RFC 7914, and OpenSSL's with other digests") {
  check_file("pbkdf2_sha1.json");
  check_file("pbkdf2_sha256.json");
  check_file("pbkdf2_other_digests.json");
}

TEST_CASE("PBKDF2 agrees with Wycheproof") {
  if (!tests::shared_data("wycheproof")) return tests::skip("no Wycheproof files");
  for (const auto digest :
       {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
    check_wycheproof(digest);
  }
}

TEST_CASE("PBKDF2 gives RFC 6070's figure of 16,777,216 iterations, with the bound raised") {
  const auto file = tests::read_json(tests::vectors("primitives/pbkdf2_sha1.json"));
  const auto& test = file["testGroups"][0]["tests"][3];
  REQUIRE(test["iterationCount"] == 16'777'216);
  CHECK(to_hex(derive("Pbkdf2", DigestAlgorithm::sha1, test).view()) ==
        test["dk"].get<std::string>());
  CHECK(refusal([&] {
          pbkdf2(DigestAlgorithm::sha1, hex(test["password"]), hex(test["salt"]), 16'777'216, 20);
        }) == ErrorKind::limit_exceeded);
}

TEST_CASE("a block of PBKDF2 is the exclusive or of chained HMACs") {
  const Bytes password = to_bytes("password"), salt = to_bytes("salt"), index = {0, 0, 0, 2};
  for (const auto prf : tests::kDigests) {
    const Bytes u_1 = hmac(prf, password, concatenate({salt, index}));
    const Bytes u_2 = hmac(prf, password, u_1), u_3 = hmac(prf, password, u_2);
    const Bytes sum = exclusive_or(exclusive_or(u_1, u_2), u_3);
    CHECK(equal(pbkdf2_block(prf, password, salt, 3, 2).view(), sum));
    const Secret key = pbkdf2(prf, password, salt, 3, 2 * sum.size());
    CHECK(equal(key.view().last(sum.size()), sum));
  }
}

TEST_CASE("PBKDF1 gives OpenSSL's figures") {
  check_file("pbkdf1.json");
}

TEST_CASE("PKCS #12's derivation gives OpenSSL's figures") {
  check_file("pkcs12_kdf.json");
}

TEST_CASE("the steps of PKCS #12's derivation compose to it") {
  const Secret password = pkcs12_password("queeg");
  const Bytes salt = from_hex("05dec959acff72f7");
  for (const auto hash : tests::kDigests) {
    const Bytes D = pkcs12_diversifier(hash, Pkcs12Id::iv);
    Secret I = pkcs12_input(hash, password.view(), salt);
    CHECK(I.size() == 2 * digest_block_size(hash));
    const Secret A_1 = pkcs12_block(hash, D, I.view(), 3);
    pkcs12_advance(hash, I.writable(), A_1.view());
    const Secret A_2 = pkcs12_block(hash, D, I.view(), 3);
    CHECK(equal(pkcs12_kdf(hash, Pkcs12Id::iv, password.view(), salt, 3, 2 * A_1.size()).view(),
                concatenate({A_1.view(), A_2.view()})));
    CHECK(refusal([&] { pkcs12_advance(hash, I.writable(), {}); }) == ErrorKind::invalid_argument);
    CHECK(pkcs12_input(hash, {}, salt).size() == digest_block_size(hash));
  }
}

TEST_CASE("PKCS #12 adds modulo the size of a block") {
  Bytes all_ones(128, 0xff);
  const Bytes zeros(16), ones(16, 0xff);
  pkcs12_advance(DigestAlgorithm::md5, all_ones, zeros);
  CHECK(all_ones == Bytes(128));
  pkcs12_advance(DigestAlgorithm::md5, all_ones, ones);
  CHECK(all_ones == Bytes(128));
}

TEST_CASE("a password becomes UTF-16 with two zero octets behind") {
  const auto as_hex = [](std::string_view text) { return to_hex(pkcs12_password(text).view()); };
  CHECK(as_hex("") == "0000");
  CHECK(as_hex("smeg") == "0073006d006500670000");
  CHECK(as_hex("\xc3\xa9\xe2\x82\xac") == "00e920ac0000");
  CHECK(as_hex("\xf0\x9f\x94\x91") == "d83ddd110000");
  CHECK(as_hex("\xf4\x8f\xbf\xbf") == "dbffdfff0000");
}

TEST_CASE("a password that is not UTF-8 is taken octet by octet") {
  for (const std::string text : {"caf\xe9", "\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\xaf",
                                 "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xff"}) {
    std::string expected;
    for (const char octet : text) expected += "00" + to_hex(bytes_of({&octet, 1}));
    CHECK(to_hex(pkcs12_password(text).view()) == expected + "0000");
  }
}

TEST_CASE("password derivation refuses no iterations, too many, and too long a key") {
  const Bytes p = to_bytes("p"), s = to_bytes("s");
  const auto sha1 = DigestAlgorithm::sha1;
  const auto with = [&](std::uint64_t iterations, std::uint64_t most) {
    const auto first = refusal([&] { pbkdf1(sha1, p, s, iterations, 8, most); });
    CHECK(refusal([&] { pbkdf2(sha1, p, s, iterations, 8, most); }) == first);
    CHECK(refusal([&] { pkcs12_kdf(sha1, Pkcs12Id::key, p, s, iterations, 8, most); }) == first);
    return first;
  };
  CHECK(with(0, kMostIterations) == ErrorKind::invalid_argument);
  CHECK(with(kMostIterations + 1, kMostIterations) == ErrorKind::limit_exceeded);
  CHECK(with(6, 5) == ErrorKind::limit_exceeded);
  CHECK(with(5, 5) == std::nullopt);
  CHECK(refusal([&] { pbkdf1(sha1, p, s, 1, 21); }) == ErrorKind::invalid_argument);
  CHECK(refusal([&] { pbkdf2(sha1, p, s, 1, std::size_t{20} * 0xffffffff + 1); }) ==
        ErrorKind::invalid_argument);
}
