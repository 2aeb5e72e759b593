// PKCS #12 files with odd pieces: what is left out, which certificate is a key's, and what is
// malformed although the password fits.
#include "primitives/text_encodings.hpp"
#include "tests/cms/pkcs12_support.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "x509/pbkdf2_parameters.hpp"
#include "x509/profile.hpp"

using namespace smime;
using namespace smime::cms;
using namespace smime::tests;
using primitives::from_hex;
using x509::Reason;

namespace {

// PrivateKeyInfo of id-ecPublicKey on P-256; nothing of it is looked at but its algorithm.
SafeBag elliptic_key() {
  return {id_keyBag, from_hex("301a020100301306072a8648ce3d020106082a8648ce3d0301070400"), {}};
}

SafeBag certificate_bag(const x509::Certificate& certificate) {
  return {id_certBag, TypedValue::of_octets(id_x509Certificate, certificate.der()).encode(), {}};
}

SafeBag key_bag(const x509::PrivateKey& key) {
  return {id_keyBag, primitives::to_bytes(key.to_pkcs8().view()), {}};
}

std::size_t notes(const KeyStoreReading& reading) {
  std::size_t count = 0;
  for (const x509::Check& check : reading.report.checks()) {
    count += check.outcome == x509::Outcome::note ? 1 : 0;
  }
  return count;
}

KeyStoreReading read(const std::vector<SafeBag>& bags) {
  return read_key_store(file_of_bags(bags), secret("x"));
}

ErrorKind identity_error(const KeyStore& store) {
  try {
    store.identity();
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("an identity");
  return ErrorKind::malformed;
}

}  // namespace

TEST_CASE("a friendlyName beyond the first plane stands in surrogate pairs") {
  // The example "*=Ra" of U+12345 in big-endian UTF-16. \standard{RFC 2781, 5}
  const std::string name = "\U00012345=Ra";
  const Bytes value = from_hex("1e0ad808df45003d00520061");
  SafeBag bag;
  bag.set_friendly_name(name);
  CHECK(primitives::to_bytes(*bag.bag_attributes.only_value(id_friendlyName)) == value);
  CHECK(bag.friendly_name() == name);
  CHECK_THROWS_AS(bag.set_friendly_name("no UTF-8: \xff"), Error);
}

TEST_CASE("a name that cannot be read is none, and hides nothing else") {
  // Half of a pair at the end and in front of another character, the low half first, an odd octet,
  // an OCTET STRING, an INTEGER.
  for (const char* value :
       {"1e040041d83d", "1e04d83d0041", "1e04de00d83d", "1e03004100", "04020041", "020141"}) {
    INFO(value);
    std::vector<SafeBag> bags = bags_of_katie();
    bags[0].bag_attributes.add(id_friendlyName, from_hex(value));
    const Bytes file = file_of_bags(bags);
    const auto reading = read_key_store(file, secret("x"));
    CHECK(reading.report.passed());
    CHECK(notes(reading) == 1);
    REQUIRE(reading.store.keys.size() == 1);
    CHECK(reading.store.keys[0].name.friendly_name.empty());
    CHECK(reading.store.identity().certificate == CmsCast::get().katie.certificate);
  }
  std::vector<SafeBag> bags = bags_of_katie();
  bags[0].bag_attributes.add(id_localKeyId, from_hex("020101"));
  const auto reading = read(bags);
  CHECK(notes(reading) == 1);
  CHECK(reading.store.keys.at(0).name.local_key_id.empty());
}

TEST_CASE("one unreadable certificate or CRL does not make the others unreadable") {
  const ObjectIdentifier sdsi("1.2.840.113549.1.9.22.2");
  const std::vector<Bytes> certificates = {
      TypedValue::of_octets(id_x509Certificate, from_hex("3003020101")).encode(),
      TypedValue{id_x509Certificate, from_hex("0500")}.encode(),
      TypedValue{sdsi, from_hex("16024142")}.encode(),  // an IA5String, as it is
      TypedValue{ObjectIdentifier("2.999.1"), from_hex("0500")}.encode(), from_hex("3000")};
  for (const Bytes& odd : certificates) {
    std::vector<SafeBag> bags = bags_of_katie();
    bags.insert(bags.begin(), {id_certBag, odd, {}});
    const auto reading = read(bags);
    CHECK(reading.report.passed());
    CHECK(notes(reading) == 1);
    CHECK(reading.store.certificates.size() == 1);
    CHECK(reading.store.identity().certificate == CmsCast::get().katie.certificate);
  }
  std::vector<SafeBag> bags = bags_of_katie();
  bags.push_back({id_crlBag, TypedValue{id_x509CRL, from_hex("0500")}.encode(), {}});
  CHECK(notes(read(bags)) == 1);
  CHECK(read(bags).store.crls.empty());
}

TEST_CASE("a key of an algorithm that is not implemented is told from no key") {
  const CmsCast& cast = CmsCast::get();
  auto reading = read({elliptic_key(), certificate_bag(cast.katie.certificate)});
  CHECK(reading.report.passed());
  CHECK(reading.store.keys.empty());
  CHECK(identity_error(reading.store) == ErrorKind::unsupported_algorithm);
  REQUIRE(reading.store.unsupported_key);
  CHECK(reading.store.unsupported_key->found().find("1.2.840.10045.2.1") != std::string::npos);
  reading =
      read({elliptic_key(), key_bag(cast.katie.key), certificate_bag(cast.katie.certificate)});
  CHECK(reading.store.identity().certificate == cast.katie.certificate);
  reading = read({certificate_bag(cast.katie.certificate)});
  CHECK(identity_error(reading.store) == ErrorKind::not_found);
}

TEST_CASE("a certificate of another key is a mismatch, an authority's beside a key is none") {
  const CmsCast& cast = CmsCast::get();
  auto reading = read({key_bag(cast.katie.key), certificate_bag(cast.bob.certificate)});
  CHECK(reading.report.reasons() == std::vector{Reason::key_certificate_mismatch});
  CHECK(identity_error(reading.store) == ErrorKind::not_found);
  CHECK(read({key_bag(cast.katie.key)}).report.passed());
  reading = read({key_bag(cast.katie.key), certificate_bag(cast.authority.certificate)});
  CHECK(reading.report.passed());
  // Another's certificate beside one's own.
  std::vector<SafeBag> bags = bags_of_katie();
  bags.insert(bags.begin(), certificate_bag(cast.bob.certificate));
  CHECK(read(bags).report.passed());
  // The certificate may be for the key that cannot be read.
  reading = read({elliptic_key(), key_bag(cast.katie.key), certificate_bag(cast.bob.certificate)});
  CHECK(reading.report.passed());
}

TEST_CASE("an identity is the first key that has a certificate, the one with its localKeyId") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(11);
  const auto renewed = x509::renew(cast.authority, cast.katie.certificate, Bytes{99},
                                   cast.katie.certificate.validity(), random);
  std::vector<SafeBag> bags = {key_bag(cast.museum.key), key_bag(cast.katie.key),
                               certificate_bag(cast.katie.certificate), certificate_bag(renewed)};
  CHECK(read(bags).store.identity().certificate == cast.katie.certificate);
  bags[1].set_local_key_id(Bytes{7});
  bags[3].set_local_key_id(Bytes{7});
  const auto reading = read(bags);
  CHECK(reading.report.passed());
  CHECK(reading.store.identity().certificate == renewed);
  CHECK(reading.store.identity().key.public_key() == cast.katie.key.public_key());
}

TEST_CASE("a key that its certificate restricts to RSASSA-PSS fits it, and keeps to it") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(12);
  const auto certified = x509::PublicKey::rsassa_pss(cast.katie.key.public_key().rsa_key(), {});
  const auto certificate = x509::issue(cast.authority, certified, cast.katie.certificate.subject(),
                                       x509::Profile::person({"katie@example.com"}), Bytes{98},
                                       cast.katie.certificate.validity(), random);
  std::vector<SafeBag> bags = {key_bag(cast.katie.key), certificate_bag(certificate)};
  for (SafeBag& bag : bags) bag.set_local_key_id(Bytes{1});
  const auto reading = read(bags);
  CHECK(reading.report.passed());
  CHECK(reading.store.identity().key.type() == x509::KeyType::rsassa_pss);
}

TEST_CASE("DSA parameters that are inherited are no other key") {
  const auto folder = tests::cryptography_vectors("x509/PKITS_data/pkcs12");
  if (!folder) return tests::skip("no python3-cryptography-vectors");
  for (const char* name :
       {"ValidDSAParameterInheritanceTest5EE.p12", "DSAParametersInheritedCACert.p12"}) {
    INFO(name);
    const auto reading = read_key_store(tests::read_file(*folder / name), secret("password"));
    CHECK(reading.report.passed());
    CHECK(reading.store.identity().certificate.public_key().inherits_parameters());
  }
}

namespace {

// EncryptedPrivateKeyInfo. \standard{RFC 5958, 3}
SafeBag shrouded(const x509::AlgorithmIdentifier& algorithm, ByteView encrypted_data) {
  return {id_pkcs8ShroudedKeyBag,
          asn1::encode([&](asn1::Writer& writer) {
            writer.sequence([&](asn1::Writer& fields) {
              algorithm.write(fields);
              fields.octet_string(encrypted_data);
            });
          }),
          {}};
}

}  // namespace

TEST_CASE("what is malformed under the right password is no wrong password") {
  TestRandom random(13);
  const x509::PasswordEncryption how{x509::PasswordScheme::pbes2_aes_256_cbc, 10};
  Bytes plaintext = primitives::to_bytes(CmsCast::get().katie.key.to_pkcs8().view());
  const auto whole = x509::password_encrypt(how, secret("x"), plaintext, random);
  CHECK(read({shrouded(whole.algorithm, whole.encrypted_data)}).store.keys.size() == 1);
  plaintext.push_back(0);
  const auto longer = x509::password_encrypt(how, secret("x"), plaintext, random);
  CHECK(error_of(file_of_bags({shrouded(longer.algorithm, longer.encrypted_data)}), "x") ==
        ErrorKind::trailing_data);
  // A keyLength of 16 octets for AES-256. \standard{RFC 8018, A.2 and B.2.5}
  x509::Pbkdf2Parameters derivation;
  derivation.salt = Bytes(8);
  derivation.iteration_count = 10;
  derivation.key_length = 16;
  x509::AlgorithmIdentifier other = whole.algorithm;
  other.parameters = asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      derivation.identifier().write(fields);
      x509::AlgorithmIdentifier{ObjectIdentifier("2.16.840.1.101.3.4.1.42"),
                                asn1::encode([](asn1::Writer& w) { w.octet_string(Bytes(16)); })}
          .write(fields);
    });
  });
  CHECK(error_of(file_of_bags({shrouded(other, whole.encrypted_data)}), "x") ==
        ErrorKind::malformed);
  // Another password for the key than for the file.
  const auto foreign = x509::password_encrypt(how, secret("y"), Bytes(64), random);
  CHECK(reasons_of(file_of_bags({shrouded(foreign.algorithm, foreign.encrypted_data)}), "x") ==
        std::vector{Reason::wrong_password});
}

TEST_CASE("no file is written with more iterations than can be read") {
  KeyStore store = store_of_katie();
  KeyStoreOptions options{KeyStoreClass::modern, 10'000'000};
  check_iterations(store, options);
  CHECK(error_kind([&] {
          options.iterations = 10'000'001;
          check_iterations(store, options);
        }) == ErrorKind::invalid_argument);
  // Seven keys, the certificates and the code: nine derivations.
  store.keys.resize(7, store.keys[0]);
  options.iterations = 4'444'444;
  check_iterations(store, options);
  options.iterations = 4'444'445;
  TestRandom random(14);
  CHECK(error_kind([&] { write_key_store(store, secret("x"), options, random); }) ==
        ErrorKind::invalid_argument);
}
