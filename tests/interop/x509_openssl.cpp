// OpenSSL and our authority: it accepts what we issue, and we accept what it issues.
#include "primitives/rsa_keygen.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/cast.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::pem;
using tests::run;
using tests::TemporaryFolder;
using tests::TestRandom;

namespace {

// Root, intermediate and Katie as PEM files.
void write_chain(const TemporaryFolder& folder) {
  const Cast& cast = Cast::get();
  folder.write_text("root.pem", pem("CERTIFICATE", cast.root.certificate.der()));
  folder.write_text("middle.pem", pem("CERTIFICATE", cast.intermediate.certificate.der()));
  folder.write_text("katie.pem", pem("CERTIFICATE", cast.katie.der()));
}

constexpr auto kVerify =
    "openssl verify -attime 1795435200 -x509_strict -CAfile root.pem -untrusted middle.pem ";

CertificateList crl(const Authority& issuer, std::vector<RevokedCertificate> entries) {
  const Cast& cast = Cast::get();
  TestRandom random(31);
  CrlProfile profile;
  profile.this_update = {cast.now.seconds - 3600};
  profile.next_update = Time{cast.now.seconds + 86400};
  return issue_crl(issuer, std::move(entries), profile, random);
}

Bytes der_of(const TemporaryFolder& folder, const std::string& command) {
  const auto ran = run(folder, command);
  INFO(ran.output);
  REQUIRE(ran.status == 0);
  return folder.read("out.der");
}

}  // namespace

TEST_CASE("openssl verifies our chain for mail", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const TemporaryFolder folder;
  write_chain(folder);
  for (const char* purpose : {"smimesign", "smimeencrypt", "any"}) {
    const auto ran = run(folder, std::string(kVerify) + "-purpose " + purpose + " katie.pem");
    INFO(ran.output);
    CHECK(ran.status == 0);
  }
  const auto shown =
      run(folder, "openssl x509 -in katie.pem -noout -text -email -fingerprint -sha256");
  INFO(shown.output);
  CHECK(shown.output.find("email:katie@example.com") != std::string::npos);
  CHECK(shown.output.find("E-mail Protection") != std::string::npos);
}

TEST_CASE("openssl reads our CRL and refuses whom it names", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  write_chain(folder);
  const auto verify = [&](const std::vector<RevokedCertificate>& entries) {
    folder.write_text("crls.pem", pem("X509 CRL", crl(cast.root, {}).der()) +
                                      pem("X509 CRL", crl(cast.intermediate, entries).der()));
    return run(folder, std::string(kVerify) + "-crl_check_all -CRLfile crls.pem katie.pem");
  };
  const auto good = verify({});
  INFO(good.output);
  CHECK(good.status == 0);
  const auto revoked = verify({revoke(cast.katie, cast.now, CrlReason::key_compromise)});
  CHECK(revoked.status != 0);
  CHECK(revoked.output.find("certificate revoked") != std::string::npos);
}

TEST_CASE("openssl reads our requests and keys", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  TestRandom random(32);
  const auto request = make_request(cast.bob_key, Name::from_rfc4514("CN=Bob,O=Example"),
                                    Profile::person({"bob@example.com"}).extensions, random);
  folder.write("request.der", request.der());
  const auto ran = run(folder, "openssl req -inform DER -in request.der -noout -verify -text");
  INFO(ran.output);
  CHECK(ran.status == 0);
  CHECK(ran.output.find("email:bob@example.com") != std::string::npos);

  folder.write("key.der", cast.bob_key.to_pkcs8().view());
  CHECK(run(folder, "openssl pkey -inform DER -in key.der -check -noout").status == 0);
  folder.write("key1.der", cast.bob_key.to_pkcs1().view());
  CHECK(run(folder, "openssl rsa -inform DER -in key1.der -check -noout").status == 0);
}

TEST_CASE("openssl opens our encrypted keys, and we open its", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  TestRandom random(33);
  const Secret password(primitives::bytes_of("geheim"));
  for (const auto scheme :
       {PasswordScheme::pbes2_aes_128_cbc, PasswordScheme::pbes2_aes_192_cbc,
        PasswordScheme::pbes2_aes_256_cbc, PasswordScheme::pbes2_des_ede3_cbc,
        PasswordScheme::pkcs12_sha1_des_ede3_cbc, PasswordScheme::pkcs12_sha1_des_ede2_cbc}) {
    folder.write("key.der", cast.bob_key.to_encrypted_pkcs8(
                                password, {scheme, 2048, DigestAlgorithm::sha256}, random));
    const auto ran =
        run(folder, "openssl pkcs8 -inform DER -in key.der -passin pass:geheim -out plain.pem");
    INFO(ran.output);
    CHECK(ran.status == 0);
  }
  folder.write("plain.der", cast.bob_key.to_pkcs8().view());
  for (const char* how :
       {"-v2 aes-256-cbc", "-v2 aes128 -v2prf hmacWithSHA512", "-v2 des3", "-v1 PBE-SHA1-3DES",
        "-v2 aes-256-cbc -v2prf hmacWithSHA1", "-v1 PBE-MD5-DES -provider legacy -provider default",
        "-v1 PBE-SHA1-DES -provider legacy -provider default",
        "-v1 PBE-SHA1-RC2-40 -provider legacy -provider default",
        "-v1 PBE-SHA1-RC2-128 -provider legacy -provider default",
        "-v2 rc2 -provider legacy -provider default"}) {
    INFO(how);
    const Bytes der =
        der_of(folder, std::string("openssl pkcs8 -topk8 -inform DER -in plain.der "
                                   "-outform DER -out out.der -passout pass:geheim ") +
                           how);
    CHECK(PrivateKey::from_encrypted_pkcs8(der, password).public_key() ==
          cast.bob_key.public_key());
  }
}

TEST_CASE("we verify chains that openssl made", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const TemporaryFolder folder;
  folder.write_text("ext",
                    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                    "extendedKeyUsage=emailProtection\nsubjectAltName=email:k@example.com\n");
  for (const char* key : {"rsa:2048", "rsa-pss -pkeyopt rsa_keygen_bits:2048"}) {
    INFO(key);
    const std::string key_option = key;
    const Bytes root =
        der_of(folder, "openssl req -x509 -newkey " + key_option +
                           " -keyout root.key -nodes -subj /CN=Root -days 30 -out root.pem && "
                           "openssl x509 -in root.pem -outform DER -out out.der");
    const Bytes end =
        der_of(folder,
               "openssl req -newkey rsa:2048 -keyout end.key -nodes -subj /CN=Katie -out end.req "
               "&& openssl x509 -req -in end.req -CA root.pem -CAkey root.key -days 30 "
               "-CAcreateserial -extfile ext -outform DER -out out.der");
    const Certificate certificate = Certificate::decode(end);
    path::PathOptions options;
    options.purpose = path::Purpose::sign;
    const Time now{certificate.validity().not_before.seconds + 60};
    const auto result = path::verify_certificate(
        certificate, path::TrustStore({Certificate::decode(root)}), {}, {}, now, options);
    CHECK(result.report.reasons().empty());
    CHECK(result.chain.size() == 2);
  }
}

TEST_CASE("we verify requests that openssl made", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const TemporaryFolder folder;
  const Bytes der = der_of(folder,
                           "openssl req -newkey rsa:2048 -keyout k -nodes -subj /C=US/CN=Katie "
                           "-addext subjectAltName=email:k@example.com -outform DER -out out.der");
  const auto request = CertificationRequest::decode(der);
  CHECK(request.verify());
  CHECK(request.info().subject.rfc4514() == "CN=Katie,C=US");
  CHECK(request.info().extension_request().find<SubjectAltName>()->names.size() == 1);
}
