// smime verify-certificate over NIST's PKITS: every input of RFC 5280, 6.1.1 by its option.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

std::string options(const std::string& option, const std::string& folder, const json& names) {
  std::string text;
  for (const std::string name : names) text += " " + option + " " + folder + name;
  return text;
}

// The command line for one test of pkits.json.
std::string command(const std::string& folder, const json& group, const json& test) {
  const std::string certificate = test["certificates"].back();
  std::string text = smime_program() + " verify-certificate " + folder + "/certs/" + certificate +
                     " --no-directory --policy any --at 2020-06-01T00:00:00Z --report report.json";
  text += " --trust " + folder + "/certs/" + group["trustAnchor"].get<std::string>();
  text += options("--certs", folder + "/certs/", test["certificates"]);
  text += options("--crl", folder + "/crls/", test["crls"]);
  text += options("--policy-oid", "", test.value("initialPolicySet", json::array()));
  const auto flag = [&](const char* field, const char* option) {
    if (test.value(field, false)) text += option;
  };
  flag("initialExplicitPolicy", " --require-explicit-policy");
  flag("initialPolicyMappingInhibit", " --inhibit-policy-mapping");
  flag("initialInhibitAnyPolicy", " --inhibit-any-policy");
  if (group["requireRevocation"]) text += " --require-revocation";
  return text;
}

json report_of(const TemporaryFolder& folder) {
  const Bytes text = folder.read("report.json");
  return json::parse(text.begin(), text.end());
}

}  // namespace

TEST_CASE("verify-certificate gives every verdict of PKITS") {
  const auto vectors = cryptography_vectors("x509/PKITS_data");
  if (!vectors) return skip("python3-cryptography-vectors is not installed");
  const TemporaryFolder folder;
  const json file = read_json(tests::vectors("x509/pkits.json"));
  for (const json& group : file["testGroups"]) {
    for (const json& test : group["tests"]) {
      const Ran ran = run(folder, command(vectors->string(), group, test));
      INFO("pkits.json tcId " << test["tcId"] << ", test " << test["test"] << "\n" << ran.output);
      const bool valid = test["result"] == "valid";
      CHECK(ran.status == (valid ? 0 : 1));
      const json report = report_of(folder);
      CHECK(report["verdict"] == (valid ? "valid" : "untrusted"));
      if (!valid) CHECK(report["refused"]["reason"] == test["reason"]);
      if (!valid) CHECK(report["refused"]["standard"] != "");
      if (valid && test.contains("userConstrainedPolicySet")) {
        CHECK(report["policies"] == test["userConstrainedPolicySet"]);
      }
    }
  }
}

TEST_CASE("verify-certificate says to people what was broken and how to mend it") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  const std::string verify = smime_program() + " verify-certificate katie.crt ";
  const Ran valid = run(folder, verify + "--trust ca.pem");
  CHECK(valid.status == 0);
  CHECK(valid.output.find(": valid\n") != std::string::npos);
  CHECK(valid.output.find("[pass] certificate-signature (RFC 5280, 6.1.3 (a)(1))") !=
        std::string::npos);
  const Ran expired = run(folder, verify + "--trust ca.pem --at 2051-01-01T00:00:00Z");
  CHECK(expired.status == 1);
  CHECK(expired.output.find("refused, expired: ") != std::string::npos);
  CHECK(expired.output.find("(validity, RFC 5280, 6.1.3 (a)(2))") != std::string::npos);
  for (const char* wrong : {"--policy-oid 1.2.x", "--purpose dance", "--policy strict",
                            "--at yesterday", "--crl nothing.crl"}) {
    INFO(wrong);
    CHECK(run(folder, verify + wrong).status == 3);
  }
}
