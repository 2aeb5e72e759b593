// A signed or encrypted message that a mailing list put into a multipart, beside its footer.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// The list keeps From and Subject, and puts the message's own body first.
std::string with_footer(const std::string& message) {
  std::string outer, inner;
  const std::size_t end = message.find("\r\n\r\n") + 2;
  for (std::size_t at = 0; at < end;) {
    std::size_t next = message.find("\r\n", at) + 2;
    while (next < end && (message[next] == ' ' || message[next] == '\t')) {
      next = message.find("\r\n", next) + 2;
    }
    const std::string field = message.substr(at, next - at);
    (field.starts_with("Content-") ? inner : outer) += field;
    at = next;
  }
  return outer + "Content-Type: multipart/mixed; boundary=\"list\"\r\n\r\n--list\r\n" + inner +
         message.substr(end) +
         "\r\n--list\r\nContent-Type: text/plain\r\n\r\nNow in Bremen.\r\n--list--\r\n";
}

struct Desk {
  TemporaryFolder folder;

  explicit Desk(const std::string& command) {
    write_mail_people(folder);
    folder.write_text("mail", mail_from_katie());
    REQUIRE(run(folder, "cat mail | " + smime_program() + " " + command + " > sent").status == 0);
    folder.write_text("listed", with_footer(primitives::to_string(folder.read("sent"))));
  }

  Ran open(const std::string& options) const {
    return run(folder, "rm -f content report.json; " + smime_program() +
                           " open --no-directory --id bob.pem --trust ca.pem --report report.json"
                           " -o content " +
                           options + " < listed");
  }
  nlohmann::json report() const {
    const Bytes text = folder.read("report.json");
    return nlohmann::json::parse(text.begin(), text.end());
  }
  bool wrote() const { return std::filesystem::exists(folder.path() / "content"); }
};

}  // namespace

TEST_CASE("smime open tells of a signed message with a list's footer, and trusts the part alone") {
  const Desk desk("sign --id katie.pem");
  const Ran whole = desk.open("");
  CHECK(whole.status == 1);
  CHECK_FALSE(desk.wrote());
  CHECK(whole.output.find("untrusted; only part 1 (multipart/signed) of the message is signed or "
                          "encrypted; anybody may have written part 2 (text/plain)") !=
        std::string::npos);
  CHECK(whole.output.find("part 1 (multipart/signed) by itself: valid, signed by ") !=
        std::string::npos);
  CHECK(whole.output.find("--part 1 opens that part alone") != std::string::npos);
  const auto report = desk.report();
  CHECK(report["verdict"] == "untrusted");
  CHECK(report["reasons"] == nlohmann::json::array({"partly-protected"}));
  REQUIRE(report["parts"].size() == 1);
  CHECK(report["parts"][0]["part"] == "1");
  CHECK(report["parts"][0]["type"] == "multipart/signed");
  CHECK(report["parts"][0]["verdict"] == "valid");
  CHECK(report["parts"][0]["layers"][0]["signers"].size() == 1);
  CHECK(report["unprotected_parts"] ==
        nlohmann::json::array({{{"part", "2"}, {"type", "text/plain"}}}));

  const Ran part = desk.open("--part 1");
  CHECK(part.status == 0);
  CHECK(primitives::to_string(desk.folder.read("content")) == content_of_clear_signed_mail());
  CHECK(desk.report()["verdict"] == "valid");
  CHECK(part.output.find("only part 1 (multipart/signed) was opened") != std::string::npos);
  CHECK(desk.open("--part 2").status == 0);
  CHECK(desk.report()["verdict"] == "not-signed");
  CHECK(desk.open("--part 2 --require-signature").status == 1);
  CHECK(desk.open("--part 3").status == 2);
}

TEST_CASE("an encrypted message beside a footer is never written together with it") {
  const Desk desk("sign --id katie.pem | " + smime_program() + " encrypt --to bob.crt");
  CHECK(desk.open("--show-untrusted").status == 1);
  CHECK(primitives::to_string(desk.folder.read("content")).find("breakfast") == std::string::npos);
  CHECK(desk.report()["parts"][0]["layers"].size() == 2);
  CHECK(desk.open("--part 1").status == 0);
  CHECK(primitives::to_string(desk.folder.read("content")) == content_of_clear_signed_mail());
}

TEST_CASE("of content that passes by unheld the parts are not looked at, and that is said") {
  const Desk desk("sign --id katie.pem");
  const Ran ran = desk.open("--unsafe-stream");
  CHECK(ran.status == 0);
  CHECK(ran.output.find("its parts were not looked at") != std::string::npos);
}
