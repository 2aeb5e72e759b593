// The messages of RFC 4134: every one gives what its section says.
#include "cms/countersignature.hpp"
#include "cms/digested_data.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using nlohmann::json;
using tests::for_each_test;
using tests::hex;

namespace {

constexpr auto kFile = "cms/rfc4134_messages.json";

std::string name_of(const json& test) {
  return test.at("comment").get<std::string>();
}

void check_signer(const SignerResult& result, const json& expected) {
  for (const auto& check : result.report.checks()) {
    INFO(check.rule << ": " << check.detail);
    CHECK(check.outcome != x509::Outcome::fail);
  }
  REQUIRE(result.certificate);
  CHECK(result.certificate->subject().rfc4514() == expected.at("subject"));
  CHECK(to_string(*result.digest) == expected.at("digest").get<std::string>());
  CHECK(result.signature_algorithm == expected.at("signature"));
}

std::vector<std::string> attribute_types(const Attributes& attributes) {
  std::vector<std::string> types;
  for (const Attribute& attribute : attributes.all()) {
    types.push_back(attribute.attr_type.dotted());
  }
  return types;
}

}  // namespace

TEST_CASE("RFC 4134, 3: data in BER and DER", "[cms][vectors]") {
  for_each_test(kFile, "Data", [](const json&, const json& test) {
    INFO(name_of(test));
    const ContentInfo info = ContentInfo::decode(hex(test, "message"));
    CHECK(info.content_type == id_data);
    CHECK(decode_data(info.content) == hex(test, "content"));
  });
}

TEST_CASE("RFC 4134, 4: signed data", "[cms][vectors]") {
  for_each_test(kFile, "SignedData", [](const json&, const json& test) {
    INFO(name_of(test));
    const ContentInfo info = ContentInfo::decode(hex(test, "message"));
    REQUIRE(info.content_type == id_signedData);
    const SignedData data = SignedData::decode(info.content);
    CHECK(data.is_detached() == test.at("detached").get<bool>());
    const Bytes content = hex(test, "content");
    if (!data.is_detached()) CHECK(*data.encap_content_info.e_content == content);
    CHECK(data.crls.size() == test.at("crls").get<std::size_t>());
    CHECK(data.version == required_version(data));

    std::vector<x509::Certificate> candidates;
    for (const std::string certificate : test.at("certificates")) {
      candidates.push_back(x509::Certificate::decode(primitives::from_hex(certificate)));
    }
    const auto results = verify(data, digests_of(data, content), candidates);
    const auto& signers = test.at("signers");
    REQUIRE(results.size() == signers.size());
    std::size_t countersigned = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
      check_signer(results[i], signers[i]);
      for (const auto& result : verify_countersignatures(data, data.signer_infos[i], candidates)) {
        ++countersigned;
        CHECK(tests::outcome(result.report, "message-digest") == "pass");
      }
      const auto& attributes = data.signer_infos[i].signed_attrs;
      const std::vector<std::string> types =
          attributes ? attribute_types(*attributes) : std::vector<std::string>{};
      CHECK(json(types) == test.at("signedAttributes"));
    }
    CHECK(countersigned == test.at("countersignatures").get<std::size_t>());
    CHECK(SignedData::decode(data.encode()).encode() == data.encode());
  });
}

TEST_CASE("RFC 4134, 5: enveloped data", "[cms][vectors]") {
  for_each_test(kFile, "EnvelopedData", [](const json& group, const json& test) {
    INFO(name_of(test));
    const DecryptionKeys keys{{{x509::Certificate::decode(hex(group, "certificate")),
                                x509::PrivateKey::from_pkcs8(hex(group, "privateKey"))}}};
    const Bytes message = hex(test, "message");
    primitives::BytesSource source(message);
    primitives::BytesSink content;
    tests::TestRandom random(1);
    const Decryption result = decrypt(source, keys, content, random);
    CHECK(result.opened());
    CHECK(content.bytes() == hex(test, "content"));
    CHECK(result.cipher == test.at("cipher"));
    REQUIRE(result.chosen);
    const auto& info = result.head.recipient_infos.at(result.chosen->recipient_info);
    CHECK(key_management_name(info) == test.at("keyTransport"));
    const Bytes whole = ContentInfo::decode(message).content;
    CHECK(EnvelopedData::decode(EnvelopedData::decode(whole).encode()).encode() ==
          EnvelopedData::decode(whole).encode());
  });
}

TEST_CASE("RFC 4134, 6: digested data", "[cms][vectors]") {
  for_each_test(kFile, "DigestedData", [](const json&, const json& test) {
    INFO(name_of(test));
    const Bytes message = hex(test, "message");
    primitives::BytesSource source(message);
    primitives::BytesSink content;
    const DigestVerification result = verify_digest(source, content);
    CHECK(result.report.passed());
    CHECK(content.bytes() == hex(test, "content"));
    CHECK(digest_content(content.bytes(), DigestAlgorithm::sha1) == message);
  });
}

TEST_CASE("RFC 4134, 7: encrypted data", "[cms][vectors]") {
  for_each_test(kFile, "EncryptedData", [](const json& group, const json& test) {
    INFO(name_of(test));
    const Bytes message = hex(test, "message");
    primitives::BytesSource source(message);
    primitives::BytesSink content;
    const Decryption result = decrypt_with_key(source, Secret(hex(group, "key")), content);
    CHECK(result.opened());
    CHECK(content.bytes() == hex(test, "content"));
    CHECK(result.cipher == group.at("cipher"));
    CHECK(json(attribute_types(result.unprotected_attrs)) == test.at("unprotectedAttributes"));
    const EncryptedData data = EncryptedData::decode(ContentInfo::decode(message).content);
    CHECK(ContentInfo{id_encryptedData, data.encode()}.encode() == message);
  });
}
