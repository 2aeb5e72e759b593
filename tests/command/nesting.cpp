// Layers in every order, to the limit: each made by our own commands in a pipeline, and opened.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

const std::string kMail =
    "From: Katie <katie@example.org>\nTo: bob@example.org\nSubject: Breakfast\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\nAt ten, at the corner.\n";
const std::string kContent =
    "Content-Type: text/plain; charset=us-ascii\r\n\r\nAt ten, at the corner.\r\n";

// One layer: what its command is called with, and what the report calls it.
struct Step {
  std::string arguments, type, form;
};

const Step kClear = {"sign --id katie.pem", "signed-data", "multipart-signed"};
const Step kOpaque = {"sign --opaque --id katie.pem", "signed-data", "opaque"};
const Step kCbc = {"encrypt --to bob.crt", "enveloped-data", ""};
const Step kGcm = {"encrypt --cipher aes-256-gcm --to bob.crt", "auth-enveloped-data", ""};

struct Opened {
  int status;
  nlohmann::json report;
  std::string content;
};

// The first step is the innermost layer.
Opened make_and_open(const TemporaryFolder& folder, const std::vector<Step>& steps) {
  const std::string smime = smime_program();
  std::string pipeline = "cat mail";
  for (const Step& step : steps) pipeline += " | " + smime + " " + step.arguments;
  const Ran ran = run(folder, "rm -f content report.json; " + pipeline + " | " + smime +
                                  " open --id bob.pem --trust ca.pem -q --report report.json"
                                  " -o content");
  const Bytes report = folder.read("report.json");
  const bool written = std::filesystem::exists(folder.path() / "content");
  return {ran.status, nlohmann::json::parse(report.begin(), report.end()),
          written ? primitives::to_string(folder.read("content")) : ""};
}

void check_opens(const TemporaryFolder& folder, const std::vector<Step>& steps) {
  std::string names;
  bool is_signed = false;
  for (const Step& step : steps) {
    names += step.arguments + " | ";
    is_signed = is_signed || step.type == "signed-data";
  }
  INFO(names);
  const Opened opened = make_and_open(folder, steps);
  CHECK(opened.status == 0);
  CHECK(opened.content == kContent);
  CHECK(opened.report["verdict"] == (is_signed ? "valid" : "not-signed"));
  const auto& layers = opened.report["layers"];
  REQUIRE(layers.size() == steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[steps.size() - 1 - i];  // outermost first
    CHECK(layers[i]["type"] == step.type);
    if (!step.form.empty()) CHECK(layers[i]["form"] == step.form);
  }
}

}  // namespace

TEST_CASE("three layers in each order are opened to the same content") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", kMail);
  const std::vector<Step> all = {kClear, kOpaque, kCbc, kGcm};
  for (const Step& first : all) {
    for (const Step& second : all) {
      for (const Step& third : all) check_opens(folder, {first, second, third});
    }
  }
}

TEST_CASE("a triple-wrapped message has a valid signature inside and outside") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", kMail);
  const Opened opened = make_and_open(folder, {kClear, kCbc, kClear});
  REQUIRE(opened.status == 0);
  for (const std::size_t layer : {0U, 2U}) {
    CHECK(opened.report["layers"][layer]["signers"][0]["verdict"] == "valid");
  }
}

TEST_CASE("eight layers are opened, and nine are not") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", kMail);
  std::vector<Step> steps;
  for (int i = 0; i < 4; ++i) steps.insert(steps.end(), {kOpaque, kCbc});
  check_opens(folder, steps);
  steps.push_back(kClear);
  const Opened opened = make_and_open(folder, steps);
  CHECK(opened.status == 2);
  CHECK(opened.report["verdict"] == "malformed");
  CHECK(opened.report["reasons"] == nlohmann::json::array({"limit-exceeded"}));
  CHECK(opened.content.empty());
}
