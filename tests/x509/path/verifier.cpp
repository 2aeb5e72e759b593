// Verdicts on certificates: a good chain, and chains that are broken each in one way.
#include "x509/path/verifier.hpp"

#include "primitives/rsa.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"
#include "tests/x509/cast.hpp"
#include "x509/extensions.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::x509::path;
using tests::Cast;
using tests::TestRandom;

namespace {

// A person's certificate with something changed by `change(TbsCertificate&)`.
template <typename Change>
Certificate changed(const Authority& issuer, Change&& change) {
  const Cast& cast = Cast::get();
  TestRandom random(11);
  TbsCertificate tbs = prepare(issuer, cast.bob_key.public_key(), Name::from_rfc4514("CN=Bob"),
                               Profile::person({"bob@example.com"}), Bytes{7}, cast.validity);
  change(tbs);
  return sign_certificate(tbs, issuer.key, random);
}

PathResult verdict(const Certificate& certificate, const PathOptions& options = {},
                   std::vector<Certificate> candidates = {}) {
  const Cast& cast = Cast::get();
  candidates.push_back(cast.intermediate.certificate);
  return verify_certificate(certificate, TrustStore({cast.root.certificate}), candidates, {},
                            cast.now, options);
}

std::vector<Reason> reasons(const Certificate& certificate, const PathOptions& options = {},
                            std::vector<Certificate> candidates = {}) {
  return verdict(certificate, options, std::move(candidates)).report.reasons();
}

PathOptions purpose(Purpose purpose) {
  PathOptions options;
  options.purpose = purpose;
  return options;
}

using Reasons = std::vector<Reason>;

}  // namespace

TEST_CASE("a chain of three is valid", "[x509][path]") {
  const Cast& cast = Cast::get();
  for (const Purpose wanted : {Purpose::sign, Purpose::encrypt, Purpose::any}) {
    const PathResult result = verdict(cast.katie, purpose(wanted));
    CHECK(result.valid());
    REQUIRE(result.chain.size() == 3);
    CHECK(result.chain[0] == cast.katie);
    CHECK(result.chain[1] == cast.intermediate.certificate);
    CHECK(result.chain[2] == cast.root.certificate);
  }
}

TEST_CASE("a certificate that is trusted itself is a path of one", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto result =
      verify_certificate(cast.katie, TrustStore({cast.katie}), {}, {}, cast.now, {});
  CHECK(result.valid());
  CHECK(result.chain.size() == 1);
}

TEST_CASE("time decides", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto at = [&](Time time) {
    return verify_certificate(cast.katie, TrustStore({cast.root.certificate}),
                              {cast.intermediate.certificate}, {}, time)
        .report.reasons();
  };
  CHECK(at(cast.validity.not_before).empty());
  CHECK(at(cast.validity.not_after).empty());
  CHECK(at({cast.validity.not_before.seconds - 1}) == Reasons{Reason::not_yet_valid});
  CHECK(at({cast.validity.not_after.seconds + 1}) == Reasons{Reason::expired});
}

TEST_CASE("trust decides", "[x509][path]") {
  const Cast& cast = Cast::get();
  const std::vector<Certificate> both = {cast.intermediate.certificate, cast.root.certificate};
  const auto without_trust = verify_certificate(cast.katie, {}, both, {}, cast.now);
  CHECK(without_trust.report.reasons() == Reasons{Reason::root_untrusted});
  CHECK(without_trust.chain.size() == 3);
  const auto without_issuer =
      verify_certificate(cast.katie, TrustStore({cast.root.certificate}), {}, {}, cast.now);
  CHECK(without_issuer.report.reasons() == Reasons{Reason::issuer_unknown});
  CHECK(without_issuer.chain.size() == 1);
}

TEST_CASE("a root of the same name with another key does not help", "[x509][path]") {
  const Cast& cast = Cast::get();
  TestRandom random(12);
  const Certificate impostor =
      issue_self_signed(cast.bob_key, cast.root.certificate.subject(), Profile::authority(),
                        Bytes{9}, cast.validity, random);
  const std::vector<Certificate> candidates = {cast.intermediate.certificate};
  CHECK(verify_certificate(cast.katie, TrustStore({impostor}), candidates, {}, cast.now)
            .report.reasons() == Reasons{Reason::certificate_signature_mismatch});
  // Beside the right one it does no harm, whichever comes first.
  CHECK(verify_certificate(cast.katie, TrustStore({impostor, cast.root.certificate}), candidates,
                           {}, cast.now)
            .valid());
}

TEST_CASE("a flipped bit breaks the signature", "[x509][path]") {
  const Cast& cast = Cast::get();
  Bytes der = primitives::to_bytes(cast.katie.der());
  der.back() ^= 1;
  CHECK(reasons(Certificate::decode(der)) == Reasons{Reason::certificate_signature_mismatch});
}

TEST_CASE("the purpose decides", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto with_usage = [&](std::uint32_t bits) {
    return changed(cast.intermediate,
                   [&](TbsCertificate& tbs) { tbs.extensions.set(KeyUsage{bits}, true); });
  };
  const Certificate signer = with_usage(KeyUsage::digital_signature);
  CHECK(reasons(signer, purpose(Purpose::sign)).empty());
  CHECK(reasons(signer, purpose(Purpose::encrypt)) == Reasons{Reason::wrong_key_usage});
  const Certificate reader = with_usage(KeyUsage::key_encipherment);
  CHECK(reasons(reader, purpose(Purpose::encrypt)).empty());
  CHECK(reasons(reader, purpose(Purpose::sign)) == Reasons{Reason::wrong_key_usage});
  CHECK(reasons(reader, purpose(Purpose::any)).empty());

  const Certificate server = changed(cast.intermediate, [](TbsCertificate& tbs) {
    tbs.extensions.set(ExtendedKeyUsage{{id_kp_serverAuth}}, false);
  });
  CHECK(reasons(server, purpose(Purpose::sign)) == Reasons{Reason::wrong_extended_key_usage});
  CHECK(reasons(server, purpose(Purpose::any)).empty());
}

TEST_CASE("only an authority may issue", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto below = [&](const Extensions& extensions) {
    TestRandom random(13);
    TbsCertificate tbs = prepare(cast.root, cast.bob_key.public_key(),
                                 Name::from_rfc4514("CN=Middle"), {}, Bytes{8}, cast.validity);
    for (const Extension& extension : extensions) tbs.extensions.set(extension);
    const Authority middle{sign_certificate(tbs, cast.root.key, random), cast.bob_key};
    const Certificate end = changed(middle, [](TbsCertificate&) {});
    return reasons(end, {}, {middle.certificate});
  };
  CHECK(below(Profile::authority().extensions).empty());
  CHECK(below({}) == Reasons{Reason::not_a_ca});
  CHECK(below(Profile::person({"a@b"}).extensions) ==
        Reasons{Reason::not_a_ca, Reason::wrong_key_usage});
  Extensions no_signing = Profile::authority().extensions;
  no_signing.set(KeyUsage{KeyUsage::crl_sign}, true);
  CHECK(below(no_signing) == Reasons{Reason::wrong_key_usage});
}

TEST_CASE("a path is no longer than an authority allows", "[x509][path]") {
  const Cast& cast = Cast::get();
  TestRandom random(14);
  // The intermediate's pathLenConstraint is 0.
  const Authority deeper{
      issue(cast.intermediate, cast.bob_key.public_key(), Name::from_rfc4514("CN=Deeper"),
            Profile::authority(), Bytes{9}, cast.validity, random),
      cast.bob_key};
  const Certificate end = changed(deeper, [](TbsCertificate&) {});
  CHECK(reasons(end, {}, {deeper.certificate}) == Reasons{Reason::path_too_long});
}

TEST_CASE("an unknown critical extension is refused, another one is not", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto with = [&](bool critical) {
    return reasons(changed(cast.intermediate, [&](TbsCertificate& tbs) {
      tbs.extensions.set({ObjectIdentifier("1.2.3.4"), critical, {0x05, 0x00}});
    }));
  };
  CHECK(with(true) == Reasons{Reason::unknown_critical_extension});
  CHECK(with(false).empty());
}

TEST_CASE("a malformed extension is refused where it is looked at", "[x509][path]") {
  const Cast& cast = Cast::get();
  const Certificate end = changed(cast.intermediate, [](TbsCertificate& tbs) {
    tbs.extensions.set({id_ce_keyUsage, true, {0x04, 0x00}});
  });
  CHECK(reasons(end, purpose(Purpose::sign)) == Reasons{Reason::malformed});
}

TEST_CASE("policies decide what is too weak", "[x509][path]") {
  const Cast& cast = Cast::get();
  const auto under = [](Policy policy) {
    PathOptions options;
    options.policy = policy;
    return options;
  };
  for (const auto digest : {DigestAlgorithm::md5, DigestAlgorithm::sha1}) {
    const Certificate old = changed(cast.intermediate, [&](TbsCertificate& tbs) {
      tbs.signature = algorithm_identifier(SignatureScheme::pkcs1_v1_5(digest));
    });
    CHECK(reasons(old, under(Policy::modern)) == Reasons{Reason::weak_digest});
    CHECK(reasons(old, under(Policy::article)).empty());
    CHECK(reasons(old, under(Policy::any)).empty());
  }
  const auto with_key_of = [&](unsigned bits) {
    const primitives::RsaPublicKey key{(Integer(1) << (bits - 1)) + 1, 65537};
    return changed(cast.intermediate,
                   [&](TbsCertificate& tbs) { tbs.subject_public_key_info = PublicKey::rsa(key); });
  };
  const Certificate medium = with_key_of(1024), small = with_key_of(768);
  CHECK(reasons(medium, under(Policy::modern)) == Reasons{Reason::weak_key});
  CHECK(reasons(medium, under(Policy::article)).empty());
  CHECK(reasons(small, under(Policy::article)) == Reasons{Reason::weak_key});
  CHECK(reasons(small, under(Policy::any)).empty());
}

TEST_CASE("the words of policies and purposes", "[x509][path]") {
  CHECK(policy("article") == Policy::article);
  CHECK(to_string(Policy::modern) == "modern");
  CHECK(path::purpose("encrypt") == Purpose::encrypt);
  CHECK_THROWS_AS(policy("strict"), Error);
}

TEST_CASE("the chains of RFC 9216 and RFC 4134", "[x509][path]") {
  const auto find = [](const char* file, std::size_t number) {
    const auto json = tests::read_json(tests::vectors(file));
    return Certificate::decode(primitives::from_hex(
        json["testGroups"][0]["tests"].at(number - 1)["certificate"].get<std::string>()));
  };
  constexpr auto rfc9216 = "x509/rfc9216_certificates.json";
  const Certificate root = find(rfc9216, 1);
  for (const std::size_t number : {3U, 4U, 5U, 6U}) {  // Alice's and Bob's
    const auto result = verify_certificate(find(rfc9216, number), TrustStore({root}), {}, {},
                                           Time::from_civil(2026, 11, 23));
    INFO(number);
    CHECK(result.valid());
  }
  constexpr auto rfc4134 = "x509/rfc4134_certificates.json";
  PathOptions article;
  article.policy = Policy::article;
  const auto diane = verify_certificate(find(rfc4134, 6), TrustStore({find(rfc4134, 4)}), {}, {},
                                        Time::from_civil(2026, 11, 23), article);
  CHECK(diane.valid());  // her DSA key has the parameters of Carl's
  const auto modern = verify_certificate(find(rfc4134, 2), TrustStore({find(rfc4134, 5)}), {}, {},
                                         Time::from_civil(2026, 11, 23));
  CHECK(modern.report.reasons() == Reasons{Reason::weak_key, Reason::weak_digest});
}
