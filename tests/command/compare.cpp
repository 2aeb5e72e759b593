// smime compare: two copies of a message, one of which other programs changed.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// A signed message as `sent`, and what the shell command makes of it as `received`.
Ran compared(const std::string& damage, const std::string& options = "") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  REQUIRE(run(folder, smime_program() + " sign --id katie.pem < mail > sent").status == 0);
  REQUIRE(run(folder, "(" + damage + ") < sent > received; test -s received").status == 0);
  return run(folder, smime_program() + " compare sent received" + options);
}

}  // namespace

TEST_CASE("compare says that nothing differs, or nothing that matters") {
  const Ran same = compared("cat");
  CHECK(same.status == 0);
  CHECK(same.output == "Both copies are the same, octet for octet.\n");
  const Ran relayed = compared("echo 'Received: by relay'; tr -d '\\r'");
  CHECK(relayed.status == 0);
  CHECK(relayed.output.find("Both copies say the same.") == 0);
  CHECK(relayed.output.find("header field Received") != std::string::npos);
  CHECK(relayed.output.find("line-ends") != std::string::npos);
}

TEST_CASE("compare shows the place and names the damage") {
  const Ran ran = compared("sed 's/^Let/.Let/'");
  CHECK(ran.status == 1);
  CHECK(ran.output.find("message: signed part: body, line 1, octet 0\n  dot-stuffing: ") == 0);
  CHECK(ran.output.find("  received  .Let's have breakfast") != std::string::npos);
  const Ran decoded =
      compared("LC_ALL=C sed 's/quoted-printable/8bit/;s/=C3=A9/\\xc3\\xa9/;s/=20/ /g'");
  CHECK(decoded.status == 1);
  CHECK(decoded.output.find("  transfer-encoding: quoted-printable text was decoded") !=
        std::string::npos);
  const Ran changed = compared("sed s/breakfast/dinner/", " --json");
  CHECK(changed.status == 1);
  const auto json = nlohmann::json::parse(changed.output);
  CHECK(json["same"] == false);
  CHECK(json["findings"][0]["damage"][0]["kind"] == "changed");
  CHECK(json["findings"][0]["sent"]["line"] == 1);
  CHECK(json["findings"][0]["received"]["context"].get<std::string>().find("dinner") !=
        std::string::npos);
}

TEST_CASE("compare ends with 3 on wrong usage") {
  const TemporaryFolder folder;
  CHECK(run(folder, smime_program() + " compare - -").status == 3);
  CHECK(run(folder, smime_program() + " compare one").status == 3);
  CHECK(run(folder, smime_program() + " compare no-such-file /dev/null").status == 3);
}
