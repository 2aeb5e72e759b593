// The limits of path building and validation, each from both sides, and hostile input in bounded
// time.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"
#include "tests/x509/cast.hpp"
#include "x509/distribution_points.hpp"
#include "x509/path/policy_tree.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::x509::path;
using tests::Cast;
using tests::TestRandom;

namespace {

using Certificates = std::vector<Certificate>;
using Reasons = std::vector<Reason>;

// An authority by the intermediate's name that did not sign Katie's certificate. `issuer` stands in
// it; nobody signed it.
Certificate impostor(const Name& issuer, std::uint16_t number) {
  const Cast& cast = Cast::get();
  TbsCertificate tbs = cast.intermediate.certificate.tbs_certificate();
  Bytes info = primitives::to_bytes(cast.bob_key.public_key().der());
  info.at(60) = static_cast<std::uint8_t>(number >> 8);
  info.at(61) = static_cast<std::uint8_t>(number);
  tbs.subject_public_key_info = PublicKey::decode(info);
  tbs.extensions.remove(id_ce_subjectKeyIdentifier);
  tbs.issuer = issuer;
  return Certificate::assemble(tbs.encode(), tbs.signature, Bytes(256));
}

// So many impostors, and after them the one who signed.
Certificates behind_impostors(std::size_t count, const Name& issuer) {
  Certificates list;
  for (std::size_t i = 0; i < count; ++i) {
    list.push_back(impostor(issuer, static_cast<std::uint16_t>(i)));
  }
  list.push_back(Cast::get().intermediate.certificate);
  return list;
}

PathResult verdict(const Certificate& certificate, const Certificates& candidates,
                   const std::vector<CertificateList>& crls = {}, const PathOptions& options = {}) {
  const Cast& cast = Cast::get();
  return verify_certificate(certificate, TrustStore({cast.root.certificate}), candidates, crls,
                            cast.now, options);
}

// Katie's certificate with something changed, signed by the intermediate.
template <typename Change>
Certificate signed_by(const Authority& issuer, const Certificate& model, Change&& change) {
  TestRandom random(91);
  TbsCertificate tbs = model.tbs_certificate();
  change(tbs);
  return sign_certificate(tbs, issuer.key, random);
}

}  // namespace

TEST_CASE("the sixty-fourth path is tried, the next one is not", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  const Name root = cast.root.certificate.subject();
  CHECK(verdict(cast.katie, behind_impostors(63, root)).valid());
  const auto beyond = verdict(cast.katie, behind_impostors(64, root)).report.reasons();
  CHECK(beyond == Reasons{Reason::certificate_signature_mismatch, Reason::limit_exceeded});
}

TEST_CASE("the thousandth certificate is looked at, the next one is not", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  const Name nobody = Name::from_rfc4514("CN=Nobody");
  CHECK(verdict(cast.katie, behind_impostors(999, nobody)).valid());
  const auto beyond = verdict(cast.katie, behind_impostors(1000, nobody)).report.reasons();
  CHECK(beyond == Reasons{Reason::issuer_unknown, Reason::limit_exceeded});
}

TEST_CASE("a path of sixteen is valid, one of seventeen is not found", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  TestRandom random(92);
  Authority issuer = cast.root;
  Certificates chain;
  const auto lengthen = [&] {
    const auto serial = static_cast<std::uint8_t>(chain.size() + 1);
    const PrivateKey& key = chain.size() % 2 == 0 ? cast.bob_key : cast.katie_key;
    const Name name = Name::of({{id_at_commonName, "Authority " + std::to_string(serial)}});
    issuer = {issue(issuer, key.public_key(), name, Profile::authority(), Bytes{serial},
                    cast.validity, random),
              key};
    chain.push_back(issuer.certificate);
  };
  while (chain.size() < 15) lengthen();
  const auto longest = verdict(chain.back(), chain);
  CHECK(longest.valid());
  CHECK(longest.chain.size() == 16);
  lengthen();
  CHECK(verdict(chain.back(), chain).report.reasons() ==
        Reasons{Reason::issuer_unknown, Reason::limit_exceeded});
}

TEST_CASE("names are held against constraints up to a limit", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  // A host and a base of 997 octets count 1,000 each.
  const auto under = [&](std::size_t bases) {
    NameConstraints constraints;
    for (std::size_t i = 0; i < bases; ++i) {
      constraints.excluded_subtrees.push_back(GeneralName::dns(std::string(997, 'a')));
    }
    const Authority middle{
        signed_by(cast.root, cast.intermediate.certificate,
                  [&](TbsCertificate& tbs) { tbs.extensions.set(constraints, true); }),
        cast.intermediate.key};
    const Certificate end = signed_by(middle, cast.katie, [](TbsCertificate& tbs) {
      SubjectAltName names;
      for (int i = 0; i < 10; ++i) names.names.push_back(GeneralName::dns(std::string(997, 'b')));
      tbs.extensions.set(names, false);
    });
    return verdict(end, {middle.certificate}).report.reasons();
  };
  CHECK(under(100).empty());  // 10 * 100 * 2,000 octets
  CHECK(under(101) == Reasons{Reason::limit_exceeded});
}

TEST_CASE("so many CRLs are looked through, not one more", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  TestRandom random(93);
  CrlProfile profile;
  profile.this_update = cast.now;
  profile.next_update = Time{cast.now.seconds + 86400};
  const CertificateList of_root = issue_crl(cast.root, {}, profile, random);
  const CertificateList good = issue_crl(cast.intermediate, {}, profile, random);
  IssuingDistributionPoint for_authorities;
  for_authorities.only_contains_ca_certs = true;
  profile.extensions.set(for_authorities, true);
  const CertificateList other = issue_crl(cast.intermediate, {}, profile, random);
  PathOptions options;
  options.require_revocation = true;
  const auto behind = [&](std::size_t count) {
    std::vector<CertificateList> crls(count, other);
    crls.push_back(good);
    crls.push_back(of_root);
    return verdict(cast.katie, {cast.intermediate.certificate}, crls, options).report.reasons();
  };
  CHECK(behind(9'998).empty());
  CHECK(behind(9'999) == Reasons{Reason::revocation_unknown});
}

TEST_CASE("policy mappings that multiply stay small", "[x509][path][limits]") {
  // Each of fifteen authorities maps each of twenty policies to all twenty: 20^15 ways.
  PolicyMappings mappings;
  CertificatePolicies policies;
  const auto policy = [](int number) {
    return ObjectIdentifier("1.3.6.1.4.1.55555." + std::to_string(number));
  };
  for (int from = 1; from <= 20; ++from) {
    policies.policies.push_back({policy(from), {}});
    for (int to = 1; to <= 20; ++to) mappings.mappings.push_back({policy(from), policy(to)});
  }
  PolicyTree tree;
  for (int depth = 0; depth < 15; ++depth) {
    tree.add_policies(policies, false);
    tree.map_policies(mappings);
  }
  CHECK(tree.constrained_policies().size() == 20);
  for (const PolicyLevel& level : tree.levels()) CHECK(level.size() <= 20);
}

TEST_CASE("hostile candidates cost bounded time", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  // Thousands of constraints on thousands of names, on every one of the 64 paths.
  NameConstraints constraints;
  for (int i = 0; i < 2'000; ++i) {
    constraints.excluded_subtrees.push_back(
        GeneralName::directory(Name::of({{id_at_commonName, "Nobody " + std::to_string(i)}})));
  }
  Certificates candidates;
  for (std::uint16_t i = 0; i < 70; ++i) {
    TbsCertificate tbs = impostor(cast.root.certificate.subject(), i).tbs_certificate();
    tbs.extensions.set(constraints, true);
    candidates.push_back(Certificate::assemble(tbs.encode(), tbs.signature, Bytes(256)));
  }
  const Certificate end = signed_by(cast.intermediate, cast.katie, [](TbsCertificate& tbs) {
    SubjectAltName names;
    for (int i = 0; i < 2'000; ++i) {
      names.names.push_back(
          GeneralName::directory(Name::of({{id_at_commonName, "Somebody " + std::to_string(i)}})));
    }
    tbs.extensions.set(names, false);
  });
  // Four million pairs on each path would take minutes; the limit of two million octets ends each.
  const PathResult result = verdict(end, candidates);
  CHECK_FALSE(result.valid());
  const Reasons reasons = result.report.reasons();
  CHECK(std::ranges::find(reasons, Reason::limit_exceeded) != reasons.end());
}
