// The authority: what it issues says what the profiles say, and is signed by it.
#include "x509/authority.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/cast.hpp"
#include "tests/x509/support.hpp"
#include "x509/extensions.hpp"
#include "x509/path/verifier.hpp"
#include "x509/signature.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::kind_of;
using tests::TestRandom;

TEST_CASE("a root signs itself", "[x509][authority]") {
  const Certificate& root = Cast::get().root.certificate;
  CHECK(root.version() == 3);
  CHECK(root.is_self_issued());
  CHECK(root.extensions().find<BasicConstraints>()->ca);
  CHECK(root.extensions().find(id_ce_basicConstraints)->critical);
  CHECK(root.extensions().find<KeyUsage>()->to_text() == "keyCertSign, cRLSign");
  CHECK(root.subject_key_identifier() == root.public_key().key_identifier());
  CHECK_FALSE(root.extensions().contains(id_ce_authorityKeyIdentifier));
  CHECK(verify_signature(root.public_key(), signature_scheme(root.signature_algorithm()),
                         root.tbs_der(), root.signature_value()));
}

TEST_CASE("an authority signs with RSASSA-PSS and with DSA too", "[x509][authority]") {
  const auto folder = tests::cryptography_vectors("asymmetric/PKCS8");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const Cast& cast = Cast::get();
  TestRandom random(20);
  for (const auto& [name, algorithm] :
       {std::pair("rsa_pss_2048_hash_mask_salt.pem", SignatureAlgorithm::rsassa_pss),
        {"rsa_pss_2048.pem", SignatureAlgorithm::rsassa_pss},
        {"unenc-dsa-pkcs8.pem", SignatureAlgorithm::dsa}}) {
    INFO(name);
    const PrivateKey key =
        PrivateKey::from_pkcs8(tests::read_objects(*folder / name, "PRIVATE KEY").at(0));
    const Authority authority{
        issue_self_signed(key, Name::from_rfc4514("CN=Other"), Profile::authority(), Bytes{1},
                          cast.validity, random),
        key};
    const Certificate bob =
        issue(authority, cast.bob_key.public_key(), Name::from_rfc4514("CN=Bob"),
              Profile::person({"bob@example.com"}), Bytes{2}, cast.validity, random);
    CHECK(signature_scheme(bob.signature_algorithm()).algorithm == algorithm);
    CHECK(bob.is_signed_with(authority.certificate.public_key()));
    CHECK(path::verify_certificate(bob, path::TrustStore({authority.certificate}), {}, {}, cast.now,
                                   {path::Policy::article})
              .valid());
  }
}

TEST_CASE("a person's certificate is one for mail", "[x509][authority]") {
  const Cast& cast = Cast::get();
  const Certificate& katie = cast.katie;
  CHECK(katie.issuer() == cast.intermediate.certificate.subject());
  CHECK(katie.emails() == std::vector<std::string>{"katie@example.com"});
  CHECK(katie.extensions().find<ExtendedKeyUsage>()->has(id_kp_emailProtection));
  CHECK(katie.extensions().find<KeyUsage>()->to_text() ==
        "digitalSignature, nonRepudiation, keyEncipherment");
  CHECK(katie.extensions().find(id_ce_keyUsage)->critical);
  CHECK_FALSE(katie.extensions().find<BasicConstraints>()->ca);
  CHECK(katie.extensions().find<AuthorityKeyIdentifier>()->key_identifier ==
        cast.intermediate.certificate.subject_key_identifier());
}

TEST_CASE("an address beyond ASCII becomes a SmtpUTF8Mailbox", "[x509][authority]") {
  const Profile profile = Profile::person({"zo\xc3\xab@example.com"});
  const GeneralName name = profile.extensions.find<SubjectAltName>()->names.at(0);
  CHECK(name.type == GeneralNameType::other_name);
  CHECK(name.oid == id_on_SmtpUTF8Mailbox);
  CHECK(name.text == "zo\xc3\xab@example.com");
}

TEST_CASE("a request proves possession, and a false one is refused", "[x509][authority]") {
  const Cast& cast = Cast::get();
  SystemRandom random;
  const Name subject = Name::from_rfc4514("CN=Bob,C=US");
  Profile wanted = Profile::person({"bob@example.com"});
  const CertificationRequest request =
      make_request(cast.bob_key, subject, wanted.extensions, random);
  CHECK(request.verify());
  CHECK(request.info().extension_request() == wanted.extensions);
  CHECK(request.info().subject == subject);
  CHECK(CertificationRequest::decode(request.der()).verify());
  const Certificate bob =
      issue(cast.intermediate, request, wanted, Bytes{0x42}, cast.validity, random);
  CHECK(bob.serial_hex() == "42");
  CHECK(bob.public_key() == cast.bob_key.public_key());

  Bytes changed = primitives::to_bytes(request.der());
  changed.back() ^= 1;
  const CertificationRequest false_request = CertificationRequest::decode(changed);
  CHECK_FALSE(false_request.verify());
  CHECK(kind_of([&] {
          issue(cast.intermediate, false_request, wanted, Bytes{1}, cast.validity, random);
        }) == ErrorKind::invalid_argument);
}

TEST_CASE("serial numbers are positive and short", "[x509][authority]") {
  const Cast& cast = Cast::get();
  SystemRandom random;
  const auto refusal = [&](const Bytes& serial) {
    return kind_of([&] {
      prepare(cast.root, cast.bob_key.public_key(), Name(), Profile::person({"a@b"}), serial,
              cast.validity);
    });
  };
  CHECK_FALSE(refusal(Bytes(20, 0x7f)));
  CHECK(refusal(Bytes(21, 0x7f)) == ErrorKind::invalid_argument);
  CHECK(refusal({}) == ErrorKind::invalid_argument);
  CHECK(refusal({0}) == ErrorKind::invalid_argument);
  CHECK(refusal({0x80}) == ErrorKind::invalid_argument);
  for (int i = 0; i < 100; ++i) {
    const Bytes serial = random_serial_number(random);
    CHECK(serial.size() == 16);
    CHECK_FALSE(refusal(serial));
  }
}

TEST_CASE("without a subject, its alternative name is critical", "[x509][authority]") {
  const Cast& cast = Cast::get();
  const TbsCertificate tbs = prepare(cast.root, cast.bob_key.public_key(), Name(),
                                     Profile::person({"a@b"}), Bytes{1}, cast.validity);
  CHECK(tbs.extensions.find(id_ce_subjectAltName)->critical);
}
