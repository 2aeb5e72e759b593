// Signatures: certificates and CRLs of RFC 4134, RFC 5280 and RFC 9216 under the keys that made
// them, and what we sign under our own check.
#include "x509/signature.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/signing.hpp"

using namespace smime;
using namespace smime::x509;
using primitives::from_hex;
using tests::kind_of;

namespace {

std::vector<Certificate> certificates(const char* file) {
  std::vector<Certificate> result;
  const auto json = tests::read_json(tests::vectors(file));
  for (const auto& test : json["testGroups"][0]["tests"]) {
    if (!test.contains("certificate")) continue;
    result.push_back(Certificate::decode(from_hex(test["certificate"].get<std::string>())));
  }
  return result;
}

PrivateKey key_file(const std::string& name) {
  const auto folder = tests::cryptography_vectors("asymmetric");
  REQUIRE(folder);
  return PrivateKey::from_pkcs8(tests::read_objects(*folder / name, "PRIVATE KEY").at(0));
}

}  // namespace

TEST_CASE("the certificates of RFC 4134 are signed by Carl", "[x509][signature]") {
  const auto all = certificates("x509/rfc4134_certificates.json");
  for (const Certificate& issuer : all) {
    if (!issuer.is_self_issued()) continue;
    for (const Certificate& certificate : all) {
      INFO(certificate.subject().rfc4514() << " by " << issuer.subject().rfc4514());
      CHECK(certificate.is_signed_with(issuer.public_key()) ==
            (certificate.issuer() == issuer.subject()));
    }
  }
}

TEST_CASE("the examples of RFC 5280, appendix C, are signed", "[x509][signature]") {
  const auto all = certificates("x509/rfc5280_appendix_c.json");
  CHECK(all.at(0).is_signed_with(all.at(0).public_key()));
  CHECK(all.at(1).is_signed_with(all.at(0).public_key()));
  CHECK_FALSE(all.at(1).is_signed_with(all.at(1).public_key()));
  const auto json = tests::read_json(tests::vectors("x509/rfc5280_appendix_c.json"));
  const auto crl = CertificateList::decode(
      from_hex(json["testGroups"][0]["tests"][3]["crl"].get<std::string>()));
  CHECK(crl.is_signed_with(all.at(0).public_key()));
}

TEST_CASE("a signature that is not whole octets is read, and is not the right one",
          "[x509][signature]") {
  const auto json = tests::read_json(tests::vectors("x509/rfc5280_appendix_c.json"));
  Bytes der = from_hex(json["testGroups"][0]["tests"][0]["certificate"].get<std::string>());
  der.at(449) = 1;     // the count of unused bits
  der.back() &= 0xfe;  // DER has them zero
  const Certificate root = Certificate::decode(der);
  CHECK_FALSE(root.is_signed_with(root.public_key()));
}

TEST_CASE("a DSA key inherits the parameters of its issuer", "[x509][signature]") {
  const auto all = certificates("x509/rfc4134_certificates.json");
  const auto find = [&](std::string_view name) {
    for (const Certificate& one : all) {
      if (one.subject().common_name() == name) return one;
    }
    throw std::runtime_error("no such certificate");
  };
  const PublicKey diane = find("DianeDSS").public_key();
  const PublicKey carl = find("CarlDSS").public_key();
  CHECK(diane.inherits_parameters());
  CHECK(kind_of([&] { diane.with_inherited_parameters(diane).pss_parameters(); }) == std::nullopt);
  CHECK(diane.bits() == 0);
  const PublicKey whole = diane.with_inherited_parameters(carl);
  CHECK(whole.bits() == 1024);
  CHECK(whole.der().size() == diane.der().size());
}

TEST_CASE("every scheme verifies what it signed, and nothing else", "[x509][signature]") {
  if (!tests::cryptography_vectors("asymmetric")) {
    return tests::skip("python3-cryptography-vectors is not installed");
  }
  SystemRandom random;
  const Bytes message = primitives::to_bytes("Breakfast at eight?");
  const PrivateKey rsa = key_file("PKCS8/unenc-rsa-pkcs8.pem");
  const PrivateKey pss = key_file("PKCS8/rsa_pss_2048_hash_mask_salt.pem");
  const PrivateKey dsa = key_file("PKCS8/unenc-dsa-pkcs8.pem");
  const std::pair<PrivateKey, SignatureScheme> cases[] = {
      {rsa, SignatureScheme::pkcs1_v1_5(DigestAlgorithm::md5)},
      {rsa, SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha256)},
      {rsa, SignatureScheme::rsassa_pss(DigestAlgorithm::sha256)},
      {pss, default_scheme(pss, DigestAlgorithm::sha512)},
      {dsa, SignatureScheme::dsa(DigestAlgorithm::sha1)},
      {dsa, SignatureScheme::dsa(DigestAlgorithm::sha256)},
  };
  for (const auto& [key, scheme] : cases) {
    INFO(scheme.name());
    CHECK(signature_scheme(algorithm_identifier(scheme)) == scheme);
    Bytes signature = sign(key, scheme, message, random);
    CHECK(verify_signature(key.public_key(), scheme, message, signature));
    CHECK_FALSE(verify_signature(key.public_key(), scheme, signature, signature));
    signature.back() ^= 1;
    CHECK_FALSE(verify_signature(key.public_key(), scheme, message, signature));
    CHECK_FALSE(verify_signature(key.public_key(), scheme, message, {}));
  }
}

TEST_CASE("a key does not serve a scheme that is not its own", "[x509][signature]") {
  if (!tests::cryptography_vectors("asymmetric")) {
    return tests::skip("python3-cryptography-vectors is not installed");
  }
  SystemRandom random;
  const PrivateKey pss = key_file("PKCS8/rsa_pss_2048_hash_mask_salt.pem");
  const PrivateKey dsa = key_file("PKCS8/unenc-dsa-pkcs8.pem");
  const auto refusal = [&](const PrivateKey& key, const SignatureScheme& scheme) {
    return kind_of([&] { sign(key, scheme, Bytes(3), random); });
  };
  CHECK(refusal(pss, SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha256)) ==
        ErrorKind::invalid_argument);
  CHECK(refusal(pss, SignatureScheme::rsassa_pss(DigestAlgorithm::sha512)) ==
        ErrorKind::invalid_argument);
  CHECK(refusal(dsa, SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha256)) ==
        ErrorKind::invalid_argument);
  CHECK_FALSE(key_suits_scheme(pss.public_key(), SignatureScheme::dsa(DigestAlgorithm::sha1)));
}

TEST_CASE("signature algorithm identifiers", "[x509][signature]") {
  const auto encoded = [](const SignatureScheme& scheme) {
    return primitives::to_hex(
        asn1::encode([&](asn1::Writer& w) { algorithm_identifier(scheme).write(w); }));
  };
  CHECK(encoded(SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha256)) ==
        "300d06092a864886f70d01010b0500");
  CHECK(encoded(SignatureScheme::dsa(DigestAlgorithm::sha1)) == "300906072a8648ce380403");
  // RFC 4055, 6: rSASSA-PSS-SHA256-Identifier
  CHECK(encoded(SignatureScheme::rsassa_pss(DigestAlgorithm::sha256)) ==
        "304106092a864886f70d01010a3034a00f300d06096086480165030402010500a11c301a06092a864886f70d0"
        "10108300d06096086480165030402010500a203020120");
  // RFC 4055, 6: rSASSA-PSS-Default-Identifier
  CHECK(encoded(SignatureScheme::rsassa_pss(DigestAlgorithm::sha1)) ==
        "300d06092a864886f70d01010a3000");
  CHECK(signature_scheme(AlgorithmIdentifier::with_null(rsaEncryption), DigestAlgorithm::sha1) ==
        SignatureScheme::pkcs1_v1_5(DigestAlgorithm::sha1));
  CHECK(kind_of([] {
          signature_scheme(AlgorithmIdentifier::with_null(sha256WithRSAEncryption),
                           DigestAlgorithm::sha1);
        }) == ErrorKind::unsupported_algorithm);
  CHECK(kind_of([] {
          signature_scheme(AlgorithmIdentifier{id_RSASSA_PSS, {}});
        }) == ErrorKind::malformed);
  CHECK(kind_of([] {
          signature_scheme(AlgorithmIdentifier{id_sha1, {}});
        }) == ErrorKind::unsupported_algorithm);
}
