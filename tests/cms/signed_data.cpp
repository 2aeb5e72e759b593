// Making and verifying SignedData: signers of every kind, and every rule that a verifier owes.
#include "cms/countersignature.hpp"
#include "cms/countersigner.hpp"
#include "cms/signature_verifier.hpp"
#include "cms/signing_certificate.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::outcome;
using tests::TestRandom;
using x509::Reason;

namespace {

const Bytes kContent = primitives::to_bytes("Content-Type: text/plain\r\n\r\nBreakfast?\r\n");

Signer signer_of(const Identity& identity) {
  Signer signer{identity.certificate, identity.key};
  signer.signing_time = CmsCast::get().now;
  return signer;
}

SignedData signed_data_of(const Bytes& message) {
  return SignedData::decode(ContentInfo::decode(message).content);
}

SignedData signed_by(const std::vector<Signer>& signers, const SignOptions& options = {}) {
  TestRandom random(7);
  return signed_data_of(sign(signers, kContent, options, random));
}

// The result for the only signer, with the content as it was signed.
SignerResult only_result(const SignedData& data, const Bytes& content = kContent) {
  const auto results = verify(data, digests_of(data, content));
  REQUIRE(results.size() == 1);
  return results.front();
}

// Signs attributes of the test's own making.
SignedData with_attributes(const Attributes& attributes) {
  TestRandom random(8);
  const Signer signer = signer_of(CmsCast::get().katie);
  SignedData data = prepare_signed_data({signer}, kContent, {});
  data.signer_infos.push_back(make_signer_info(signer, std::optional(attributes), {}, random));
  return data;
}

Attributes usual_attributes() {
  const Bytes digest = primitives::digest(DigestAlgorithm::sha256, kContent);
  return signed_attributes(signer_of(CmsCast::get().katie), id_data, digest);
}

}  // namespace

TEST_CASE("every digest and scheme signs, with and without attributes", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  for (const auto digest :
       {DigestAlgorithm::md5, DigestAlgorithm::sha1, DigestAlgorithm::sha224,
        DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    for (const bool pss : {false, true}) {
      for (const bool attributes : {true, false}) {
        Signer signer = signer_of(cast.katie);
        signer.digest = digest;
        signer.rsassa_pss = pss;
        signer.with_attributes = attributes;
        const SignerResult result = only_result(signed_by({signer}));
        INFO(to_string(digest) << (pss ? " pss" : ""));
        CHECK(result.valid());
        CHECK(result.digest == digest);
        CHECK(result.signature_algorithm == (pss ? "rsassa-pss" : "rsassa-pkcs1-v1_5"));
        CHECK(result.signing_time.has_value() == attributes);
      }
    }
  }
}

TEST_CASE("several signers are verified each by itself", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  Signer bob = signer_of(cast.bob), diane = signer_of(cast.diane);
  bob.by_key_identifier = true;
  bob.digest = DigestAlgorithm::sha512;
  diane.digest = DigestAlgorithm::sha1;
  SignedData data = signed_by({signer_of(cast.katie), bob, diane});
  CHECK(data.version == 3);
  CHECK(data.digest_algorithms.size() == 3);
  const auto digests = digests_of(data, kContent);
  for (const auto& result : verify(data, digests)) CHECK(result.valid());
  data.signer_infos[1].signature[5] ^= 1;
  const auto results = verify(data, digests);
  REQUIRE(results.size() == 3);
  CHECK(results[0].valid());
  CHECK_FALSE(results[1].valid());
  CHECK(results[2].valid());
}

TEST_CASE("a signer is added to what is signed", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(9);
  SignedData data = signed_by({signer_of(cast.katie)});
  const Bytes first = data.signer_infos[0].encode();
  Signer bob = signer_of(cast.bob);
  bob.digest = DigestAlgorithm::sha384;
  add_signer(data, bob, primitives::digest(DigestAlgorithm::sha384, kContent), random);
  data = SignedData::decode(data.encode());
  REQUIRE(data.signer_infos.size() == 2);
  CHECK((data.signer_infos[0].encode() == first || data.signer_infos[1].encode() == first));
  for (const auto& result : verify(data, digests_of(data, kContent))) CHECK(result.valid());
}

TEST_CASE("countersignatures, also of countersignatures", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(10);
  SignedData data = signed_by({signer_of(cast.katie)});
  SignerInfo inner =
      make_countersignature(signer_of(cast.bob), data.signer_infos[0].signature, random);
  countersign(inner, signer_of(cast.diane), random);
  data.signer_infos[0].unsigned_attrs.add_value(id_countersignature, inner.encode());
  data.certificates.push_back(cast.bob.certificate);
  data.certificates.push_back(cast.diane.certificate);
  data = SignedData::decode(data.encode());
  const auto results = verify_countersignatures(data, data.signer_infos[0]);
  REQUIRE(results.size() == 1);
  CHECK(results[0].valid());
  CHECK(results[0].certificate == cast.bob.certificate);
  const auto deeper = verify_countersignatures(data, countersignatures(data.signer_infos[0])[0]);
  REQUIRE(deeper.size() == 1);
  CHECK(deeper[0].valid());
  data.signer_infos[0].signature[9] ^= 4;
  CHECK_FALSE(verify_countersignatures(data, data.signer_infos[0])[0].valid());
}

TEST_CASE("a countersignature with a content-type is refused", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(11);
  SignedData data = signed_by({signer_of(cast.katie)});
  const Bytes& signature = data.signer_infos[0].signature;
  const Signer bob = signer_of(cast.bob);
  const Bytes digest = primitives::digest(DigestAlgorithm::sha256, signature);
  const SignerInfo wrong =
      make_signer_info(bob, signed_attributes(bob, id_data, digest), digest, random);
  const auto result = verify_countersignature(data, wrong, signature, {bob.certificate});
  CHECK(outcome(result.report, "content-type") == "fail");
  CHECK(outcome(result.report, "signature") == "pass");
}

TEST_CASE("certificates and CRLs travel without signers", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(12);
  x509::CrlProfile profile;
  profile.this_update = cast.now;
  const auto crl = x509::issue_crl(cast.authority, {}, profile, random);
  const SignedData data = signed_data_of(
      certificates_only({cast.katie.certificate, cast.authority.certificate}, {crl}));
  CHECK(data.certificates.size() == 2);
  CHECK(data.crls.size() == 1);
  CHECK(data.signer_infos.empty());
  CHECK(data.is_detached());
  CHECK(data.version == 1);
}

TEST_CASE("the message digest and the content type are checked", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  const SignedData data = signed_by({signer_of(cast.katie)});
  const auto changed = only_result(data, primitives::to_bytes("Lunch?"));
  CHECK(changed.report.reasons() == std::vector{Reason::message_digest_mismatch});
  CHECK(outcome(changed.report, "signature") == "pass");

  SignedData other_type = data;
  other_type.encap_content_info.e_content_type = id_envelopedData;
  CHECK(only_result(other_type).report.reasons() == std::vector{Reason::content_type_mismatch});

  const auto no_content = verify(data, {});
  SignedData detached = data;
  detached.encap_content_info.e_content.reset();
  CHECK(verify(detached, {})[0].report.reasons() == std::vector{Reason::no_content});
  Signer without = signer_of(cast.katie);
  without.with_attributes = false;
  detached = signed_by({without});
  detached.encap_content_info.e_content.reset();
  CHECK(verify(detached, {})[0].report.reasons() == std::vector{Reason::no_content});
}

TEST_CASE("signed attributes follow the rules of RFC 5652, 5.3 and 11", "[cms]") {
  const Bytes digest = primitives::digest(DigestAlgorithm::sha256, kContent);
  const auto reasons = [](const Attributes& attributes) {
    const SignerResult result = only_result(with_attributes(attributes));
    CHECK(outcome(result.report, "signature") == "pass");
    return result.report.reasons();
  };
  CHECK(reasons(usual_attributes()).empty());

  Attributes twice = usual_attributes();
  twice.add(id_contentType, content_type_value(id_data));
  CHECK(reasons(twice) == std::vector{Reason::duplicate_attribute});

  Attributes two_digests = usual_attributes();
  two_digests.add_value(id_messageDigest, message_digest_value(Bytes(32, 1)));
  CHECK(reasons(two_digests) == std::vector{Reason::duplicate_attribute});

  Attributes two_times = usual_attributes();
  two_times.add_value(id_signingTime, signing_time_value(CmsCast::get().now));
  CHECK(reasons(two_times) == std::vector{Reason::duplicate_attribute});

  Attributes no_type;
  no_type.add(id_messageDigest, message_digest_value(digest));
  CHECK(reasons(no_type) == std::vector{Reason::missing_attribute});

  Attributes no_digest;
  no_digest.add(id_contentType, content_type_value(id_data));
  CHECK(reasons(no_digest) == std::vector{Reason::missing_attribute});

  CHECK(reasons(Attributes()) == std::vector{Reason::missing_attribute});

  Attributes garbage;
  garbage.add(id_contentType, Bytes{0x05, 0x00});
  garbage.add(id_messageDigest, message_digest_value(digest));
  CHECK(reasons(garbage) == std::vector{Reason::malformed});
}

TEST_CASE("attributes may be absent for id-data alone", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(13);
  const Signer signer = signer_of(cast.katie);
  SignOptions options;
  options.content_type = id_ct_receipt;
  SignedData data = prepare_signed_data({signer}, kContent, options);
  data.signer_infos.push_back(make_signer_info(
      signer, std::nullopt, primitives::digest(DigestAlgorithm::sha256, kContent), random));
  const SignerResult result = only_result(data);
  CHECK(result.report.reasons() == std::vector{Reason::missing_attribute});
  CHECK(outcome(result.report, "signature") == "pass");
  // The signer adds them there although they were not asked for.
  Signer without = signer;
  without.with_attributes = false;
  CHECK(signed_by({without}, options).signer_infos[0].signed_attrs.has_value());
}

TEST_CASE("versions and the digest list are noted where they disagree", "[cms]") {
  SignedData data = signed_by({signer_of(CmsCast::get().katie)});
  data.version = 3;
  data.signer_infos[0].version = 3;
  data.digest_algorithms = {x509::algorithm_identifier(DigestAlgorithm::sha1)};
  const SignerResult result = only_result(data);
  CHECK(result.valid());
  CHECK(outcome(result.report, "signer-info-version") == "note");
  CHECK(outcome(result.report, "digest-algorithm-listed") == "note");
  data.version = 4;
  CHECK(outcome(check_signed_data(data), "signed-data-version") == "note");
}

TEST_CASE("a signature is as long as the modulus", "[cms]") {
  SignedData data = signed_by({signer_of(CmsCast::get().katie)});
  data.signer_infos[0].signature.insert(data.signer_infos[0].signature.begin(), 0);
  const SignerResult result = only_result(data);
  CHECK(outcome(result.report, "signature-length") == "fail");
  CHECK(result.report.reasons() == std::vector{Reason::signature_mismatch});
}

TEST_CASE("unknown algorithms and missing certificates are said", "[cms]") {
  SignedData data = signed_by({signer_of(CmsCast::get().katie)});
  SignedData unknown = data;
  unknown.signer_infos[0].digest_algorithm = {ObjectIdentifier("1.2.3.4"), {}};
  CHECK(only_result(unknown).report.reasons().front() == Reason::unsupported_algorithm);
  data.certificates.clear();
  CHECK(only_result(data).report.reasons() == std::vector{Reason::signer_certificate_missing});
  const auto given = verify(data, digests_of(data, kContent),
                            {CmsCast::get().bob.certificate, CmsCast::get().katie.certificate});
  CHECK(given[0].valid());
}

TEST_CASE("the signing certificate is the one that was signed along", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  for (const auto digest :
       {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
    Signer signer = signer_of(cast.katie);
    signer.more_attributes = {SigningCertificate::of(cast.katie.certificate, digest).attribute()};
    const SignerResult right = only_result(signed_by({signer}));
    CHECK(right.valid());
    CHECK(outcome(right.report, "signing-certificate") == "pass");
    signer.more_attributes = {SigningCertificate::of(cast.bob.certificate, digest).attribute()};
    const SignerResult wrong = only_result(signed_by({signer}));
    CHECK(wrong.report.reasons() == std::vector{Reason::signature_mismatch});
    CHECK(outcome(wrong.report, "signing-certificate") == "fail");
  }
}

TEST_CASE("attributes that arrive in another order than DER's are verified as DER", "[cms]") {
  SignedData data = signed_by({signer_of(CmsCast::get().katie)});
  SignerInfo& info = data.signer_infos[0];
  Bytes shuffled;
  for (auto it = info.signed_attrs->all().rbegin(); it != info.signed_attrs->all().rend(); ++it) {
    primitives::append(shuffled, it->encode());
  }
  asn1::Writer writer;
  writer.primitive(asn1::kSet, shuffled);
  if (writer.bytes() == info.signed_attrs_der) std::reverse(shuffled.begin(), shuffled.end());
  info.signed_attrs_der = writer.take();
  const SignerResult result = only_result(SignedData::decode(data.encode()));
  CHECK(result.valid());
  CHECK(outcome(result.report, "signed-attributes-der") == "note");
}

TEST_CASE("content of PKCS #7 1.5 that is no OCTET STRING is digested without its header",
          "[cms]") {
  const Bytes inside = asn1::encode([](asn1::Writer& writer) { writer.integer(42); });
  TestRandom random(14);
  Signer signer = signer_of(CmsCast::get().katie);
  SignOptions options;
  options.content_type = ObjectIdentifier("1.2.3.4");
  SignedData data = prepare_signed_data({signer}, inside, options);
  data.encap_content_info.e_content_tag = asn1::kSequence;
  data.signer_infos.push_back(make_signer_info(
      signer, options.content_type, primitives::digest(DigestAlgorithm::sha256, inside), random));
  const SignedData read = SignedData::decode(data.encode());
  CHECK(read.encap_content_info.e_content_tag == asn1::kSequence);
  CHECK(read.encode() == data.encode());
  CHECK(only_result(read, *read.encap_content_info.e_content).valid());
}

TEST_CASE("of several certificates that a signer may mean, the right one is taken", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(21);
  const auto& own = cast.katie.certificate;
  // Issued again, with the same key; and a foreign key under the same issuer and serial number.
  const auto issued = [&](const x509::PublicKey& key, ByteView serial) {
    return x509::issue(cast.authority, key, own.subject(), x509::Profile::person({"k@example.com"}),
                       primitives::to_bytes(serial), own.validity(), random);
  };
  const auto renewed = issued(own.public_key(), Bytes{0x77});
  const auto foreign = issued(cast.bob.key.public_key(), own.serial_number());

  Signer signer = signer_of(cast.katie);
  SignedData data = signed_by({signer});
  data.certificates = {foreign, own};
  CHECK(only_result(data).valid());
  CHECK(only_result(data).certificate == own);
  data.certificates = {foreign};
  CHECK(only_result(data).report.reasons() == std::vector{Reason::signature_mismatch});

  signer.by_key_identifier = true;
  signer.more_attributes = {SigningCertificate::of(own).attribute()};
  data = signed_by({signer});
  for (const auto& certificates : {std::vector{renewed, own}, std::vector{own, renewed}}) {
    data.certificates = certificates;
    CHECK(only_result(data).valid());
    CHECK(only_result(data).certificate == own);
  }
  data.certificates = {renewed};
  CHECK(only_result(data).report.reasons() == std::vector{Reason::signature_mismatch});
}

TEST_CASE("attributes that are there twice, unsigned or not in DER are noted", "[cms]") {
  const auto noted = [](const SignedData& data, const std::string& rule) {
    const SignerResult result = only_result(data);
    CHECK(result.valid());
    return outcome(result.report, rule) == "note";
  };
  const Bytes capabilities{0x30, 0x00};
  Attributes attributes = usual_attributes();
  attributes.add(smimeCapabilities, capabilities);
  CHECK_FALSE(noted(with_attributes(attributes), "attribute-occurrence"));
  Attributes twice = attributes;
  twice.add(smimeCapabilities, capabilities);
  CHECK(noted(with_attributes(twice), "attribute-occurrence"));
  Attributes two_values = attributes;
  two_values.add_value(smimeCapabilities, Bytes{0x30, 0x02, 0x30, 0x00});
  CHECK(noted(with_attributes(two_values), "attribute-occurrence"));

  SignedData data = with_attributes(usual_attributes());
  CHECK_FALSE(noted(data, "attribute-place"));
  data.signer_infos[0].unsigned_attrs.add(id_aa_receiptRequest, Bytes{0x30, 0x00});
  CHECK(noted(data, "attribute-place"));

  CHECK_FALSE(noted(with_attributes(attributes), "signed-attributes-der"));
  Attributes long_length = usual_attributes();
  long_length.add(ObjectIdentifier("2.999"), Bytes{0x30, 0x81, 0x00});
  CHECK(noted(with_attributes(long_length), "signed-attributes-der"));
}

TEST_CASE("an attribute without a value is missing", "[cms]") {
  Attributes attributes;
  attributes.add(Attribute{id_contentType, {}});
  attributes.add(id_messageDigest,
                 message_digest_value(primitives::digest(DigestAlgorithm::sha256, kContent)));
  CHECK(only_result(with_attributes(attributes)).report.reasons() ==
        std::vector{Reason::missing_attribute});
}

TEST_CASE("several countersignature attributes are as good as one", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(22);
  SignedData data = signed_by({signer_of(cast.katie)});
  SignerInfo& signer = data.signer_infos[0];
  countersign(signer, signer_of(cast.bob), random);
  const auto first = signer.unsigned_attrs.only_value(id_countersignature);
  REQUIRE(first);
  signer.unsigned_attrs.add(id_countersignature, primitives::to_bytes(*first));
  CHECK(countersignatures(signer).size() == 2);
  CHECK(outcome(only_result(data).report, "attribute-place") == "");
}

TEST_CASE("a version that is not defined is unsupported", "[cms]") {
  Bytes message = signed_by({signer_of(CmsCast::get().katie)}).encode();
  const Bytes start{0x30, 0x82, message.at(2), message.at(3), 0x02, 0x01, 0x01};
  REQUIRE(std::equal(start.begin(), start.end(), message.begin()));
  for (const int version : {5, 6, 0x7f, 0x80}) {
    message[6] = static_cast<std::uint8_t>(version);
    const auto kind = tests::error_kind([&] { SignedData::decode(message); });
    CHECK(kind == (version == 5 ? std::nullopt : std::optional(ErrorKind::unsupported_version)));
  }
}

TEST_CASE("certificates are found by what names them, each once and in their order", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  const std::vector own{cast.bob.certificate, cast.katie.certificate};
  const std::vector others{cast.katie.certificate, cast.museum.certificate};
  const CertificateIndex index(own, others);
  CHECK(index.all().size() == 4);
  for (const auto* identity : {&cast.katie, &cast.bob, &cast.museum}) {
    const auto& certificate = identity->certificate;
    for (const auto& id : {CertificateIdentifier::of(certificate),
                           CertificateIdentifier::by_key_identifier(certificate)}) {
      const auto named = index.named_by(id);
      REQUIRE(named.size() == 1);
      CHECK(*named.front() == certificate);
    }
  }
  CHECK(index.named_by(CertificateIdentifier::of(cast.katie.certificate)).front() == &own[1]);
  CHECK(index.named_by(CertificateIdentifier::of(cast.diane.certificate)).empty());
}
