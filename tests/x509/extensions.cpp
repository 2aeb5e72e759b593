// Extensions: decoded from and encoded to octets that RFC 5280, appendix C prints, and refused.
#include "x509/extensions.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/x509/support.hpp"
#include "x509/distribution_points.hpp"
#include "x509/name_constraints_extension.hpp"
#include "x509/policy_extensions.hpp"

using namespace smime;
using namespace smime::x509;
using primitives::from_hex;
using primitives::to_hex;
using tests::kind_of;

namespace {

// Decodes, and encodes to the same octets again.
template <typename T>
T both_ways(std::string_view hex) {
  const Bytes value = from_hex(hex);
  T decoded = T::decode(value);
  CHECK(to_hex(decoded.encode()) == to_hex(value));
  return decoded;
}

template <typename T>
std::optional<ErrorKind> refusal(std::string_view hex) {
  const Bytes value = from_hex(hex);
  return kind_of([&] { T::decode(value); });
}

}  // namespace

TEST_CASE("basicConstraints", "[x509][extensions]") {
  // RFC 5280, C.1, offset 447: cA TRUE
  const auto root = both_ways<BasicConstraints>("30030101ff");
  CHECK(root.ca);
  CHECK_FALSE(root.path_len_constraint);
  CHECK_FALSE(both_ways<BasicConstraints>("3000").ca);
  CHECK(both_ways<BasicConstraints>("30060101ff020100").path_len_constraint == 0U);
  CHECK(refusal<BasicConstraints>("30060101ff0201ff") == ErrorKind::malformed);
  CHECK(refusal<BasicConstraints>("30030101fe") == ErrorKind::not_der);
  CHECK(refusal<BasicConstraints>("30030101ff00") == ErrorKind::trailing_data);
}

TEST_CASE("keyUsage", "[x509][extensions]") {
  // RFC 5280, C.1: keyCertSign and cRLSign; C.2: digitalSignature and nonRepudiation
  const auto authority = both_ways<KeyUsage>("03020106");
  CHECK(authority.has(KeyUsage::key_cert_sign));
  CHECK(authority.has(KeyUsage::crl_sign));
  CHECK_FALSE(authority.has(KeyUsage::digital_signature));
  CHECK(authority.to_text() == "keyCertSign, cRLSign");
  CHECK(both_ways<KeyUsage>("030206c0").to_text() == "digitalSignature, nonRepudiation");
  CHECK(both_ways<KeyUsage>("0303070080").has(KeyUsage::decipher_only));
  CHECK(refusal<KeyUsage>("03020806") == ErrorKind::malformed);
  CHECK(refusal<KeyUsage>("0500") == ErrorKind::malformed);
}

TEST_CASE("key identifiers", "[x509][extensions]") {
  // RFC 5280, C.1 and C.2
  const auto subject =
      both_ways<SubjectKeyIdentifier>("04140868af8533c8394a7af882938e706a4a20842c32");
  const auto issuer =
      both_ways<AuthorityKeyIdentifier>("301680140868af8533c8394a7af882938e706a4a20842c32");
  CHECK(issuer.key_identifier == subject.key_identifier);
  const auto full =
      both_ways<AuthorityKeyIdentifier>("301aa115a4133011310f300d06035504030c0654657374434182012a");
  REQUIRE(full.authority_cert_issuer.size() == 1);
  CHECK(full.authority_cert_issuer[0].to_text() == "DirName:CN=TestCA");
  CHECK(full.authority_cert_serial_number == from_hex("2a"));
  CHECK_FALSE(full.key_identifier);
}

TEST_CASE("subjectAltName", "[x509][extensions]") {
  // RFC 5280, C.2: rfc822Name
  const auto names =
      both_ways<SubjectAltName>("30188116656e642e656e74697479406578616d706c652e636f6d").names;
  CHECK(names.at(0).text == "end.entity@example.com");
  const auto all = both_ways<SubjectAltName>(
      "3031"
      "8103614062"                                          // rfc822Name a@b
      "82026263"                                            // dNSName bc
      "8603783a79"                                          // URI x:y
      "8704c0000201"                                        // iPAddress 192.0.2.1
      "88032a0304"                                          // registeredID
      "a01606082b06010505070809a00a0c08c3a94065782e6672");  // SmtpUTF8Mailbox
  REQUIRE(all.names.size() == 6);
  CHECK(all.names[0].to_text() == "email:a@b");
  CHECK(all.names[1].to_text() == "DNS:bc");
  CHECK(all.names[2].to_text() == "URI:x:y");
  CHECK(all.names[3].to_text() == "IP:192.0.2.1");
  CHECK(all.names[4].to_text() == "Registered ID:1.2.3.4");
  CHECK(all.names[5].text == "\xc3\xa9@ex.fr");
  CHECK(refusal<SubjectAltName>("3000") == ErrorKind::malformed);
  CHECK(refusal<SubjectAltName>("3003890161") == ErrorKind::malformed);
  CHECK(refusal<SubjectAltName>("30038101ff") == ErrorKind::malformed);
}

TEST_CASE("an IPv6 address is shown", "[x509][extensions]") {
  CHECK(GeneralName::ip(from_hex("20010db8000000000000000000000001")).to_text() ==
        "IP:2001:db8:0:0:0:0:0:1");
  CHECK(GeneralName::ip(from_hex("c0000200ffffff00")).to_text() == "IP:192.0.2.0/255.255.255.0");
}

TEST_CASE("extKeyUsage", "[x509][extensions]") {
  const auto usage = both_ways<ExtendedKeyUsage>("300a06082b06010505070304");
  CHECK(usage.has(id_kp_emailProtection));
  CHECK_FALSE(usage.has(id_kp_serverAuth));
  CHECK(refusal<ExtendedKeyUsage>("3000") == ErrorKind::malformed);
}

TEST_CASE("privateKeyUsagePeriod", "[x509][extensions]") {
  const auto period = both_ways<PrivateKeyUsagePeriod>(
      "3022800f32303034303430313030303030305a810f32303036303430313030303030305a");
  CHECK(period.not_before == Time::from_civil(2004, 4, 1));
  CHECK(period.not_after == Time::from_civil(2006, 4, 1));
}

TEST_CASE("policies", "[x509][extensions]") {
  // RFC 5280, C.2 of RFC 3280: 2.16.840.1.101.3.2.1.48.9
  const auto policies = both_ways<CertificatePolicies>("300e300c060a60864801650302013009").policies;
  REQUIRE(policies.size() == 1);
  CHECK(policies[0].policy_identifier.dotted() == "2.16.840.1.101.3.2.1.48.9");
  CHECK(PolicyQualifierInfo::cps("http://a").to_text() == "CPS http://a");
  CHECK(refusal<CertificatePolicies>("300c300406022a03300406022a03") == ErrorKind::malformed);
  CHECK(refusal<CertificatePolicies>("3000") == ErrorKind::malformed);

  const auto mappings = both_ways<PolicyMappings>("300a300806022a0306022a04").mappings;
  REQUIRE(mappings.size() == 1);
  CHECK(mappings[0].subject_domain_policy.dotted() == "1.2.4");

  const auto constraints = both_ways<PolicyConstraints>("3006800103810100");
  CHECK(constraints.require_explicit_policy == 3U);
  CHECK(constraints.inhibit_policy_mapping == 0U);
  CHECK(refusal<PolicyConstraints>("30038001ff") == ErrorKind::malformed);
  CHECK(both_ways<InhibitAnyPolicy>("020105").skip_certs == 5U);
  CHECK(refusal<InhibitAnyPolicy>("0201ff") == ErrorKind::malformed);
}

TEST_CASE("nameConstraints", "[x509][extensions]") {
  const auto constraints = both_ways<NameConstraints>("3013a00830068204612e6262a107300581032e6361");
  REQUIRE(constraints.permitted_subtrees.size() == 1);
  REQUIRE(constraints.excluded_subtrees.size() == 1);
  CHECK(constraints.permitted_subtrees[0].to_text() == "DNS:a.bb");
  CHECK(constraints.excluded_subtrees[0].to_text() == "email:.ca");
  // minimum 1, maximum 2
  CHECK(refusal<NameConstraints>("300ca00a30088203612e62800101") == ErrorKind::malformed);
  CHECK(refusal<NameConstraints>("300ca00a30088203612e62810102") == ErrorKind::malformed);
  CHECK(refusal<NameConstraints>("3002a000") == ErrorKind::malformed);
}

TEST_CASE("distribution points", "[x509][extensions]") {
  const auto points =
      both_ways<CrlDistributionPoints>("30123010a00aa0088606687474703a7881020106").points;
  CHECK(points.size() == 1);
  const auto issuing = both_ways<IssuingDistributionPoint>("30068101ff8401ff");
  CHECK(issuing.only_contains_user_certs);
  CHECK(issuing.indirect_crl);
  CHECK_FALSE(issuing.only_contains_ca_certs);
  const auto access = both_ways<AuthorityInfoAccess>("3013301106082b060105050730018605683a2f2f61");
  CHECK(access.descriptions.at(0).access_method == id_ad_ocsp);
  CHECK(refusal<CrlDistributionPoints>("30023000") == ErrorKind::malformed);
  CHECK(refusal<CrlDistributionPoints>("3000") == ErrorKind::malformed);
}

TEST_CASE("an extension stands once, and its defaults are left out", "[x509][extensions]") {
  const auto read = [](std::string_view hex) {
    const Bytes der = from_hex(hex);
    return kind_of([&] {
      asn1::Reader reader(der);
      Extensions::read(reader, "extensions");
    });
  };
  CHECK_FALSE(read("300b30090603551d1304023000"));
  CHECK(read("301630090603551d130402300030090603551d1304023000") == ErrorKind::malformed);
  CHECK(read("300e300c0603551d1301010004023000") == ErrorKind::not_der);
  CHECK(read("3000") == ErrorKind::malformed);
}
