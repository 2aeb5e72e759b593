// What an authority does later: renew, revoke, publish CRLs, certify another authority, issue to
// many.
#include <algorithm>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"
#include "tests/x509/cast.hpp"
#include "tests/x509/support.hpp"
#include "x509/bulk_issue.hpp"
#include "x509/crl_extensions.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"
#include "x509/signature.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::kind_of;
using tests::TestRandom;

namespace {

CrlProfile week(const Cast& cast, const Integer& number) {
  CrlProfile profile;
  profile.number = number;
  profile.this_update = {cast.now.seconds - 3600};
  profile.next_update = Time{cast.now.seconds + 7 * 86400};
  return profile;
}

Order order(std::size_t index) {
  const std::string name = "Person " + std::to_string(index);
  return {Cast::get().bob_key.public_key(), Name::of({{id_at_commonName, name}}),
          Profile::person({"person" + std::to_string(index) + "@example.com"}),
          Bytes{0x10, static_cast<std::uint8_t>(index >> 8), static_cast<std::uint8_t>(index)},
          Cast::get().validity};
}

std::unique_ptr<RandomSource> system_random() {
  return std::make_unique<SystemRandom>();
}

}  // namespace

TEST_CASE("a renewed certificate differs in serial number and time alone", "[x509][authority]") {
  const Cast& cast = Cast::get();
  TestRandom random(21);
  const Validity later{Time::from_civil(2046, 1, 1), Time::from_civil(2050, 1, 1)};
  const Certificate renewed = renew(cast.intermediate, cast.katie, Bytes{0x33}, later, random);
  CHECK(renewed.subject() == cast.katie.subject());
  CHECK(renewed.public_key() == cast.katie.public_key());
  CHECK(renewed.extensions() == cast.katie.extensions());
  CHECK(renewed.serial_hex() == "33");
  CHECK(renewed.validity() == later);
  CHECK(kind_of([&] { renew(cast.root, cast.katie, Bytes{1}, later, random); }) ==
        ErrorKind::invalid_argument);
}

TEST_CASE("a CRL holds what was revoked, and why", "[x509][authority]") {
  const Cast& cast = Cast::get();
  TestRandom random(22);
  const Time lost{cast.now.seconds - 86400};
  const auto crl =
      issue_crl(cast.intermediate,
                {revoke(cast.katie, cast.now, CrlReason::key_compromise, lost),
                 revoke(cast.intermediate.certificate, cast.now, CrlReason::unspecified)},
                week(cast, 5), random);
  CHECK(crl.tbs_cert_list().version == 2);
  CHECK(crl.crl_number() == Integer(5));
  CHECK_FALSE(crl.delta_crl_indicator());
  const auto& entries = crl.tbs_cert_list().revoked_certificates;
  REQUIRE(entries.size() == 2);
  CHECK(primitives::to_hex(entries[0].user_certificate) == "02");  // in the order of the numbers
  CHECK(entries[0].crl_entry_extensions.empty());
  CHECK(entries[1].reason() == CrlReason::key_compromise);
  CHECK(entries[1].invalidity_date() == lost);
  CHECK(verify_signature(cast.intermediate.key.public_key(),
                         signature_scheme(crl.signature_algorithm()), crl.tbs_der(),
                         crl.signature_value()));
  CHECK(crl.extensions().find<AuthorityKeyIdentifier>()->key_identifier ==
        cast.intermediate.certificate.subject_key_identifier());
}

TEST_CASE("a revoked certificate is refused, and only that one", "[x509][authority]") {
  const Cast& cast = Cast::get();
  TestRandom random(23);
  const auto verdict = [&](const std::vector<RevokedCertificate>& entries) {
    path::PathOptions options;
    const auto crl = issue_crl(cast.intermediate, entries, week(cast, 6), random);
    return path::verify_certificate(cast.katie, path::TrustStore({cast.root.certificate}),
                                    {cast.intermediate.certificate}, {crl}, cast.now, options)
        .report.reasons();
  };
  CHECK(verdict({}).empty());
  CHECK(verdict({revoke(cast.katie, cast.now, CrlReason::superseded)}) ==
        std::vector<Reason>{Reason::revoked});
}

TEST_CASE("a delta CRL names its base", "[x509][authority]") {
  const Cast& cast = Cast::get();
  TestRandom random(24);
  CrlProfile profile = week(cast, 7);
  profile.base_crl_number = 5;
  const auto delta = issue_crl(cast.root, {}, profile, random);
  CHECK(delta.delta_crl_indicator() == Integer(5));
  CHECK(delta.extensions().find(id_ce_deltaCRLIndicator)->critical);
  CHECK(delta.tbs_cert_list().revoked_certificates.empty());
}

TEST_CASE("a cross-certificate carries its restrictions", "[x509][authority]") {
  const Cast& cast = Cast::get();
  TestRandom random(25);
  const Certificate other =
      issue_self_signed(cast.bob_key, Name::from_rfc4514("CN=Other Root"), Profile::authority(),
                        Bytes{1}, cast.validity, random);
  CrossCertification restrictions;
  restrictions.path_len_constraint = 1;
  restrictions.policies = {ObjectIdentifier("1.2.3.1")};
  restrictions.policy_mappings.mappings = {
      {ObjectIdentifier("1.2.3.1"), ObjectIdentifier("1.2.4.1")}};
  restrictions.policy_constraints.require_explicit_policy = 0;
  restrictions.inhibit_any_policy = InhibitAnyPolicy{0};
  restrictions.name_constraints.permitted_subtrees = {GeneralName::rfc822("example.org")};
  const Certificate cross =
      cross_certify(cast.root, other, restrictions, Bytes{0x44}, cast.validity, random);
  CHECK(cross.subject() == other.subject());
  CHECK(cross.issuer() == cast.root.certificate.subject());
  CHECK(cross.public_key() == other.public_key());
  CHECK(cross.subject_key_identifier() == other.subject_key_identifier());
  CHECK(cross.extensions().find<BasicConstraints>()->path_len_constraint == 1U);
  for (const ObjectIdentifier* critical : {&id_ce_nameConstraints, &id_ce_policyConstraints,
                                           &id_ce_policyMappings, &id_ce_inhibitAnyPolicy}) {
    REQUIRE(cross.extensions().contains(*critical));
    CHECK(cross.extensions().find(*critical)->critical);
  }
  CHECK(cross.extensions().find<CertificatePolicies>()->policies.size() == 1);
  CHECK(kind_of([&] {
          cross_certify(cast.root, cast.katie, {}, Bytes{1}, cast.validity, random);
        }) == ErrorKind::invalid_argument);
}

TEST_CASE("many certificates come in order, whatever the number of threads", "[x509][authority]") {
  const Cast& cast = Cast::get();
  for (const unsigned threads : {1U, 4U}) {
    std::vector<std::size_t> order_of_indices;
    std::vector<Certificate> issued;
    issue_all(
        cast.intermediate, 40, order,
        [&](std::size_t index, const Certificate& certificate) {
          order_of_indices.push_back(index);
          issued.push_back(certificate);
        },
        system_random, threads);
    REQUIRE(issued.size() == 40);
    CHECK(std::ranges::is_sorted(order_of_indices));
    CHECK(issued[17].emails() == std::vector<std::string>{"person17@example.com"});
    CHECK(path::verify_certificate(issued[39], path::TrustStore({cast.root.certificate}),
                                   {cast.intermediate.certificate}, {}, cast.now)
              .valid());
  }
}

TEST_CASE("a failure ends bulk issuing and comes out of it", "[x509][authority]") {
  const Cast& cast = Cast::get();
  const auto failing = [](std::size_t index) {
    Order one = order(index);
    if (index == 5) one.serial_number.clear();
    return one;
  };
  std::size_t given = 0;
  CHECK(kind_of([&] {
          issue_all(
              cast.intermediate, 1'000'000, failing,
              [&](std::size_t, const Certificate&) { ++given; }, system_random, 3);
        }) == ErrorKind::invalid_argument);
  CHECK(given <= 5);
}
