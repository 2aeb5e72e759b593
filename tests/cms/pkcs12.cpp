// PKCS #12: published files, our own in every class, and every refusal apart.
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "primitives/error.hpp"
#include "primitives/password_kdf.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/cms/pkcs12_support.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::cms;
using namespace smime::cms::pkcs12;
using namespace smime::tests;
using x509::Reason;

namespace {

void check_published(const nlohmann::json& test) {
  INFO("tcId " << test["tcId"] << ": " << test["comment"]);
  const Bytes pfx = primitives::from_hex(test["pfx"].get<std::string>());
  const auto reading = read_key_store(pfx, secret(test["password"].get<std::string>()));
  CHECK(reading.report.passed());
  std::vector<std::string> found;
  for (const auto& entry : reading.store.certificates) {
    found.push_back(entry.certificate.sha256_hex());
  }
  std::sort(found.begin(), found.end());
  CHECK(found == test["certificates"].get<std::vector<std::string>>());
  // Keys of kinds that are not implemented are told of, one by one.
  std::size_t keys = reading.store.keys.size();
  for (const x509::Check& check : reading.report.checks()) keys += check.rule == "key" ? 1 : 0;
  CHECK(keys == test["keys"].get<std::size_t>());
  CHECK(reading.store.keys.empty() == (test["flags"].size() == 1));
  CHECK(reasons_of(pfx, "another") == std::vector{Reason::wrong_password});
}

}  // namespace

TEST_CASE("published files hold what their documents say") {
  std::size_t run = 0;
  for (const char* name : {"cms/pkcs12.json", "cms/pkcs12_pbmac1.json"}) {
    const auto file = tests::read_json(tests::vectors(name));
    for (const auto& group : file["testGroups"]) {
      for (const auto& test : group["tests"]) {
        check_published(test);
        ++run;
      }
    }
  }
  CHECK(run == 5);
}

TEST_CASE("what is written in each class is read again, under every kind of password") {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    for (const std::string password :
         {"secret", "", "p\u00e4ssw\u00f6rt \u5bc6\u7801 \U0001f511", "a \xff that is no UTF-8"}) {
      INFO(to_string(kind) << ", '" << password << "'");
      const Bytes pfx = file_of(kind, password);
      const KeyStoreReading reading = read_key_store(pfx, secret(password));
      CHECK(reading.report.passed());
      const CmsCast& cast = CmsCast::get();
      const Identity own = reading.store.identity();
      CHECK(own.certificate == cast.katie.certificate);
      CHECK(own.key.public_key() == cast.katie.key.public_key());
      CHECK(reading.store.others(own.certificate) == std::vector{cast.diane.certificate});
      CHECK(reading.store.keys[0].name.friendly_name == "Katie \u2013 \u5bc6\u94a5");
      CHECK(reading.store.keys[0].name.local_key_id ==
            reading.store.certificates[0].name.local_key_id);
      CHECK(reading.privacy.size() == 2);
      CHECK(Pfx::decode(pfx).encode() == pfx);
      CHECK(reasons_of(pfx, "wrong") == std::vector{Reason::wrong_password});
    }
  }
}

TEST_CASE("each refusal has its own reason") {
  const Bytes pfx = file_of(KeyStoreClass::modern, "secret");
  SECTION("no integrity: what it holds is there all the same") {
    Pfx without = Pfx::decode(pfx);
    without.mac_data.reset();
    const auto reading = read_key_store(without.encode(), secret("secret"));
    CHECK(reading.report.reasons() == std::vector{Reason::no_integrity});
    CHECK(reading.store.keys.size() == 1);
    CHECK(reasons_of(without.encode(), "wrong") ==
          std::vector{Reason::no_integrity, Reason::wrong_password});
  }
  SECTION("changed: the password opens what is inside, the code does not fit") {
    Pfx changed = Pfx::decode(pfx);
    changed.mac_data->mac[3] ^= 1;
    const auto reading = read_key_store(changed.encode(), secret("secret"));
    CHECK(reading.report.reasons() == std::vector{Reason::malformed});
    CHECK(reading.store.keys.empty());
  }
  SECTION("a certificate that does not fit the key with its localKeyId") {
    const CmsCast& cast = CmsCast::get();
    KeyStore store = store_of_katie();
    store.certificates[0].certificate = cast.bob.certificate;
    TestRandom random(2);
    const Bytes mixed = write_key_store(store, secret("x"), KeyStoreClass::widest, random, 1);
    CHECK(reasons_of(mixed, "x") == std::vector{Reason::key_certificate_mismatch});
  }
  SECTION("no key inside") {
    KeyStore store = store_of_katie();
    store.keys.clear();
    TestRandom random(3);
    const Bytes keyless = write_key_store(store, secret("x"), KeyStoreClass::widest, random, 1);
    const auto reading = read_key_store(keyless, secret("x"));
    CHECK(reading.report.passed());
    CHECK_THROWS_AS(reading.store.identity(), Error);
  }
  SECTION("an algorithm that is not implemented") {
    Pfx other = Pfx::decode(pfx);
    other.mac_data->digest_algorithm.algorithm = ObjectIdentifier("1.2.840.113549.2.2");  // MD2
    CHECK(error_of(other.encode(), "secret") == ErrorKind::unsupported_algorithm);
  }
  SECTION("integrity by a signature") {
    Pfx other = Pfx::decode(pfx);
    other.auth_safe.content_type = id_signedData;
    CHECK(error_of(other.encode(), "secret") == ErrorKind::unsupported_algorithm);
  }
  SECTION("more iterations than the limit, by themselves and together") {
    Pfx many = Pfx::decode(pfx);
    many.mac_data->iterations = 10'000'001;
    CHECK(error_of(many.encode(), "secret") == ErrorKind::limit_exceeded);
    many.mac_data->iterations = std::uint64_t{1} << 63;
    CHECK(error_of(many.encode(), "secret") == ErrorKind::limit_exceeded);
    // The code, the certificates and the key have 10 each.
    CHECK(error_of(pfx, "secret", 29) == ErrorKind::limit_exceeded);
    CHECK(read_key_store(pfx, secret("secret"), 30).report.passed());
    CHECK(kMostFileIterations >= 3 * primitives::kMostIterations);
  }
  SECTION("another version") {
    Bytes other = Pfx::decode(pfx).encode();
    REQUIRE((other[4] == 2 && other[5] == 1 && other[6] == 3));  // INTEGER 3
    other[6] = 2;
    CHECK(error_of(other, "secret") == ErrorKind::unsupported_version);
  }
}

TEST_CASE("SafeContents inside of SafeContents are read to their limit") {
  const auto nested = [](std::size_t levels) {
    Bytes contents = encode_safe_contents({SafeBag{
        id_secretBag, TypedValue::of_octets(ObjectIdentifier("2.999"), Bytes{1}).encode(), {}}});
    for (std::size_t i = 0; i < levels; ++i) {
      contents = encode_safe_contents({SafeBag{id_safeContentsBag, contents, {}}});
    }
    return contents;
  };
  std::size_t most = kMostBags;
  CHECK(decode_safe_contents(nested(kMostBagNesting - 1), most).size() == 1);
  most = kMostBags;
  CHECK_THROWS_AS(decode_safe_contents(nested(kMostBagNesting), most), Error);
  const std::vector<SafeBag> many(kMostBags + 1, SafeBag{id_keyBag, Bytes{5, 0}, {}});
  most = kMostBags;
  CHECK_THROWS_AS(decode_safe_contents(encode_safe_contents(many), most), Error);
  most = kMostBags + 1;
  CHECK(decode_safe_contents(encode_safe_contents(many), most).size() == kMostBags + 1);
}

TEST_CASE("Thunderbird's identities are read in place") {
  const auto folder = tests::shared_data("thunderbird");
  if (!folder) return tests::skip("no thunderbird folder");
  for (const char* name : {"Alice.p12", "Bob.p12", "Dave.p12", "Eve.p12", "Fran.p12"}) {
    INFO(name);
    const auto reading = read_key_store(tests::read_file(*folder / name), secret("nss"));
    CHECK(reading.report.passed());
    CHECK_FALSE(reading.store.identity().certificate.emails().empty());
  }
  // Keys of another kind are left out with a note.
  const auto reading = read_key_store(tests::read_file(*folder / "Alice-ec.p12"), secret("nss"));
  CHECK(reading.store.keys.empty());
  CHECK_FALSE(reading.store.certificates.empty());
}
