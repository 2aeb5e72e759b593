// Every message of Thunderbird's own tests through smime open, under both of its policies.
#include <nlohmann/json.hpp>

#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* kText = "This is a test message from Alice to Bob.";

struct Opened {
  int status = 0;
  json report;
  std::string content;
};

Opened open(const TemporaryFolder& folder, const fs::path& data, const std::string& file,
            const std::string& policy) {
  folder.write_text("password", "nss\n");
  const Ran ran =
      run(folder, smime_program() + " open --no-directory -q --show-untrusted --id " +
                      (data / "Bob.p12").string() + " --password-file password --trust " +
                      (data / "TestCA.pem").string() +
                      " --at 2026-06-01T00:00:00Z --report report.json -o content " + "--policy " +
                      policy + " " + (data / file).string());
  INFO(ran.output);
  Opened opened;
  opened.status = ran.status;
  const Bytes text = folder.read("report.json");
  opened.report = json::parse(text.begin(), text.end());
  if (fs::exists(folder.path() / "content")) {
    opened.content = primitives::to_string(folder.read("content"));
    fs::remove(folder.path() / "content");
  }
  return opened;
}

// Thunderbird shows one signature status for a whole message and does not count, as we do:
// a signature around an encrypted part, and signatures around parts that are themselves signed in
// the clear. Here every layer counts: where all hold, the message is valid.
bool shows_layers_otherwise(const std::string& file) {
  const bool around_encrypted = file.starts_with("alice.env.sig");
  const bool around_signed =
      file.starts_with("alice.plain.") && file.find("dsig") != std::string::npos;
  return around_encrypted || around_signed;
}

// Its Date is six hours after the signing time, which Thunderbird compares and no standard asks.
bool dated_otherwise(const std::string& file) {
  return file.starts_with("alice.future.");
}

void check_entry(const TemporaryFolder& folder, const fs::path& data, const json& entry) {
  const bool sha1_allowed = entry["_list"] == "sha1-allowed";
  const std::string file = entry["filename"];
  INFO(file << " " << entry["_list"]);
  const Opened opened = open(folder, data, file, sha1_allowed ? "article" : "modern");
  const std::string verdict = opened.report["verdict"];
  const auto& layers = opened.report["layers"];
  REQUIRE_FALSE(layers.empty());
  if (entry["enc"] == true && entry["sig"] == true) CHECK(layers[0]["type"] == "enveloped-data");
  const bool by_layers = shows_layers_otherwise(file) || dated_otherwise(file);
  const bool weak = !sha1_allowed && file.find("SHA1") != std::string::npos;
  if (by_layers) {
    CHECK(verdict == (weak ? "untrusted" : "valid"));
  } else if (entry["sig_good"] == true) {
    CHECK(verdict == "valid");
  } else if (entry["sig"] == true) {
    CHECK((verdict == "invalid" || verdict == "untrusted"));
  } else {
    CHECK(verdict != "valid");
  }
  CHECK(opened.status == (verdict == "valid" || verdict == "not-signed" ? 0 : 1));
  if (entry.contains("check_text")) CHECK(opened.content.find(kText) != std::string::npos);
}

}  // namespace

TEST_CASE("smime open agrees with Thunderbird on its own messages, SHA-1 refused and allowed") {
  const auto data = shared_data("thunderbird");
  if (!data) return skip("the messages of Thunderbird's tests are not here");
  const TemporaryFolder folder;
  std::set<std::string> seen;
  for (const json& entry : read_json(*data / "expected.json")) {
    check_entry(folder, *data, entry);
    seen.insert(entry["filename"].get<std::string>());
  }
  CHECK(seen.size() == 30);
}

TEST_CASE("the messages of Thunderbird's tests without an expectation are opened too") {
  const auto data = shared_data("thunderbird");
  if (!data) return skip("the messages of Thunderbird's tests are not here");
  const TemporaryFolder folder;
  for (const std::string file :
       {"alice.html.sig.SHA1.opaque.eml", "alice.html.sig.SHA1.opaque.env.eml",
        "alice.html.sig.SHA256.opaque.eml", "alice.html.sig.SHA256.opaque.env.eml"}) {
    INFO(file);
    const Opened opened = open(folder, *data, file, "article");
    CHECK(opened.report["verdict"] == "valid");
    CHECK(opened.content.find(kText) != std::string::npos);
  }
}
