// smime show and smime verify-certificate: what they say of certificates, keys and messages.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

TEST_CASE("verify-certificate tells what is believed, and why not") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  const auto verify = [&](const std::string& arguments) {
    return run(folder,
               smime_program() + " verify-certificate katie.crt --report report.json " + arguments)
        .status;
  };
  const auto report = [&] {
    const Bytes text = folder.read("report.json");
    return nlohmann::json::parse(text.begin(), text.end());
  };
  CHECK(verify("--trust ca.pem --purpose sign") == 0);
  CHECK(report()["chain"].size() == 2);
  CHECK(verify("") == 1);
  CHECK(report()["reasons"][0] == "issuer-unknown");
  CHECK(verify("--trust ca.pem --at 2051-01-01T00:00:00Z") == 1);
  CHECK(report()["reasons"][0] == "expired");
  CHECK(verify("--trust ca.pem --require-revocation") == 1);
  CHECK(report()["reasons"][0] == "revocation-unknown");
  CHECK(verify("--trust ca.pem --max-path-length 2 --max-candidate-paths 1") == 0);
  CHECK(verify("--trust ca.pem --max-path-length 1") == 1);
  CHECK(report()["reasons"].dump().find("limit-exceeded") != std::string::npos);
  CHECK(verify("--trust ca.pem --max-candidate-paths 0") == 1);
  CHECK(verify("--trust ca.pem --max-candidate-paths many") == 3);
  CHECK(verify("--trust nothing.pem") == 3);
  folder.write_text("broken.crt", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
  CHECK(run(folder, smime_program() + " verify-certificate broken.crt").status == 2);
}

TEST_CASE("show describes what a file holds, and private parts only on demand") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  const Ran text = run(folder, smime_program() + " show katie.pem");
  CHECK(text.status == 0);
  CHECK(text.output.find("email:katie@example.org") != std::string::npos);
  CHECK(text.output.find("private exponent") == std::string::npos);
  CHECK(
      run(folder, smime_program() + " show --private katie.pem").output.find("private exponent") !=
      std::string::npos);
  const Ran json = run(folder, smime_program() + " show --json katie.crt");
  CHECK(nlohmann::json::parse(json.output)["subject"] == "CN=katie");
  folder.write_text("mail", mail_from_katie());
  REQUIRE(run(folder, smime_program() + " sign --id katie.pem < mail > message").status == 0);
  CHECK(run(folder, smime_program() + " show message").output.find("type: signed-data") !=
        std::string::npos);
  folder.write_text("nothing", "nothing at all");
  CHECK(run(folder, smime_program() + " show nothing").status == 2);
}

namespace {

/// What smime show says of a file: as JSON, having been asked for text too.
nlohmann::json shown(const TemporaryFolder& folder, const std::string& file) {
  INFO(file);
  const Ran text = run(folder, smime_program() + " show " + file + " < /dev/null");
  INFO(text.output);
  CHECK(text.status == 0);
  CHECK(text.output.find("type: ") != std::string::npos);
  const Ran json = run(folder, smime_program() + " show --json " + file + " < /dev/null");
  REQUIRE(json.status == 0);
  return nlohmann::json::parse(json.output);
}

// A key, a request with a challenge, a CRL with two entries, and keys in other forms.
constexpr const char* kMakeObjects = R"(set -e
openssl genrsa -out key.pem 2048
openssl rsa -in key.pem -pubout -out public.pem
openssl rsa -in key.pem -RSAPublicKey_out -out rsa-public.pem
openssl rsa -in key.pem -outform DER -traditional -out pkcs1.der
openssl pkcs8 -topk8 -in key.pem -passout pass:breakfast -v2 aes-256-cbc -out encrypted.pem
printf '[req]\ndistinguished_name=dn\nattributes=at\nprompt=no\nreq_extensions=ex\n[dn]\nCN=Katie\n[at]\nchallengePassword=secret\n[ex]\nsubjectAltName=email:katie@example.org\n' > req.cnf
openssl req -new -key key.pem -config req.cnf -out request.pem
openssl req -in request.pem -outform DER -out request.der
openssl req -x509 -new -key key.pem -subj /CN=Katie -days 30 -out self.pem
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=cx\n[cx]\nauthorityKeyIdentifier=keyid\n' > ca.cnf
echo 05 > number
printf 'R\t350101000000Z\t240101000000Z,keyCompromise\t0A\tunknown\t/CN=a\nR\t350101000000Z\t240102000000Z,CAkeyTime,20230101000000Z\t0B\tunknown\t/CN=b\n' > index
openssl ca -gencrl -config ca.cnf -keyfile key.pem -cert self.pem -out crl.pem
openssl dsaparam -genkey -out dsa-raw.pem 1024
openssl pkcs8 -topk8 -nocrypt -in dsa-raw.pem -out dsa.pem
openssl crl2pkcs7 -nocrl -certfile self.pem -out bag.p7b
cat self.pem crl.pem request.pem > all.pem)";

}  // namespace

TEST_CASE("show describes requests, CRLs, keys and bundles that openssl made") {
  const TemporaryFolder folder;
  const Ran made = run(folder, kMakeObjects);
  INFO(made.output);
  REQUIRE(made.status == 0);
  for (const std::string file : {"request.pem", "request.der"}) {
    const auto request = shown(folder, file);
    CHECK(request["type"] == "certification-request");
    CHECK(request["subject"] == "CN=Katie");
    CHECK(request["proof_of_possession"] == true);
    CHECK(request["extensions"][0]["value"][0] == "email:katie@example.org");
    CHECK(request["attributes"].size() == 1);
  }
  const auto crl = shown(folder, "crl.pem");
  CHECK(crl["type"] == "crl");
  CHECK(crl["version"] == 2);
  REQUIRE(crl["revoked"].size() == 2);
  CHECK(crl["revoked"][0]["serial_number"] == "0a");
  CHECK(crl["revoked"][0]["reason"] == "keyCompromise");
  CHECK(crl["revoked"][1]["reason"] == "cACompromise");
  CHECK(crl["revoked"][1]["extensions"][0]["value"][0] == "2023-01-01T00:00:00Z");
  CHECK(shown(folder, "public.pem")["public_key"]["public_exponent"] == "65537");
  const auto public_key = shown(folder, "public.pem")["public_key"];
  CHECK(shown(folder, "rsa-public.pem")["public_key"] == public_key);
  CHECK(shown(folder, "pkcs1.der")["public_key"] == public_key);
  CHECK(shown(folder, "key.pem")["public_key"] == public_key);
  CHECK(shown(folder, "dsa.pem")["public_key"]["q"].get<std::string>().size() == 56);
  CHECK(shown(folder, "bag.p7b")["type"] == "signed-data");
  const auto all = shown(folder, "all.pem");
  REQUIRE(all.size() == 3);
  CHECK(all[0]["type"] == "certificate");
  CHECK(all[1]["type"] == "crl");
  CHECK(all[2]["type"] == "certification-request");
}

TEST_CASE("show opens a key under its password, keeps private parts back, and reads a pipe") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, kMakeObjects).status == 0);
  folder.write_text("password", "breakfast\n");
  const std::string show = "setsid " + smime_program() + " show ";
  const Ran closed = run(folder, show + "encrypted.pem < /dev/null");
  CHECK(closed.status == 0);
  CHECK(closed.output.find("PBES2 with aes-256-cbc") != std::string::npos);
  const Ran open = run(folder, show + "--password-file password encrypted.pem");
  CHECK(open.output.find("type: private-key") != std::string::npos);
  CHECK(open.output.find("private exponent") == std::string::npos);
  const Ran all = run(folder, show + "--private --password-file password encrypted.pem");
  CHECK(all.output.find("private exponent") != std::string::npos);
  folder.write_text("wrong", "lunch\n");
  CHECK(run(folder, show + "--password-file wrong encrypted.pem").status == 2);
  for (const std::string file : {"self.pem", "request.der", "crl.pem"}) {
    CHECK(run(folder, show + "- < " + file).output == run(folder, show + file).output);
  }
}

TEST_CASE("show says of malformed input where it is, and which rule it breaks") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, kMakeObjects).status == 0);
  // The last octets of the CRL are cut off; the version of the request becomes 7.
  REQUIRE(run(folder, "openssl crl -in crl.pem -outform DER | head -c 100 > cut.der").status == 0);
  const Ran cut = run(folder, smime_program() + " show cut.der");
  CHECK(cut.status == 2);
  CHECK(cut.output.find("offset") != std::string::npos);
  CHECK(cut.output.find("X.690") != std::string::npos);
  folder.write_text("broken.pem", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
  const Ran broken = run(folder, smime_program() + " show broken.pem");
  CHECK(broken.status == 2);
  CHECK(broken.output.find("broken.pem") != std::string::npos);
}
