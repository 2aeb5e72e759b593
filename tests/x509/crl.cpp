// CRLs: those of RFC 4134 and RFC 5280, C.4, and the collection of python3-cryptography-vectors.
#include "x509/crl.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/crl_extensions.hpp"
#include "x509/distribution_points.hpp"
#include "x509/signature_scheme.hpp"

using namespace smime;
using namespace smime::x509;
using primitives::from_hex;
using primitives::to_hex;
using tests::kind_of;

namespace {

Bytes sample() {
  const auto file = tests::read_json(tests::vectors("x509/rfc5280_appendix_c.json"));
  return from_hex(file["testGroups"][0]["tests"][3]["crl"].get<std::string>());
}

std::optional<ErrorKind> refusal_with(std::size_t offset, std::uint8_t octet) {
  Bytes der = sample();
  der.at(offset) = octet;
  return kind_of([&] { CertificateList::decode(der); });
}

void check_both_ways(const CertificateList& crl) {
  const bool same = primitives::equal(crl.tbs_cert_list().encode(), crl.tbs_der());
  CHECK(same);
}

}  // namespace

TEST_CASE("the CRL of RFC 5280, C.4", "[x509][crl]") {
  const auto crl = CertificateList::decode(sample());
  const TbsCertList& list = crl.tbs_cert_list();
  CHECK(list.version == 2);
  CHECK(crl.issuer().rfc4514() == "CN=Example CA,DC=example,DC=com");
  CHECK(list.this_update.rfc3339() == "2005-02-05T12:00:00Z");
  CHECK(list.next_update->rfc3339() == "2005-02-06T12:00:00Z");
  REQUIRE(list.revoked_certificates.size() == 1);
  CHECK(to_hex(list.revoked_certificates[0].user_certificate) == "12");
  CHECK(list.revoked_certificates[0].revocation_date.rfc3339() == "2004-11-19T15:57:03Z");
  CHECK(list.revoked_certificates[0].reason() == CrlReason::key_compromise);
  CHECK(crl.crl_number() == Integer(12));
  CHECK(crl.find(crl.issuer(), from_hex("12")) == &list.revoked_certificates[0]);
  CHECK(crl.find(crl.issuer(), from_hex("13")) == nullptr);
  CHECK(crl.find(Name::from_rfc4514("CN=Other"), from_hex("12")) == nullptr);
  check_both_ways(crl);
}

TEST_CASE("every CRL of the cryptography vectors is read or refused as it should", "[x509][crl]") {
  const auto folder = tests::cryptography_vectors("x509/custom");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const auto read = [&](const std::string& name) {
    return CertificateList::decode(tests::read_objects(*folder / name, "X509 CRL").at(0));
  };
  for (const char* name :
       {"crl_all_reasons.pem", "crl_almost_10k.pem", "crl_delta_crl_indicator.pem", "crl_empty.pem",
        "crl_empty_no_sequence.der", "crl_ian_aia_aki.pem", "crl_idp_fullname_indirect_crl.pem",
        "crl_idp_fullname_only.pem", "crl_idp_only_ca.pem", "crl_idp_reasons_only.pem",
        "crl_idp_relative_user_all_reasons.pem", "crl_idp_relativename_only.pem",
        "crl_no_next_update.pem", "valid_signature_crl.pem"}) {
    INFO(name);
    check_both_ways(read(name));
  }
  CHECK(read("crl_delta_crl_indicator.pem").delta_crl_indicator() ==
        Integer("12345678901234567890"));
  CHECK(read("crl_idp_fullname_indirect_crl.pem")
            .extensions()
            .find<IssuingDistributionPoint>()
            ->indirect_crl);
  CHECK(read("crl_almost_10k.pem").tbs_cert_list().revoked_certificates.size() > 9000);
  CHECK(kind_of([&] { read("crl_bad_version.pem"); }) == ErrorKind::unsupported_version);
  CHECK(kind_of([&] { read("crl_dup_entry_ext.pem"); }) == ErrorKind::malformed);
  CHECK(kind_of([&] { read("crl_invalid_time.der"); }) == ErrorKind::malformed);
}

TEST_CASE("malformed CRLs say why", "[x509][crl]") {
  const Bytes der = sample();
  CHECK(refusal_with(9, 2) == ErrorKind::unsupported_version);
  CHECK(refusal_with(7, 4) == ErrorKind::malformed);
  CHECK(kind_of([&] { CertificateList::decode({}); }) == ErrorKind::malformed);
  for (std::size_t size = 0; size < der.size(); ++size) {
    CHECK(kind_of([&] { CertificateList::decode(ByteView(der).first(size)); }));
  }
}

TEST_CASE("an entry of an indirect CRL belongs to the issuer named last", "[x509][crl]") {
  TbsCertList list;
  list.signature = algorithm_identifier(SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha256));
  list.issuer = Name::from_rfc4514("CN=Publisher");
  list.this_update = Time::from_civil(2026, 1, 1);
  const auto entry = [&](const std::string& serial, const char* issuer) {
    RevokedCertificate one{from_hex(serial), Time::from_civil(2026, 1, 1), {}};
    if (issuer != nullptr) {
      one.crl_entry_extensions.set(
          CertificateIssuer{{GeneralName::directory(Name::from_rfc4514(issuer))}}, true);
    }
    list.revoked_certificates.push_back(one);
  };
  entry("01", nullptr);
  entry("02", "CN=First");
  entry("03", nullptr);
  entry("03", "CN=Second");
  const auto crl =
      CertificateList::assemble(list.encode(), list.signature, primitives::to_bytes("signature"));
  const auto found = [&](const char* issuer, const std::string& serial) {
    return crl.find(Name::from_rfc4514(issuer), from_hex(serial)) != nullptr;
  };
  CHECK(found("CN=Publisher", "01"));
  CHECK_FALSE(found("CN=Publisher", "02"));
  CHECK(found("CN=First", "02"));
  CHECK(found("CN=First", "03"));
  CHECK_FALSE(found("CN=Second", "02"));
  CHECK(found("CN=second", "03"));
  CHECK_FALSE(found("CN=Third", "03"));
}

TEST_CASE("reasons of revocation", "[x509][crl]") {
  CHECK(crl_reason("keyCompromise") == CrlReason::key_compromise);
  CHECK(to_string(CrlReason::remove_from_crl) == "removeFromCRL");
  CHECK(kind_of([] { crl_reason(""); }) == ErrorKind::invalid_argument);
  CHECK(ReasonCode::decode(from_hex("0a0101")).reason == CrlReason::key_compromise);
  CHECK(kind_of([] { ReasonCode::decode(from_hex("0a0107")); }) == ErrorKind::malformed);
  CHECK(kind_of([] { ReasonCode::decode(from_hex("0a010b")); }) == ErrorKind::malformed);
  CHECK(kind_of([] { CrlNumber::decode(from_hex("0201ff")); }) == ErrorKind::malformed);
}
