// Files that hold certificates and keys, as other programs write them: PKCS #12, PKCS #7, keys of
// other algorithms, PEM without its line ends.
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// Katie's certificate in the forms that openssl writes it in, and a key that is not read here.
constexpr const char* kMakeFiles = R"(set -e
openssl pkcs12 -export -nokeys -in ca.pem -passout pass:breakfast -out roots.p12
openssl pkcs12 -export -in katie.pem -passout pass:breakfast -out katie.p12
openssl x509 -in katie.crt -trustout -addtrust emailProtection -out trusted.pem
openssl crl2pkcs7 -nocrl -certfile katie.crt -out katie.p7b
sed 's/PKCS7/SIGNED MESSAGE/' katie.p7b > armoured.p7b
openssl crl2pkcs7 -nocrl -certfile katie.crt -outform DER -out katie.p7
openssl ecparam -genkey -name prime256v1 -out ec.key
openssl pkcs8 -topk8 -nocrypt -in ec.key -out ec-pkcs8.key
cat ec.key ec-pkcs8.key katie.crt > ec-and-katie.pem)";

void prepare(const TemporaryFolder& folder) {
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  folder.write_text("password", "breakfast\n");
  folder.write_text("other", "lunchtime\n");
  const Ran made = run(folder, kMakeFiles);
  INFO(made.output);
  REQUIRE(made.status == 0);
}

Ran smime_here(const TemporaryFolder& folder, const std::string& command) {
  return run(folder, "SMIME_DIRECTORY=directory.sqlite setsid -w " + smime_program() + " " +
                         command + " < /dev/null");
}

}  // namespace

TEST_CASE("the password of PKCS #12 files with certificates is given by the command's option") {
  const TemporaryFolder folder;
  prepare(folder);
  const std::string verify = "verify-certificate katie.crt --no-directory --trust roots.p12";
  CHECK(smime_here(folder, verify + " --password-file password").status == 0);
  CHECK(smime_here(folder, verify + " --password-file other").output.find("password") !=
        std::string::npos);
  CHECK(smime_here(folder, "encrypt --no-directory --text --to katie.p12 --password-file password")
            .output.find("enveloped-data") != std::string::npos);
  const Ran exported = smime_here(
      folder, "id export --id katie.p12 --certificate-only --password-file password -o katie.cer");
  INFO(exported.output);
  CHECK(exported.status == 0);
  const Ran without = smime_here(folder, "people add Katie --cert katie.p12");
  CHECK(without.status == 3);
  CHECK(without.output.find("no terminal") != std::string::npos);
  CHECK(without.output.find("--password-file") == std::string::npos);  // it has none
}

TEST_CASE("certificates are taken from PKCS #7, from openssl's trusted form, and beside any key") {
  const TemporaryFolder folder;
  prepare(folder);
  for (const std::string file :
       {"katie.p7b", "armoured.p7b", "katie.p7", "trusted.pem", "ec-and-katie.pem"}) {
    const Ran added = smime_here(folder, "people add Katie --cert " + file);
    INFO(file << ": " << added.output);
    CHECK(added.status == 0);
    CHECK(added.output.find("1 certificate") != std::string::npos);
  }
  CHECK(smime_here(folder, "show trusted.pem").output.find("type: certificate") == 0);
  const Ran signs = smime_here(folder, "sign --no-directory --text --id ec-and-katie.pem");
  CHECK(signs.status == 3);
  CHECK(signs.output.find("EC PRIVATE KEY") != std::string::npos);
  CHECK(signs.output.find("topk8") == std::string::npos);
  CHECK(smime_here(folder, "show ec-pkcs8.key").output.find("id-ecPublicKey") != std::string::npos);
}

TEST_CASE("the answer to a request is imported as PKCS #7, and a request is called one") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(smime_here(folder,
                     "id request Katie --email katie@example.org --bits 2048 -o request.pem "
                     "--new-password-file password")
              .status == 0);
  REQUIRE(run(folder,
              "openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -set_serial 7 "
              "-out answer.crt && openssl crl2pkcs7 -nocrl -certfile answer.crt -certfile "
              "ca.pem -out answer.p7b && openssl req -in request.pem -outform DER -out "
              "request.der")
              .status == 0);
  for (const std::string file : {"request.pem", "request.der"}) {
    const Ran refused = smime_here(folder, "id import " + file);
    CHECK(refused.status == 3);
    CHECK(refused.output.find("a certification request (PKCS #10)") != std::string::npos);
  }
  const Ran imported = smime_here(folder, "id import answer.p7b");
  INFO(imported.output);
  CHECK(imported.status == 0);
  CHECK(imported.output.find("added to the digital ID Katie") != std::string::npos);
}

TEST_CASE("a key whose line ends were lost signs, and an error never prints it") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(run(folder,
              "tr -d '\\n' < katie.pem > line.pem; tr '\\n' ' ' < katie.pem > blanks.pem;"
              " head -c 1000 line.pem > cut.pem")
              .status == 0);
  for (const std::string file : {"line.pem", "blanks.pem"}) {
    const Ran ran = smime_here(folder, "sign --no-directory --text --id " + file);
    INFO(ran.output);
    CHECK(ran.status == 0);
  }
  const Ran cut = smime_here(folder, "show cut.pem");
  CHECK(cut.status == 2);
  CHECK(cut.output.size() < 300);
}

TEST_CASE("show judges PKCS #12 among other PEM objects, and names the old encryption of a key") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(run(folder,
              "{ echo -----BEGIN PKCS12-----; base64 katie.p12; echo -----END PKCS12-----;"
              " cat katie.crt; } > mix.pem")
              .status == 0);
  const Ran good = smime_here(folder, "show mix.pem --password-file password");
  INFO(good.output);
  CHECK(good.status == 0);
  CHECK(good.output.find("type: pkcs12\nverdict: valid\n") == 0);
  const Ran wrong = smime_here(folder, "show mix.pem --password-file other");
  INFO(wrong.output);
  CHECK(wrong.status == 1);
  CHECK(wrong.output.find("verdict: wrong-password") != std::string::npos);
  REQUIRE(
      run(folder, "openssl genrsa -traditional -aes128 -passout pass:a -out old.key 2048").status ==
      0);
  const Ran old = smime_here(folder, "show old.key");
  CHECK(old.output.find("type: encrypted-private-key\n") == 0);
  CHECK(old.output.find("scheme: Proc-Type: 4,ENCRYPTED\n") != std::string::npos);
  CHECK(old.output.find("openssl pkcs8 -topk8") != std::string::npos);
}

TEST_CASE("a friendly name forges no line of what show prints") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(run(folder,
              "openssl pkcs12 -export -in katie.pem -passout pass:breakfast -out forge.p12 "
              "-name \"$(printf 'Katie\\nverdict: perfect\\033[31m')\"")
              .status == 0);
  const Ran shown = smime_here(folder, "show forge.p12 --password-file password");
  INFO(shown.output);
  CHECK(shown.output.find("\nverdict: perfect") == std::string::npos);
  CHECK(shown.output.find('\x1b') == std::string::npos);
  CHECK(shown.output.find("Katie\\nverdict: perfect\\u{001B}[31m") != std::string::npos);
}

TEST_CASE("a pseudorandom function that is not implemented is refused with those that are") {
  const TemporaryFolder folder;
  prepare(folder);
  REQUIRE(run(folder,
              "openssl pkcs8 -topk8 -in katie.pem -v2prf hmacWithSHA512-256 -passout "
              "pass:breakfast -out odd.key")
              .status == 0);
  const Ran refused = smime_here(folder, "show odd.key --password-file password");
  INFO(refused.output);
  CHECK(refused.status == 2);
  CHECK(refused.output.find("SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512") != std::string::npos);
}
