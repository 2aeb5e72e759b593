// Header protection by the commands: made by sign and encrypt, shown by open, and what an attacker
// can do to the header outside.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

const std::string kMail =
    "From: Katie <katie@example.org>\nTo: Bob <bob@example.org>\nSubject: Breakfast\n"
    "Date: Sat, 20 Feb 2021 10:09:02 -0500\nKeywords: coffee\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=us-ascii\n\nAt ten, at the corner.\n";

class Desk {
 public:
  Desk() {
    write_mail_people(folder_);
    folder_.write_text("mail", kMail);
  }

  // A pipeline of our commands from the mail to a file; "smime" stands for the program.
  Ran make(const std::string& pipeline, const std::string& file) const {
    return run(folder_, with_program(pipeline) + " > " + file + "; test -s " + file);
  }

  Ran open(const std::string& file, const std::string& options = "") {
    const Ran ran = run(folder_, "rm -f content; " + smime_program() +
                                     " open --id bob.pem --trust ca.pem --report report.json"
                                     " -o content " +
                                     options + " < " + file);
    const Bytes text = folder_.read("report.json");
    report_ = nlohmann::json::parse(text.begin(), text.end());
    return ran;
  }

  const nlohmann::json& report() const { return report_; }

  // The field of this name in the last report.
  nlohmann::json field(const std::string& name) const {
    for (const auto& one : report_["headers"]) {
      if (one["name"] == name) return one;
    }
    return {};
  }

  std::string text(const std::string& file) const {
    return primitives::to_string(folder_.read(file));
  }

 private:
  static std::string with_program(std::string pipeline) {
    for (std::size_t at = pipeline.find("smime "); at != std::string::npos;
         at = pipeline.find("smime ", at + smime_program().size())) {
      pipeline.replace(at, 5, smime_program());
    }
    return pipeline;
  }

  TemporaryFolder folder_;
  nlohmann::json report_;
};

std::string outer_header(const std::string& message) {
  return message.substr(0, message.find("\r\n\r\n"));
}

}  // namespace

TEST_CASE("a signed message protects its header against changes, and hides nothing") {
  Desk desk;
  REQUIRE(desk.make("smime sign --id katie.pem --protect-headers < mail", "signed").status == 0);
  const std::string message = desk.text("signed");
  CHECK(outer_header(message).find("Subject: Breakfast") != std::string::npos);
  CHECK(message.find("hp=\"clear\"") != std::string::npos);
  CHECK(message.find("HP-Outer") == std::string::npos);
  const Ran ran = desk.open("signed");
  CHECK(ran.status == 0);
  CHECK(ran.output.find("smime: Subject: Breakfast (signed-only)") != std::string::npos);
  CHECK(desk.report()["header_protection"] == "hp");
  CHECK(desk.field("Subject")["protection"] == "signed-only");
  CHECK(desk.field("Keywords")["value"] == "coffee");
  // A Subject that was changed outside is shown as it was signed.
  REQUIRE(
      desk.make("sed '0,/^Subject/s/^Subject: .*/Subject: Spam\\r/' signed", "changed").status ==
      0);
  CHECK(desk.open("changed").status == 0);
  CHECK(desk.field("Subject")["value"] == "Breakfast");
  CHECK(desk.field("Subject")["outer"] == "Spam");
}

TEST_CASE("an encrypted message hides what its policy hides") {
  Desk desk;
  REQUIRE(desk.make("smime encrypt --to bob.crt --protect-headers < mail", "secret").status == 0);
  const std::string outer = outer_header(desk.text("secret"));
  CHECK(outer.find("Subject: [...]\r\n") != std::string::npos);
  CHECK(outer.find("Breakfast") == std::string::npos);
  CHECK(outer.find("Keywords") == std::string::npos);
  CHECK(outer.find("From: Katie <katie@example.org>\r\n") != std::string::npos);
  const Ran ran = desk.open("secret");
  CHECK(ran.status == 0);
  CHECK(ran.output.find("smime: Subject: Breakfast (encrypted-only; outside: [...])") !=
        std::string::npos);
  CHECK(desk.field("Subject")["protection"] == "encrypted-only");
  CHECK(desk.field("Keywords")["outer"].is_null());
  CHECK(desk.field("From")["protection"] == "unprotected");
  CHECK(desk.text("content").find("\r\n\r\nSubject: Breakfast\r\n\r\nAt ten") != std::string::npos);
  CHECK(desk.open("secret", "--without-legacy-display").status == 0);
  CHECK(desk.text("content").find("\r\n\r\nAt ten, at the corner.\r\n") != std::string::npos);
}

TEST_CASE("each policy decides what remains outside") {
  Desk desk;
  const auto outer = [&](const std::string& policy) {
    REQUIRE(desk.make("smime encrypt --to bob.crt --header-confidentiality " + policy + " < mail",
                      "secret")
                .status == 0);
    CHECK(desk.open("secret").status == 0);
    return outer_header(desk.text("secret"));
  };
  CHECK(outer("none").find("Subject: Breakfast\r\n") != std::string::npos);
  CHECK(desk.field("Subject")["protection"] == "unprotected");
  const std::string shy = outer("shy");
  CHECK(shy.find("From: katie@example.org\r\n") != std::string::npos);
  CHECK(shy.find("To: bob@example.org\r\n") != std::string::npos);
  CHECK(shy.find("Date: Sat, 20 Feb 2021 15:09:02 +0000\r\n") != std::string::npos);
  CHECK(desk.field("From")["value"] == "Katie <katie@example.org>");
  CHECK(desk.field("Date")["protection"] == "encrypted-only");
}

TEST_CASE("sign and encrypt in a pipeline: the signed payload records what goes outside") {
  Desk desk;
  for (const std::string form : {"", " --opaque"}) {
    REQUIRE(desk.make("smime sign --id katie.pem --header-confidentiality baseline" + form +
                          " < mail | smime encrypt --to bob.crt",
                      "secret")
                .status == 0);
    CHECK(outer_header(desk.text("secret")).find("Subject: [...]\r\n") != std::string::npos);
    const Ran ran = desk.open("secret");
    CHECK(ran.status == 0);
    CHECK(desk.report()["verdict"] == "valid");
    CHECK(desk.field("Subject")["value"] == "Breakfast");
    CHECK(desk.field("Subject")["protection"] == "signed-and-encrypted");
    CHECK(desk.field("To")["protection"] == "signed-only");
    CHECK(desk.text("content").find("HP-Outer: Subject: [...]\r\n") != std::string::npos);
  }
}

TEST_CASE("a header that is signed already is not protected again by what is around it") {
  Desk desk;
  const Ran ran = desk.make(
      "smime sign --id katie.pem < mail | smime encrypt --to bob.crt --protect-headers", "secret");
  CHECK(ran.status != 0);
  CHECK(ran.output.find("smime sign --header-confidentiality") != std::string::npos);
  CHECK(desk.make("smime sign --id katie.pem --text --protect-headers < mail", "x").status != 0);
  CHECK(desk.make("smime sign --id katie.pem --protect-headers --no-header-protection < mail", "x")
            .status != 0);
}

TEST_CASE("the signer is held against the protected From, and a changed outer one is told") {
  Desk desk;
  REQUIRE(desk.make("smime sign --id katie.pem --protect-headers < mail |"
                    " sed '0,/^From/s/^From: .*/From: mallory@example.org\\r/'",
                    "replayed")
              .status == 0);
  const Ran replayed = desk.open("replayed");
  CHECK(replayed.status == 0);
  CHECK(desk.field("From")["value"] == "Katie <katie@example.org>");
  CHECK(replayed.output.find("From is Katie <katie@example.org> inside and mallory@example.org "
                             "outside") != std::string::npos);
  // Mallory signs, and claims inside to be Katie: the outer From would fit.
  REQUIRE(desk.make("smime sign --id mallory.pem --protect-headers < mail |"
                    " sed '0,/^From/s/^From: .*/From: mallory@example.org\\r/'",
                    "forged")
              .status == 0);
  const Ran forged = desk.open("forged");
  CHECK(forged.status == 1);
  CHECK(desk.report()["reasons"] == nlohmann::json::array({"address-mismatch"}));
  CHECK(desk.field("From")["protection"] == "unprotected");
  CHECK(forged.output.find("no signature vouches for either") != std::string::npos);
}

TEST_CASE("the older wrapping in message/rfc822 is read") {
  Desk desk;
  REQUIRE(desk.make("(sed '/^MIME/,$d;/^Subject/d;/^Keywords/d' mail; echo 'Subject: ...';"
                    " printf 'Content-Type: message/rfc822\\n\\n'; cat mail) |"
                    " smime sign --id katie.pem | smime encrypt --to bob.crt",
                    "wrapped")
              .status == 0);
  CHECK(desk.open("wrapped").status == 0);
  CHECK(desk.report()["header_protection"] == "rfc8551");
  CHECK(desk.field("Subject")["value"] == "Breakfast");
  CHECK(desk.field("Subject")["protection"] == "signed-and-encrypted");
  CHECK(desk.field("From")["protection"] == "signed-only");
}

TEST_CASE(
    "without protection the header is shown as unprotected, and the content stays as it was") {
  Desk desk;
  REQUIRE(desk.make("smime sign --id katie.pem < mail", "signed").status == 0);
  const Ran ran = desk.open("signed");
  CHECK(ran.status == 0);
  CHECK(ran.output.find("Subject") == std::string::npos);
  CHECK(desk.report()["header_protection"] == "none");
  CHECK(desk.field("Subject")["protection"] == "unprotected");
  CHECK(desk.text("content") ==
        "Content-Type: text/plain; charset=us-ascii\r\n\r\nAt ten, at the corner.\r\n");
}

TEST_CASE("an hp parameter in a message that is neither signed nor encrypted says nothing") {
  Desk desk;
  REQUIRE(desk.make("sed 's/us-ascii/us-ascii; hp=cipher/' mail", "plain").status == 0);
  CHECK(desk.open("plain").status == 0);
  CHECK(desk.report()["header_protection"] == "none");
}
