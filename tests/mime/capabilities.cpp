// S/MIME capabilities: every rule of RFC 8551, 2.7.1 for learning and choosing, and 2.5.3.1.
#include "mime/smime/capabilities.hpp"

#include "cms/encryption_key_preference.hpp"
#include "cms/signer.hpp"
#include "cms/smime_capabilities.hpp"
#include "primitives/rsa_keygen.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

using namespace smime;
using namespace smime::mime::secure;
using x509::path::Policy;
using enum primitives::ContentCipher;

namespace {

using Ciphers = std::vector<ContentCipher>;

constexpr std::nullopt_t kUnknown = std::nullopt;
const CipherPolicy kModern = CipherPolicy::of(Policy::modern);
const CipherPolicy kArticle = CipherPolicy::of(Policy::article);

ContentCipher choose(const std::vector<std::optional<Ciphers>>& recipients,
                     const CipherPolicy& policy = kModern) {
  return choose_cipher(recipients, policy).cipher;
}

// One person with a key for signing and one for encryption, and a stranger.
struct People {
  SystemRandom random;
  x509::PrivateKey key = x509::PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random));
  x509::Certificate both = issue("Katie", "katie@example.org");
  x509::Certificate signing = issue("Katie", "katie@example.org", x509::EndEntityUse::sign);
  x509::Certificate encryption = issue("Katie", "katie@example.org", x509::EndEntityUse::encrypt);
  x509::Certificate elsewhere = issue("K. from work", "katie@example.org");
  x509::Certificate mallory = issue("Mallory", "mallory@example.org");

  x509::Certificate issue(const std::string& name, const std::string& email,
                          x509::EndEntityUse use = x509::EndEntityUse::sign_and_encrypt) {
    const x509::Profile profile = x509::Profile::person({email}, use);
    return x509::issue_self_signed(key, x509::Name::of({{x509::id_at_commonName, name}}), profile,
                                   x509::random_serial_number(random),
                                   {Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)},
                                   random);
  }

  cms::SignedData sign(const x509::Certificate& signer, std::vector<cms::Attribute> attributes) {
    cms::Signer how{signer, key};
    how.signing_time = Time::from_civil(2026, 3, 1);
    how.more_attributes = std::move(attributes);
    cms::SignOptions options;
    options.certificates = {both, signing, encryption, elsewhere, mallory};
    const Bytes message = cms::sign({how}, primitives::bytes_of("Hello"), options, random);
    return cms::SignedData::decode(cms::ContentInfo::decode(message).content);
  }

  std::optional<LearntCapabilities> learn(const cms::SignedData& data, Verdict verdict, Time now) {
    SignerReport report;
    report.cms = cms::verify(data, cms::digests_of(data, primitives::bytes_of("Hello"))).front();
    REQUIRE(report.cms.valid());
    report.verdict = verdict;
    return learn_capabilities(data.signer_infos.front(), report, data.certificates, now);
  }
};

People& people() {
  static People all;
  return all;
}

const Time kNow = Time::from_civil(2026, 3, 1, 12);

}  // namespace

TEST_CASE("rule 1: the first capability of the recipient's list that we make") {
  CHECK(choose({Ciphers{aes_128_cbc, aes_256_cbc}}) == aes_128_cbc);
  CHECK(choose({Ciphers{aes_256_gcm, aes_256_cbc}}) == aes_256_gcm);
  CHECK(choose({Ciphers{rc2_40, aes_192_cbc}}) == aes_192_cbc);
}

TEST_CASE("rule 2: where nothing is known, what every program of today opens") {
  CHECK(choose({kUnknown}) == aes_256_cbc);
  CHECK(choose({Ciphers{}}) == aes_256_cbc);
  CHECK(choose({}) == aes_256_cbc);
  CHECK(choose({kUnknown}, kArticle) == des_ede3_cbc);
}

TEST_CASE("weak encryption is not used whatever a recipient prefers") {
  CHECK_THROWS_AS(choose({Ciphers{rc2_40, des_ede3_cbc}}), Error);
  CHECK(choose({Ciphers{rc2_40, des_ede3_cbc}}, kArticle) == rc2_40);
  CHECK(choose({Ciphers{rc2_40, aes_128_cbc}}) == aes_128_cbc);
}

TEST_CASE("of several recipients every one can decrypt the choice") {
  CHECK(choose({Ciphers{aes_256_gcm, aes_256_cbc, aes_128_cbc},
                Ciphers{aes_128_cbc, aes_256_cbc}}) == aes_256_cbc);
  CHECK(choose({Ciphers{aes_256_gcm, aes_128_cbc}, kUnknown}) == aes_128_cbc);
  CHECK(choose({Ciphers{aes_256_gcm, aes_128_cbc}, Ciphers{aes_256_gcm}}) == aes_256_gcm);
  CHECK_THROWS_AS(choose({Ciphers{aes_256_gcm}, Ciphers{aes_256_cbc}}), Error);
  CHECK_THROWS_AS(choose({Ciphers{aes_256_gcm}, kUnknown}), Error);
}

TEST_CASE("the choice says which rule it followed") {
  CHECK(choose_cipher({kUnknown}, kModern).why.find("nothing is known") != std::string::npos);
  CHECK(choose_cipher({Ciphers{aes_128_cbc}}, kModern).why.find("prefer") != std::string::npos);
}

TEST_CASE("what we tell is what we make, in the octets that RFC 8551 wants") {
  // SMIMECapability of AES in CBC mode has no parameters. \standard{RFC 3565, 4.1}
  CHECK(primitives::to_hex(capabilities_attribute({aes_256_cbc, aes_128_cbc}).attr_values.at(0)) ==
        "301a300b060960864801650304012a300b0609608648016503040102");
  for (const Policy policy : {Policy::modern, Policy::article}) {
    const auto attribute = capabilities_attribute(offered_ciphers(policy));
    CHECK(attribute.attr_type == cms::smimeCapabilities);
    CHECK(cms::SmimeCapabilities::decode(attribute.attr_values.at(0)).ciphers() ==
          offered_ciphers(policy));
  }
}

TEST_CASE("capabilities are learnt from a valid signature, and from no other") {
  People& p = people();
  const auto data = p.sign(p.both, {capabilities_attribute({aes_128_gcm, aes_256_cbc})});
  const auto learnt = p.learn(data, Verdict::valid, kNow);
  REQUIRE(learnt);
  CHECK(learnt->ciphers == Ciphers{aes_128_gcm, aes_256_cbc});
  CHECK(learnt->signing_time == Time::from_civil(2026, 3, 1));
  CHECK(learnt->encryption_certificate == p.both);
  CHECK_FALSE(p.learn(data, Verdict::untrusted, kNow));
  CHECK_FALSE(p.learn(data, Verdict::invalid, kNow));
}

TEST_CASE("a signing time far in the future is not accepted") {
  People& p = people();
  const auto data = p.sign(p.both, {capabilities_attribute({aes_256_cbc})});
  CHECK_FALSE(p.learn(data, Verdict::valid, Time::from_civil(2026, 2, 27)));
  CHECK(p.learn(data, Verdict::valid, Time::from_civil(2026, 2, 28, 1)));
}

TEST_CASE("only a later signing time supersedes what is stored") {
  const auto at = [](std::optional<Time> time) { return LearntCapabilities{{}, time, {}}; };
  const Time first = Time::from_civil(2026, 1, 1), second = Time::from_civil(2026, 1, 2);
  CHECK(supersedes(at(second), at(first)));
  CHECK_FALSE(supersedes(at(first), at(second)));
  CHECK_FALSE(supersedes(at(first), at(first)));
  CHECK_FALSE(supersedes(at(std::nullopt), at(first)));
  CHECK(supersedes(at(first), at(std::nullopt)));
}

TEST_CASE("capabilities that cannot be read, or twice, tell nothing and do no harm") {
  People& p = people();
  for (const std::vector<cms::Attribute>& odd :
       {std::vector<cms::Attribute>{{cms::smimeCapabilities, {primitives::from_hex("0401ff")}}},
        std::vector<cms::Attribute>{{cms::smimeCapabilities,
                                     {cms::SmimeCapabilities::of({aes_256_cbc}).encode(),
                                      cms::SmimeCapabilities::of({rc2_40}).encode()}}}}) {
    SignerReport report;
    report.verdict = Verdict::valid;
    report.cms.certificate = p.both;
    cms::SignerInfo signer;
    signer.signed_attrs.emplace();
    for (const auto& attribute : odd) signer.signed_attrs->add(attribute);
    const auto learnt = learn_capabilities(signer, report, {}, kNow);
    REQUIRE(learnt);
    CHECK(learnt->ciphers.empty());
  }
}

TEST_CASE("the encryption key preference is honoured, in the standard's form and in Outlook's") {
  People& p = people();
  for (const auto& attribute : preference_attributes(p.elsewhere)) {
    const auto learnt = p.learn(p.sign(p.signing, {attribute}), Verdict::valid, kNow);
    CHECK(learnt->encryption_certificate == p.elsewhere);
  }
}

TEST_CASE("without a preference the signer's subject decides") {
  People& p = people();
  const cms::Attributes none;
  CHECK(encryption_certificate(none, p.both, {p.encryption}) == p.both);
  CHECK(encryption_certificate(none, p.signing, {p.mallory, p.encryption}) == p.encryption);
  CHECK_FALSE(encryption_certificate(none, p.signing, {p.mallory, p.signing}));
}

TEST_CASE(
    "a preference for a stranger's certificate, or one that cannot be used, is not honoured") {
  People& p = people();
  for (const auto& other : {p.mallory, p.signing}) {
    cms::Attributes attributes;
    attributes.add(preference_attributes(other).front());
    CHECK(encryption_certificate(attributes, p.both, {p.mallory, p.signing, p.encryption}) ==
          p.both);
  }
}
