// The mails of RFC 4134, and mail between the people of RFC 9216 that openssl makes, through smime
// open.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

struct Opened {
  int status = 0;
  std::string said, verdict;
  json reasons;
};

Opened open(const TemporaryFolder& folder, const std::string& arguments) {
  const Ran ran =
      run(folder,
          smime_program() + " open --no-directory --report report.json -o content " + arguments);
  const Bytes text = folder.read("report.json");
  const json report = json::parse(text.begin(), text.end());
  return {ran.status, ran.output, report["verdict"], report["reasons"]};
}

// A PEM object with lines of CR LF or LF out of the folder of RFC 9216.
std::string of_rfc9216(const std::filesystem::path& data, const std::string& name) {
  return primitives::to_string(read_file(data / "pem" / name));
}

}  // namespace

TEST_CASE("the mails of RFC 4134, 4.8, 4.9 and 5.3") {
  const auto data = shared_data("rfc4134/files");
  if (!data) return skip("the samples of RFC 4134 are not here");
  const TemporaryFolder folder;
  const std::string at = "--policy any --at 1999-10-01T00:00:00Z --trust " +
                         (*data / "CarlDSSSelf.cer").string() + " ";
  const std::string content = primitives::to_string(read_file(*data / "ExContent.bin"));
  for (const std::string file : {"4.8.eml", "4.9.eml"}) {
    INFO(file);
    const std::string message = (*data / file).string();
    // From says examples.com, the certificate example.com.
    const Opened spoofed = open(folder, at + message);
    CHECK(spoofed.status == 1);
    CHECK(spoofed.reasons == json::array({"address-mismatch"}));
    CHECK(spoofed.said.find("from aliceDss@examples.com") != std::string::npos);
    CHECK(spoofed.said.find("for AliceDSS@example.com") != std::string::npos);
    const Opened opened = open(folder, at + "--from aliceDss@example.com " + message);
    CHECK(opened.status == 0);
    CHECK(opened.verdict == "valid");
    CHECK(primitives::to_string(folder.read("content")).find(content) != std::string::npos);
  }
  folder.write_text("bob.pem", pem("PRIVATE KEY", read_file(*data / "BobPrivRSAEncrypt.pri")) +
                                   pem("CERTIFICATE", read_file(*data / "BobRSASignByCarl.cer")));
  const Opened secret = open(folder, at + "--id bob.pem " + (*data / "5.3.eml").string());
  CHECK(secret.status == 0);
  CHECK(secret.verdict == "not-signed");
  CHECK(primitives::to_string(folder.read("content")).find(content) != std::string::npos);
}

TEST_CASE("Alice of RFC 9216 signs and encrypts to Bob with openssl; Mallory puts his name on it") {
  const auto data = shared_data("rfc9216");
  if (!data) return skip("the samples of RFC 9216 are not here");
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const TemporaryFolder folder;
  const auto take = [&](const std::string& name) { return of_rfc9216(*data, name); };
  folder.write_text("alice.crt",
                    take("4.1-alice-s-signature-verification-end-entity-certificate.crt.pem"));
  folder.write_text("alice.key", take("4.2-alice-s-signing-private-key-material.key.pem"));
  folder.write_text("bob.crt", take("5.3-bob-s-encryption-end-entity-certificate.crt.pem"));
  folder.write_text("bob.pem", take("5.3-bob-s-encryption-end-entity-certificate.crt.pem") +
                                   take("5.4-bob-s-decryption-private-key-material.key.pem"));
  folder.write_text("root.crt", take("3.1-rsa-certification-authority-root-certificate.crt.pem"));
  folder.write_text("text", "Breakfast?\n");
  const std::string who = " -from alice@smime.example -to bob@smime.example -subject Hi ";
  REQUIRE(run(folder,
              "openssl cms -sign -text -in text -signer alice.crt -inkey alice.key | "
              "openssl cms -encrypt -aes256" +
                  who + "bob.crt > mail")
              .status == 0);
  const Opened opened = open(folder, "--id bob.pem --trust root.crt mail");
  INFO(opened.said);
  CHECK(opened.status == 0);
  CHECK(opened.verdict == "valid");
  CHECK(primitives::to_string(folder.read("content")).find("Breakfast?") != std::string::npos);
  REQUIRE(run(folder, "sed 's/^From: alice/From: mallory/' mail > spoofed").status == 0);
  const Opened spoofed = open(folder, "--id bob.pem --trust root.crt spoofed");
  CHECK(spoofed.status == 1);
  CHECK(spoofed.reasons == json::array({"address-mismatch"}));
  CHECK(spoofed.said.find("the message is from mallory@smime.example; the certificate is for "
                          "alice@smime.example") != std::string::npos);
}
