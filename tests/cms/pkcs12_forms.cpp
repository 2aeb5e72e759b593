// PKCS #12 files of every form: with and without privacy and integrity, PBMAC1, bags of all types,
// indefinite lengths, and changed octets.
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "tests/cms/pkcs12_support.hpp"
#include "x509/pbkdf2_parameters.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::cms;
using namespace smime::tests;
using x509::Reason;

TEST_CASE("a file without privacy holds its key in the open, and is intact all the same") {
  TestRandom random(5);
  KeyStoreOptions options{KeyStoreClass::modern, 10};
  options.privacy = false;
  const Bytes pfx = write_key_store(store_of_katie(), secret("x"), options, random);
  const auto reading = read_key_store(pfx, secret("x"));
  CHECK(reading.report.passed());
  CHECK(reading.privacy.empty());
  CHECK(reading.store.identity().certificate == CmsCast::get().katie.certificate);
  CHECK(reasons_of(pfx, "y") == std::vector{Reason::wrong_password});
  options.integrity = false;
  const Bytes open = write_key_store(store_of_katie(), secret("x"), options, random);
  CHECK(reasons_of(open, "y") == std::vector{Reason::no_integrity});
}

TEST_CASE("PBMAC1: its parameters are checked before any work") {
  TestRandom random(6);
  KeyStoreOptions options{KeyStoreClass::modern, 10};
  options.pbmac1 = true;
  const Bytes pfx = write_key_store(store_of_katie(), secret("x"), options, random);
  const auto reading = read_key_store(pfx, secret("x"));
  CHECK(reading.report.passed());
  CHECK(reading.integrity == "PBMAC1, 10 iterations");
  CHECK(reasons_of(pfx, "y") == std::vector{Reason::wrong_password});
  const Pfx intact = Pfx::decode(pfx);
  const auto with = [&](std::optional<std::size_t> key_length, std::uint32_t iterations,
                        const ObjectIdentifier& code) {
    x509::Pbkdf2Parameters derivation;
    derivation.salt = Bytes(8);
    derivation.iteration_count = iterations;
    derivation.key_length = key_length;
    Pfx changed = intact;
    changed.mac_data->digest_algorithm.parameters = asn1::encode([&](asn1::Writer& writer) {
      writer.sequence([&](asn1::Writer& fields) {
        derivation.identifier().write(fields);
        x509::AlgorithmIdentifier::with_null(code).write(fields);
      });
    });
    return changed.encode();
  };
  // Another salt, count or length gives another key: \standard{RFC 9579, A.4 to A.6}
  CHECK(reasons_of(with(32, 10, id_hmacWithSHA256), "x") == std::vector{Reason::malformed});
  CHECK(error_of(with(std::nullopt, 10, id_hmacWithSHA256), "x") == ErrorKind::malformed);
  CHECK(error_of(with(19, 10, id_hmacWithSHA256), "x") == ErrorKind::malformed);
  CHECK(error_of(with(65, 10, id_hmacWithSHA256), "x") == ErrorKind::malformed);
  CHECK(error_of(with(32, 10'000'001, id_hmacWithSHA256), "x") == ErrorKind::limit_exceeded);
  CHECK(error_of(with(32, 10, ObjectIdentifier("1.2.3")), "x") == ErrorKind::unsupported_algorithm);
}

TEST_CASE("bags of every type: keys in the open, shrouded, certificates, CRLs, secrets, nested") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(7);
  KeyStore store = store_of_katie();
  store.keys.push_back({{"another", {}}, cast.museum.key});
  x509::CrlProfile profile;
  profile.this_update = cast.now;
  store.crls = {x509::issue_crl(cast.authority, {}, profile, random)};
  store.secrets = {{{"a note", {}}, ObjectIdentifier("2.999.1"), Bytes{0x04, 0x01, 0x07}}};
  for (const bool privacy : {true, false}) {
    KeyStoreOptions options{KeyStoreClass::widest, 10};
    options.privacy = privacy;
    const auto reading =
        read_key_store(write_key_store(store, secret("x"), options, random), secret("x"));
    CHECK(reading.report.passed());
    CHECK(reading.store.keys.size() == 2);
    CHECK(reading.store.certificates.size() == 2);
    REQUIRE(reading.store.crls.size() == 1);
    REQUIRE(reading.store.secrets.size() == 1);
    CHECK(reading.store.secrets[0].name.friendly_name == "a note");
    CHECK(reading.store.secrets[0].value == Bytes{0x04, 0x01, 0x07});
  }
  // SafeContents inside of SafeContents, a certificate of another kind, and a bag of another type.
  const auto data = [](ByteView octets) {
    return ContentInfo{id_data, asn1::encode([&](asn1::Writer& w) { w.octet_string(octets); })};
  };
  const SafeBag key{id_keyBag, primitives::to_bytes(cast.museum.key.to_pkcs8().view()), {}};
  const Bytes nested = encode_safe_contents(
      {{id_safeContentsBag, encode_safe_contents({key}), {}},
       {id_certBag,
        TypedValue::of_octets(ObjectIdentifier("1.2.840.113549.1.9.22.2"), Bytes{1}).encode(),
        {}},
       {ObjectIdentifier("2.999.2"), Bytes{0x05, 0x00}, {}}});
  const Bytes authenticated = asn1::encode([&](asn1::Writer& w) {
    w.sequence([&](asn1::Writer& safes) { safes.raw(data(nested).encode()); });
  });
  Pfx pfx;
  pfx.auth_safe = data(authenticated);
  pfx.mac_data = make_mac(DigestAlgorithm::sha256, 10, authenticated, secret("x"), random);
  const auto reading = read_key_store(pfx.encode(), secret("x"));
  CHECK(reading.report.passed());
  CHECK(reading.store.keys.size() == 1);
  std::size_t left_out = 0;
  for (const x509::Check& check : reading.report.checks()) left_out += check.rule == "bag" ? 1 : 0;
  CHECK(left_out == 2);
}

namespace {

// The same value with every constructed length indefinite, and the OCTET STRINGs that hold other
// values in two segments.
Bytes indefinite(ByteView der) {
  asn1::Reader reader(der, asn1::Rules::ber());
  Bytes result;
  while (!reader.empty()) {
    const asn1::Element element = reader.element();
    const std::uint8_t tag = element.whole[0];
    if (!element.tag.constructed &&
        !(element.tag == asn1::kOctetString && element.contents.size() > 300)) {
      primitives::append(result, element.whole);
      continue;
    }
    primitives::append(result, Bytes{static_cast<std::uint8_t>(tag | 0x20), 0x80});
    if (element.tag.constructed) {
      primitives::append(result, indefinite(element.contents));
    } else {
      for (const ByteView part : {element.contents.first(200), element.contents.subspan(200)}) {
        primitives::append(result, asn1::encode([&](asn1::Writer& w) { w.octet_string(part); }));
      }
    }
    primitives::append(result, Bytes{0, 0});
  }
  return result;
}

}  // namespace

TEST_CASE("files of indefinite lengths and segmented strings are read in every class") {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    const Bytes pfx = file_of(kind, "secret");
    const Bytes ber = indefinite(pfx);
    CHECK(ber != pfx);
    const auto reading = read_key_store(ber, secret("secret"));
    CHECK(reading.report.passed());
    CHECK(reading.store.identity().certificate == CmsCast::get().katie.certificate);
  }
}

TEST_CASE("corrupted files are malformed, cut off, or have something behind them") {
  const Bytes pfx = file_of(KeyStoreClass::modern, "secret");
  CHECK(error_of({}, "secret") == ErrorKind::malformed);
  CHECK(error_of(Bytes(100, 0x30), "secret") == ErrorKind::malformed);
  CHECK(error_of(ByteView(pfx).first(pfx.size() - 1), "secret") == ErrorKind::malformed);
  Bytes longer = pfx;
  longer.push_back(0);
  CHECK(error_of(longer, "secret") == ErrorKind::trailing_data);
}

namespace {

// Every octet flipped, deleted, doubled, or with a zero before it: refused, or the same contents.
// @param step  how many octets lie between those that are changed
void change_octets(KeyStoreClass kind, std::size_t step) {
  TestRandom random(9);
  const CmsCast& cast = CmsCast::get();
  const KeyStore store = key_store_of(cast.museum, {}, "m");
  const Bytes pfx = write_key_store(store, secret("secret"), kind, random, 2);
  std::size_t refused = 0;
  const auto try_file = [&](const Bytes& changed) {
    try {
      const auto reading = read_key_store(changed, secret("secret"));
      if (!reading.report.passed()) {
        ++refused;
        return;
      }
      REQUIRE(reading.store.keys.size() == 1);
      REQUIRE(reading.store.certificates.size() == 1);
      CHECK(reading.store.identity().certificate == cast.museum.certificate);
    } catch (const Error&) {
      ++refused;
    }
  };
  for (std::size_t at = 0; at < pfx.size(); at += step) {
    const auto place = static_cast<std::ptrdiff_t>(at);
    Bytes changed = pfx;
    changed[at] ^= static_cast<std::uint8_t>(1 << (at % 8));
    try_file(changed);
    changed = pfx;
    changed.erase(changed.begin() + place);
    try_file(changed);
    for (const std::uint8_t more : {pfx[at], std::uint8_t{0}}) {
      changed = pfx;
      changed.insert(changed.begin() + place, more);
      try_file(changed);
    }
  }
  INFO(to_string(kind) << ": " << refused << " refused of " << 4 * pfx.size() / step);
  CHECK(refused > 3 * pfx.size() / step);
}

}  // namespace

TEST_CASE("no changed octet of a file gives other contents as intact") {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    change_octets(kind, 7);
  }
}

TEST_CASE("no changed octet at all, in any class", "[.long]") {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    change_octets(kind, 1);
  }
}
