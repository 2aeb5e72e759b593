// The limits of looking for who signed: CRL signatures, CRL issuers, one needed for the other, and
// signers of another name; each from both sides.
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"
#include "tests/x509/cast.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::x509::path;
using tests::Cast;
using tests::TestRandom;

namespace {

using Certificates = std::vector<Certificate>;
using Crls = std::vector<CertificateList>;
using Reasons = std::vector<Reason>;

CertificateList crl(const Authority& issuer) {
  const Cast& cast = Cast::get();
  TestRandom random(95);
  CrlProfile profile;
  profile.this_update = cast.now;
  profile.next_update = Time{cast.now.seconds + 86400};
  return issue_crl(issuer, {}, profile, random);
}

Authority authority(const Authority& issuer, const PrivateKey& key, const Name& name,
                    std::uint8_t serial, const Validity& validity = Cast::get().validity) {
  TestRandom random(96);
  return {
      issue(issuer, key.public_key(), name, Profile::authority(), Bytes{serial}, validity, random),
      key};
}

// Of a verdict that must know of every certificate whether it is revoked.
Reasons reasons(const Certificate& certificate, const Certificates& candidates, const Crls& crls) {
  const Cast& cast = Cast::get();
  PathOptions options;
  options.require_revocation = true;
  return verify_certificate(certificate, TrustStore({cast.root.certificate}), candidates, crls,
                            cast.now, options)
      .report.reasons();
}

}  // namespace

TEST_CASE("so many signatures of CRLs are checked, not one more", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  const CertificateList good = crl(cast.intermediate);
  Bytes der = primitives::to_bytes(good.der());
  der.back() ^= 1;
  const CertificateList broken = CertificateList::decode(der);
  const auto behind = [&](std::size_t count) {
    Crls crls(count, broken);
    crls.push_back(good);
    crls.push_back(crl(cast.root));
    return reasons(cast.katie, {cast.intermediate.certificate}, crls);
  };
  CHECK(behind(998).empty());
  CHECK(behind(999) == Reasons{Reason::revocation_unknown});
}

TEST_CASE("so many issuers of CRLs are tried, not one more", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  const Name name = cast.intermediate.certificate.subject();
  // The intermediate signs its CRLs with another key; all certificates for that key but the last
  // have expired.
  const Validity past{Time::from_civil(2020, 1, 1), Time::from_civil(2021, 1, 1)};
  const Authority good = authority(cast.root, cast.bob_key, name, 100);
  const auto behind = [&](std::uint8_t count) {
    Certificates candidates = {cast.intermediate.certificate};
    for (std::uint8_t i = 1; i <= count; ++i) {
      candidates.push_back(authority(cast.root, cast.bob_key, name, i, past).certificate);
    }
    candidates.push_back(good.certificate);
    return reasons(cast.katie, candidates, {crl(good), crl(cast.root)});
  };
  CHECK(behind(31).empty());
  CHECK(behind(32) == Reasons{Reason::revocation_unknown});
}

TEST_CASE("issuers of CRLs need each other up to a depth", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  // The CRL that speaks of Katie is signed with another key of her issuer's name, which is
  // certified by the next authority, whose CRL is signed with another key of its name, and so on.
  const auto nested = [&](std::uint8_t depth) {
    Certificates candidates = {cast.intermediate.certificate};
    Crls crls = {crl(cast.root)};
    Name name = cast.intermediate.certificate.subject();
    for (std::uint8_t i = 0; i < depth; ++i) {
      const Name next = Name::of({{id_at_commonName, "Next " + std::to_string(i)}});
      const Authority above = authority(cast.root, cast.katie_key, next, 10);
      const Authority signer = authority(above, cast.bob_key, name, 11);
      candidates.push_back(above.certificate);
      candidates.push_back(signer.certificate);
      crls.push_back(crl(signer));
      if (i + 1 == depth) crls.push_back(crl(above));
      name = next;
    }
    return reasons(cast.katie, candidates, crls);
  };
  CHECK(nested(1).empty());
  CHECK(nested(4).empty());
  CHECK(nested(5) == Reasons{Reason::revocation_unknown});
}

TEST_CASE("so many are tried who may have signed under another name", "[x509][path][limits]") {
  const Cast& cast = Cast::get();
  TestRandom random(97);
  TbsCertificate tbs = cast.katie.tbs_certificate();
  tbs.issuer = Name::from_rfc4514("CN=Elsewhere");
  const Certificate end = sign_certificate(tbs, cast.intermediate.key, random);
  TbsCertificate stranger = cast.intermediate.certificate.tbs_certificate();
  stranger.subject_public_key_info = cast.bob_key.public_key();
  stranger.extensions.remove(id_ce_subjectKeyIdentifier);
  const Certificate other = sign_certificate(stranger, cast.root.key, random);
  const auto behind = [&](std::size_t count) {
    Certificates candidates(count, other);
    candidates.push_back(cast.intermediate.certificate);
    return reasons(end, candidates, {});
  };
  CHECK(behind(15) == Reasons{Reason::name_chaining});
  CHECK(behind(16) == Reasons{Reason::issuer_unknown});
}
