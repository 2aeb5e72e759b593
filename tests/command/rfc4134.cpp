// The messages of RFC 4134 through the program: smime open gives what the RFC says of each.
#include <nlohmann/json.hpp>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

Bytes octets(const json& test, const char* name) {
  return primitives::from_hex(test.at(name).get<std::string>());
}

// The roots of appendix B: Carl's certificates.
void write_roots(const TemporaryFolder& folder) {
  std::string roots;
  const json file = read_json(vectors("x509/rfc4134_certificates.json"));
  for (const json& test : file["testGroups"][0]["tests"]) {
    const std::string subject = test.value("subject", "");
    if (!subject.starts_with("CN=Carl") || subject != test.value("issuer", "")) continue;
    roots += pem("CERTIFICATE", octets(test, "certificate"));
  }
  folder.write_text("roots.pem", roots);
}

// What the group brings to open its messages with.
std::string keys(const TemporaryFolder& folder, const json& group) {
  if (group.contains("privateKey")) {
    folder.write_text("id.pem", pem("PRIVATE KEY", octets(group, "privateKey")) +
                                    pem("CERTIFICATE", octets(group, "certificate")));
    return " --id id.pem";
  }
  if (group.contains("key")) {
    folder.write_text("key.txt", group["key"].get<std::string>() + "\n");
    return " --secret-key key.txt";
  }
  return {};
}

}  // namespace

TEST_CASE("smime open gives for every message of RFC 4134 what the RFC says") {
  const TemporaryFolder folder;
  write_roots(folder);
  std::size_t opened = 0;
  const json file = read_json(vectors("cms/rfc4134_messages.json"));
  for (const json& group : file["testGroups"]) {
    const std::string with = keys(folder, group);
    for (const json& test : group["tests"]) {
      INFO(test["comment"]);
      folder.write("message", octets(test, "message"));
      const bool detached = test.value("detached", false);
      if (detached) folder.write("detached", octets(test, "content"));
      const Ran ran = run(folder, smime_program() +
                                      " open message --at 1999-10-01T00:00:00Z "
                                      "--policy any --show-untrusted --trust roots.pem -o content "
                                      "--report report.json" +
                                      with + (detached ? " --content detached" : ""));
      INFO(ran.output);
      const bool revoked = test["flags"] == json{"SignerRevoked"};
      CHECK(ran.status == (revoked ? 1 : 0));
      if (test.contains("content")) CHECK(folder.read("content") == octets(test, "content"));
      const Bytes text = folder.read("report.json");
      const json report = json::parse(text.begin(), text.end());
      const auto& layer = report["layers"][0];
      if (test.contains("cipher")) CHECK(layer["cipher"] == test["cipher"]);
      const std::size_t signers = test.contains("signers") ? test["signers"].size() : 0;
      CHECK(layer.value("signers", json::array()).size() == signers);
      const char* verdict = revoked ? "untrusted" : signers > 0 ? "valid" : "not-signed";
      CHECK(report["verdict"] == verdict);
      CHECK(report["reasons"] == (revoked ? json{"revoked"} : json::array()));
      ++opened;
    }
  }
  CHECK(opened == 19);
}

namespace {

// The command under smime cms that takes this type of object.
std::string command_for(const std::string& type) {
  return type == "EnvelopedData" || type == "EncryptedData" ? " cms decrypt" : " cms verify";
}

}  // namespace

TEST_CASE("smime cms verify and decrypt give for every object of RFC 4134 what the RFC says") {
  const TemporaryFolder folder;
  write_roots(folder);
  std::size_t read = 0;
  const json file = read_json(vectors("cms/rfc4134_messages.json"));
  for (const json& group : file["testGroups"]) {
    const std::string type = group["type"];
    if (type == "Data") continue;  // neither signed nor encrypted: smime open gives its content
    std::string options = keys(folder, group);
    if (type == "SignedData" || type == "DigestedData") {
      options = " --at 1999-10-01T00:00:00Z --policy any --show-untrusted --trust roots.pem";
    }
    for (const json& test : group["tests"]) {
      INFO(test["comment"]);
      folder.write("object", octets(test, "message"));
      const bool detached = test.value("detached", false) && test.contains("content") &&
                            !test["content"].get<std::string>().empty();
      if (detached) folder.write("detached", octets(test, "content"));
      const Ran ran = run(folder, "rm -f content; " + smime_program() + command_for(type) +
                                      options + (detached ? " --content detached" : "") +
                                      " -o content --report report.json object");
      INFO(ran.output);
      const bool revoked = test["flags"] == json{"SignerRevoked"};
      CHECK(ran.status == (revoked ? 1 : 0));
      const bool inside = test.contains("content") && !detached && !test.value("detached", false);
      if (inside) CHECK(folder.read("content") == octets(test, "content"));
      const Bytes text = folder.read("report.json");
      const json report = json::parse(text.begin(), text.end());
      if (test.contains("cipher")) CHECK(report["layers"][0]["cipher"] == test["cipher"]);
      const std::size_t signers = test.contains("signers") ? test["signers"].size() : 0;
      CHECK(report["layers"][0].value("signers", json::array()).size() == signers);
      CHECK(report["reasons"] == (revoked ? json{"revoked"} : json::array()));
      CHECK(run(folder, smime_program() + " cms show object").status == 0);
      ++read;
    }
  }
  CHECK(read == 17);
}
