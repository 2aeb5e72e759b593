// Certificates: those of RFC 4134, RFC 9216 and RFC 5280, decoded field by field and written again
// to the same octets; malformed ones refused.
#include "x509/certificate.hpp"

#include <filesystem>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/crl.hpp"
#include "x509/extensions.hpp"

using namespace smime;
using namespace smime::x509;
using primitives::from_hex;
using primitives::to_hex;
using tests::kind_of;

namespace {

// Decoding and encoding give the octets again, part by part.
void check_both_ways(const Certificate& certificate) {
  CHECK(to_hex(certificate.tbs_certificate().encode()) == to_hex(certificate.tbs_der()));
  const Certificate again =
      Certificate::assemble(certificate.tbs_certificate().encode(),
                            certificate.signature_algorithm(), certificate.signature_value());
  CHECK(again == certificate);
  CHECK(Name(certificate.subject().rdn_sequence()) == certificate.subject());
}

void check_fields(const nlohmann::json& test) {
  const Certificate certificate =
      Certificate::decode(from_hex(test["certificate"].get<std::string>()));
  CHECK(certificate.version() == 3);
  CHECK(to_hex(certificate.serial_number()).ends_with(test["serial"].get<std::string>()));
  CHECK(certificate.issuer().rfc4514() == test["issuer"]);
  CHECK(certificate.subject().rfc4514() == test["subject"]);
  CHECK(certificate.validity().not_before.rfc3339() == test["notBefore"]);
  CHECK(certificate.validity().not_after.rfc3339() == test["notAfter"]);
  CHECK(certificate.emails() == test["emails"].get<std::vector<std::string>>());
  CHECK(certificate.sha256_hex() == test["sha256"]);
  check_both_ways(certificate);
}

std::optional<ErrorKind> refusal(const Bytes& der) {
  return kind_of([&] { Certificate::decode(der); });
}

Bytes sample() {
  const auto file = tests::read_json(tests::vectors("x509/rfc5280_appendix_c.json"));
  return from_hex(file["testGroups"][0]["tests"][0]["certificate"].get<std::string>());
}

// The certificate with one octet replaced.
std::optional<ErrorKind> refusal_with(std::size_t offset, std::uint8_t octet) {
  Bytes der = sample();
  der.at(offset) = octet;
  return refusal(der);
}

}  // namespace

TEST_CASE("certificates of RFC 4134 and RFC 9216", "[x509][certificate]") {
  for (const char* name : {"x509/rfc4134_certificates.json", "x509/rfc9216_certificates.json"}) {
    const auto file = tests::read_json(tests::vectors(name));
    for (const auto& test : file["testGroups"][0]["tests"]) {
      INFO(name << " " << test["tcId"]);
      check_fields(test);
    }
  }
}

TEST_CASE("the examples of RFC 5280, appendix C", "[x509][certificate]") {
  const auto file = tests::read_json(tests::vectors("x509/rfc5280_appendix_c.json"));
  const auto& tests = file["testGroups"][0]["tests"];
  const auto root = Certificate::decode(from_hex(tests[0]["certificate"].get<std::string>()));
  CHECK(root.serial_hex() == "11");
  CHECK(root.subject().rfc4514() == "CN=Example CA,DC=example,DC=com");
  CHECK(root.is_self_issued());
  CHECK(root.validity().not_before.rfc3339() == "2004-04-30T14:25:34Z");
  CHECK(root.public_key().description() == "RSA, 1024 bits");
  CHECK(root.public_key().key_identifier() == root.subject_key_identifier());
  CHECK(root.extensions().find<BasicConstraints>()->ca);
  const auto person = Certificate::decode(from_hex(tests[1]["certificate"].get<std::string>()));
  CHECK(person.serial_hex() == "12");
  CHECK(person.emails() == std::vector<std::string>{"end.entity@example.com"});
  CHECK(person.has_email("end.entity@EXAMPLE.com"));
  CHECK_FALSE(person.has_email("End.Entity@example.com"));
  const auto dsa = Certificate::decode(from_hex(tests[2]["certificate"].get<std::string>()));
  CHECK(dsa.serial_hex() == "0100");
  CHECK(dsa.public_key().type() == KeyType::dsa);
  CHECK(dsa.public_key().bits() == 1024);
  for (const auto& certificate : {root, person, dsa}) check_both_ways(certificate);
}

TEST_CASE("every certificate of Debian's ca-certificates", "[x509][certificate]") {
  const std::filesystem::path bundle = "/etc/ssl/certs/ca-certificates.crt";
  if (!std::filesystem::exists(bundle)) return tests::skip("ca-certificates is not installed");
  const std::vector<Bytes> all = tests::read_objects(bundle, "CERTIFICATE");
  CHECK(all.size() > 100);
  for (const Bytes& der : all) {
    const Certificate certificate = Certificate::decode(der);
    INFO(certificate.subject().rfc4514());
    check_both_ways(certificate);
  }
}

TEST_CASE("malformed certificates say why", "[x509][certificate]") {
  // Offsets as RFC 5280, C.1 prints them.
  CHECK_FALSE(refusal(sample()));
  CHECK(refusal_with(12, 3) == ErrorKind::unsupported_version);
  CHECK(refusal_with(12, 0) == ErrorKind::not_der);       // v1 written out
  CHECK(refusal_with(12, 1) == ErrorKind::malformed);     // extensions in v2
  CHECK(refusal_with(13, 0x04) == ErrorKind::malformed);  // no INTEGER
  CHECK(refusal_with(104, 'x') == ErrorKind::malformed);  // a time
  CHECK(refusal_with(222, 1) == ErrorKind::malformed);    // unused bits in the key
  CHECK(refusal_with(407, 0) == ErrorKind::not_der);      // critical FALSE written out
  CHECK(refusal_with(449, 8) == ErrorKind::malformed);    // unused bits in the signature
  CHECK(refusal_with(404, 14) == ErrorKind::malformed);   // subjectKeyIdentifier twice
  Bytes longer = sample();
  longer.push_back(0);
  CHECK(refusal(longer) == ErrorKind::trailing_data);
  CHECK(refusal({}) == ErrorKind::malformed);
}

TEST_CASE("no certificate cut short or changed in one octet crashes", "[x509][certificate]") {
  const Bytes der = sample();
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK(refusal(Bytes(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(size))));
  }
  std::size_t read = 0;
  for (std::size_t i = 0; i < der.size(); ++i) {
    for (const int mask : {0x01, 0x20, 0x80, 0xff}) {
      Bytes changed = der;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ mask);
      if (refusal(changed)) continue;
      const Certificate certificate = Certificate::decode(changed);
      CHECK(certificate.tbs_certificate().encode() == primitives::to_bytes(certificate.tbs_der()));
      ++read;
    }
  }
  CHECK(read > 0);
}

TEST_CASE("a malformed certificate names offset, path and rule", "[x509][certificate]") {
  Bytes der = sample();
  der[104] = 'x';
  try {
    Certificate::decode(der);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.path() == "certificate.tbsCertificate.validity.notBefore");
    CHECK(error.offset());
    CHECK(error.standard().find("4.1.2.5") != std::string::npos);
  }
}

TEST_CASE("mailboxes are compared by RFC 5280, 7.5", "[x509][certificate]") {
  CHECK(same_mailbox("katie@example.com", "katie@EXAMPLE.COM"));
  CHECK_FALSE(same_mailbox("Katie@example.com", "katie@example.com"));
  CHECK_FALSE(same_mailbox("katie@example.com", "katie@example.org"));
  CHECK_FALSE(same_mailbox("katie", "katie@example.org"));
}
