// smime sign | smime encrypt | smime open: for every digest and cipher, in both policies.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

struct Setting {
  std::string policy, digest, cipher;
};

std::vector<Setting> settings() {
  std::vector<Setting> all;
  for (const char* digest : {"sha224", "sha256", "sha384", "sha512"}) {
    for (const char* cipher : {"aes-128-cbc", "aes-192-cbc", "aes-256-cbc"}) {
      all.push_back({"modern", digest, cipher});
    }
  }
  for (const char* digest : {"md5", "sha1", "sha256"}) {
    for (const char* cipher : {"rc2-40", "rc2-64", "rc2-128", "des-cbc", "des-ede3-cbc"}) {
      all.push_back({"article", digest, cipher});
    }
  }
  return all;
}

nlohmann::json report(const TemporaryFolder& folder) {
  const Bytes text = folder.read("report.json");
  return nlohmann::json::parse(text.begin(), text.end());
}

}  // namespace

TEST_CASE("what is signed and encrypted opens to the same content, for every algorithm") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const std::string smime = smime_program();
  for (const Setting& s : settings()) {
    for (const std::string form : {"", " --opaque"}) {
      INFO(s.policy << " " << s.digest << " " << s.cipher << form);
      const std::string policy = " --policy " + s.policy;
      const Ran ran =
          run(folder, smime + " sign --id katie.pem --digest " + s.digest + form + policy +
                          " < mail | " + smime + " encrypt --to bob.crt --cipher " + s.cipher +
                          policy + " | " + smime +
                          " open --id bob.pem --trust ca.pem -q --report report.json "
                          "-o content" +
                          policy);
      REQUIRE(ran.status == 0);
      CHECK(primitives::to_string(folder.read("content")) ==
            (form.empty() ? content_of_clear_signed_mail() : content_of_mail()));
      const auto json = report(folder);
      CHECK(json["verdict"] == "valid");
      CHECK(json["layers"][0]["cipher"] == s.cipher);
      CHECK(json["layers"][1]["signers"][0]["digest"] == s.digest);
    }
  }
}

TEST_CASE("old algorithms are not made and not trusted by default") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const std::string smime = smime_program();
  CHECK(run(folder, smime + " sign --id katie.pem --digest md5 < mail").status == 3);
  CHECK(run(folder, smime + " encrypt --to bob.crt --cipher rc2-40 < mail").status == 3);
  CHECK(run(folder, smime + " sign --id katie.pem --digest sha1 --policy article < mail > old")
            .status == 0);
  const Ran ran = run(folder, smime + " open --trust ca.pem --report report.json -o content < old");
  CHECK(ran.status == 1);
  CHECK(report(folder)["reasons"] == nlohmann::json::array({"weak-digest"}));
  CHECK(run(folder, "test -e content").status != 0);
}

TEST_CASE("each way to end has its exit code and its reason") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const std::string smime = smime_program();
  REQUIRE(run(folder, smime + " sign --id katie.pem < mail > signed").status == 0);
  REQUIRE(run(folder, smime + " encrypt --to bob.crt < mail > secret").status == 0);
  const auto open = [&](const std::string& arguments) {
    return run(folder, smime + " open --report report.json -o content " + arguments).status;
  };
  CHECK(open("--trust ca.pem signed") == 0);
  CHECK(open("signed") == 1);
  CHECK(report(folder)["verdict"] == "untrusted");
  CHECK(open("--trust ca.pem --at 2019-01-01T00:00:00Z signed") == 1);
  CHECK(report(folder)["reasons"][0] == "not-yet-valid");
  CHECK(open("--trust ca.pem --from mallory@example.org signed") == 1);
  CHECK(report(folder)["reasons"][0] == "address-mismatch");
  CHECK(open("--id bob.pem secret") == 0);
  CHECK(report(folder)["verdict"] == "not-signed");
  CHECK(open("--id bob.pem --require-signature secret") == 1);
  CHECK(open("--id mallory.pem secret") == 2);
  CHECK(report(folder)["reasons"][0] == "no-recipient");
  CHECK(open("--id no-such-file.pem secret") == 3);
  CHECK(open("--no-such-option secret") == 3);
  CHECK(run(folder, smime).status == 3);
  CHECK(run(folder, smime + " --help").status == 0);
}

TEST_CASE("a changed message is refused, and written only when asked for") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const std::string smime = smime_program();
  REQUIRE(run(folder, smime + " sign --id katie.pem < mail | sed s/breakfast/dinner/ > changed")
              .status == 0);
  CHECK(
      run(folder, smime + " open --trust ca.pem --report report.json -o content changed").status ==
      1);
  CHECK(report(folder)["verdict"] == "invalid");
  CHECK(report(folder)["reasons"][0] == "message-digest-mismatch");
  CHECK(run(folder, "test -e content").status != 0);
  CHECK(run(folder, smime + " open --trust ca.pem --show-untrusted -o content changed").status ==
        1);
  CHECK(primitives::to_string(folder.read("content")).find("dinner") != std::string::npos);
}
