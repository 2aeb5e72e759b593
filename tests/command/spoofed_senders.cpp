// Senders who are not the signer, through the program: smime open ends with 1, writes nothing, and
// says what was seen and what the certificate says.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

struct Trick {
  std::string fields;  // of a message that Mallory signs
  std::string seen;    // what the reason must name
};

const std::vector<Trick> kTricks = {
    {"From: katie@example.org\n", "from katie@example.org"},
    {"From: \"katie@example.org\" <mallory@example.org>\n", "shows katie@example.org"},
    {"From: =?utf-8?Q?katie=40example.org?= <mallory@example.org>\n", "shows katie@example.org"},
    {"From: \"=?utf-8?Q?katie=40example.org?=\" <mallory@example.org>\n",
     "shows katie@example.org"},
    {"From: mallory@example.org (katie@example.org)\n", "a comment shows katie@example.org"},
    {"From: mallory@example.org\nFrom: katie@example.org\n", "2 From fields"},
    {"From: mallory@example.org, katie@example.org\n", "one of 2 mailboxes"},
    {"From: \"katie@example.org\": mallory@example.org;\n", "a group's name shows"},
    {"From: <mallory@example.org> <katie@example.org>\n", "more than one way"},
    {"From: mallory@example.org <katie@example.org\n", "more than one way"},
    {"From: katie@example.org\nSender: mallory@example.org\n", "the Sender, mallory@example.org"},
    {"Resent-From: mallory@example.org\nFrom: katie@example.org\n", "from katie@example.org"},
    {"From: m\u0430llory@example.org\n", "U+0430 looks like a"},
    {"From: mal\u200blory@example.org\n", "U+200B, which is not seen"},
    {"From: =?utf-8?Q?mallory?=@example.org\n", "encoded word"},
    {"From:\n", "holds no address"},
    {"Sender: katie@example.org\n", "from katie@example.org"},
};

}  // namespace

TEST_CASE("smime open refuses every trick with the sender, each with its reason") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  for (const Trick& trick : kTricks) {
    INFO(trick.fields);
    folder.write_text("mail", trick.fields + "To: bob@example.org\n\nSend money.\n");
    const std::string smime = smime_program();
    REQUIRE(run(folder, smime + " sign --id mallory.pem < mail > signed").status == 0);
    const Ran ran = run(folder, smime +
                                    " open --no-directory --trust ca.pem --report report.json "
                                    "-o content signed");
    INFO(ran.output);
    CHECK(ran.status == 1);
    CHECK(ran.output.find(trick.seen) != std::string::npos);
    CHECK(ran.output.find("the certificate is for mallory@example.org") != std::string::npos);
    const Bytes text = folder.read("report.json");
    const auto report = nlohmann::json::parse(text.begin(), text.end());
    CHECK(report["verdict"] == "untrusted");
    CHECK(report["reasons"] == nlohmann::json::array({"address-mismatch"}));
    CHECK(run(folder, "test -e content").status != 0);
  }
}
