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
  CHECK(run(folder, smime_program() + " show nothing").status == 3);
}
