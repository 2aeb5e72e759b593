// The messages that RFC 9788 prints in appendix C, through smime open.
#include <nlohmann/json.hpp>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

// The vector whose comment begins so.
json vector_of(const std::string& file, const std::string& comment) {
  const json whole = read_json(vectors(file));
  for (const json& group : whole["testGroups"]) {
    for (const json& test : group["tests"]) {
      if (test["comment"].get<std::string>().starts_with(comment)) return test;
    }
  }
  FAIL("no vector " << comment);
  return {};
}

Bytes octets(const json& test, const char* name) {
  return primitives::from_hex(test[name].get<std::string>());
}

Bytes base64(const json& test, const char* name) {
  return primitives::from_base64(test[name].get<std::string>());
}

// The authority and Bob with his key, as RFC 9216 has them.
void write_people(const TemporaryFolder& folder) {
  folder.write_text(
      "root.crt", pem("CERTIFICATE",
                      octets(vector_of("x509/rfc9216_certificates.json", "3.1-"), "certificate")));
  folder.write("bob.pfx", octets(vector_of("cms/pkcs12.json", "5.5:"), "pfx"));
  folder.write_text("password", "bob\n");
}

const std::string kOpen =
    " open message --no-directory --at 2026-01-01T00:00:00Z --trust root.crt --id bob.pfx "
    "--password-file password --report report.json -o content ";

}  // namespace

TEST_CASE("smime open shows every header field of RFC 9788's samples as it was protected") {
  const TemporaryFolder folder;
  write_people(folder);
  std::size_t opened = 0;
  const json file = read_json(vectors("mime/rfc9788_messages.json"));
  for (const json& test : file["testGroups"][0]["tests"]) {
    INFO(test["comment"]);
    folder.write("message", base64(test, "message"));
    const Ran ran = run(folder, smime_program() + kOpen);
    INFO(ran.output);
    CHECK(ran.status == 0);
    CHECK(folder.read("content") == base64(test, "payload"));
    const Bytes text = folder.read("report.json");
    const json report = json::parse(text.begin(), text.end());
    CHECK(report["verdict"] == "valid");
    CHECK(report["header_protection"] == test["scheme"]);
    json shown = json::array();
    for (const json& field : report["headers"]) {
      shown.push_back({field["name"], field["value"], field["protection"]});
    }
    CHECK(shown == test["headers"]);
    ++opened;
  }
  CHECK(opened == 4);
}

TEST_CASE("the legacy display element of RFC 9788's sample is left out on request") {
  const TemporaryFolder folder;
  write_people(folder);
  const json test = vector_of("mime/rfc9788_messages.json", "C.3.2:");
  folder.write("message", base64(test, "message"));
  REQUIRE(run(folder, smime_program() + kOpen + "--without-legacy-display").status == 0);
  const std::string content = primitives::to_string(folder.read("content"));
  CHECK(content.find("\r\n\r\nThis is the\r\n") != std::string::npos);
  CHECK(content.find("hp-legacy-display") == std::string::npos);
}

TEST_CASE("the From of RFC 9788's samples is the one inside, and another one outside is told") {
  const TemporaryFolder folder;
  write_people(folder);
  for (const std::string comment : {"C.2.1:", "C.2.2:", "C.3.2:"}) {
    INFO(comment);
    std::string message =
        primitives::to_string(base64(vector_of("mime/rfc9788_messages.json", comment), "message"));
    message.replace(message.find("alice@smime.example"), 19, "mallory@evil.example");
    folder.write_text("message", message);
    const Ran ran = run(folder, smime_program() + kOpen);
    CHECK(ran.status == 0);
    CHECK(ran.output.find("From is Alice <alice@smime.example> inside and Alice "
                          "<mallory@evil.example> outside; the signer is the one inside") !=
          std::string::npos);
  }
}
