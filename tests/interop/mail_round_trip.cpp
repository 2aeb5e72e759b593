// Through a real SMTP and IMAP server and back: octet for octet, and by relays that damage mail.
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "primitives/bytes.hpp"
#include "tests/interop/mail_servers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

struct Relay {
  std::string name;    // of the mailbox that it stands before
  std::string filter;  // what it does to each message
  std::string damage;  // what the report calls it
};

// Relays as there are.
const std::vector<Relay>& relays() {
  static const std::vector<Relay> all = {
      // A gateway that takes lines of 70 characters at most, and breaks longer ones as sendmail
      // does.
      {"rewrapped",
       "awk 'BEGIN { head = 1 } { if (!head) while (length($0) > 70) { print substr($0, 1, 69) "
       "\"!\"; $0 = \" \" substr($0, 70) } print; if ($0 == \"\") head = 0 }'",
       "line-wrapping"},
      // A list that adds its footer at the end of the text.
      {"footer", "sed '0,/^Katie$/s/^Katie$/&\\n_________\\nSent through Example List/'",
       "footer-added"},
      // A gateway that strips blanks at line ends.
      {"stripped", "sed 's/[ \\t]*$//'", "trailing-blanks"},
      // A server that makes quoted-printable of eight bits.
      {"converted",
       "sed 's/\\xc3\\xa9/=C3=A9/g; s/^-- $/--=20/; s/^Content-Transfer-Encoding: "
       "8bit/Content-Transfer-Encoding: quoted-printable/'",
       "transfer-encoding"},
  };
  return all;
}

std::string text_of(const TemporaryFolder& folder, const std::string& file) {
  return primitives::to_string(folder.read(file));
}

// Makes "sent" from the command, with CR LF as SMTP has them.
void make(const TemporaryFolder& folder, const std::string& command) {
  const Ran made = run(folder, "{ " + command + " ; } | sed 's/\\r*$/\\r/' > sent");
  INFO(made.output);
  REQUIRE(text_of(folder, "sent").size() > 500);
}

nlohmann::json report(const TemporaryFolder& folder) {
  return nlohmann::json::parse(text_of(folder, "report.json"));
}

}  // namespace

TEST_CASE("mail through SMTP and IMAP arrives octet for octet and opens", "[.long]") {
  const std::string missing = MailServers::missing();
  if (!missing.empty()) return skip(missing + " is not installed");
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const MailServers servers(folder, {});
  const std::string smime = smime_program();
  for (const std::string& command :
       {smime + " sign --id katie.pem < mail", smime + " sign --opaque --id katie.pem < mail",
        smime + " sign --id katie.pem < mail | " + smime + " encrypt --to bob.crt",
        smime + " encrypt --to bob.crt < mail | " + smime + " sign --id katie.pem"}) {
    INFO(command);
    make(folder, command);
    const Ran sent = servers.send("sent", "bob");
    INFO(sent.output);
    REQUIRE(sent.status == 0);
    const Ran fetched = servers.fetch("bob", "received");
    INFO(fetched.output);
    REQUIRE(fetched.status == 0);
    // The server puts its trace before the message, and nothing else.
    const std::string received = text_of(folder, "received");
    CHECK(received.ends_with(text_of(folder, "sent")));
    CHECK(received.starts_with("Received: "));
    const Ran opened = run(folder, smime +
                                       " open --no-directory --id bob.pem --trust ca.pem "
                                       "--report report.json -o content < received");
    INFO(opened.output);
    CHECK(opened.status == 0);
    CHECK(report(folder)["verdict"] == "valid");
    // And it opens to what it opened to before it was sent.
    CHECK(run(folder, smime + " open -q --no-directory --id bob.pem --trust ca.pem < sent | cmp - "
                              "content")
              .status == 0);
    CHECK(text_of(folder, "content").find("have breakfast") != std::string::npos);
    run(folder, "rm -f received content servers/mail/bob/new/* servers/mail/bob/cur/*");
  }
}

TEST_CASE("a relay that damages signed mail is found out, and the damage is named", "[.long]") {
  const std::string missing = MailServers::missing();
  if (!missing.empty()) return skip(missing + " is not installed");
  const TemporaryFolder folder;
  write_mail_people(folder);
  std::map<std::string, std::string> filters;
  for (const Relay& relay : relays()) filters[relay.name] = relay.filter;
  const MailServers servers(folder, filters);
  // Signed by another program, which leaves eight bits and blanks at line ends as they are.
  folder.write_text(
      "part",
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
      "Let's have breakfast at the caf\xc3\xa9 on the corner of the street, where Joe is.\n\n-- \n"
      "Katie\n");
  make(folder,
       "openssl smime -sign -signer katie.crt -inkey katie.pem -in part -from "
       "katie@example.org -to bob@example.org -subject Breakfast");
  for (const auto& [name, filter, damage] : relays()) {
    INFO(name);
    REQUIRE(servers.send("sent", name).status == 0);
    REQUIRE(servers.fetch(name, "received").status == 0);
    CHECK(!text_of(folder, "received").ends_with(text_of(folder, "sent")));
    const Ran opened = run(folder, smime_program() +
                                       " open --no-directory --trust ca.pem --report "
                                       "report.json -o content < received");
    INFO(opened.output);
    CHECK(opened.status == 1);
    CHECK(run(folder, "test -e content").status != 0);
    CHECK(report(folder)["verdict"] == "invalid");
    CHECK(report(folder)["reasons"] == nlohmann::json::array({"message-digest-mismatch"}));
    const auto signer = report(folder)["layers"][0]["signers"][0];
    REQUIRE(signer.contains("damage"));
    CHECK(signer["damage"][0]["kind"] == damage);
  }
  REQUIRE(servers.send("sent", "bob").status == 0);
  REQUIRE(servers.fetch("bob", "received").status == 0);
  CHECK(
      run(folder, smime_program() + " open -q --no-directory --trust ca.pem -o content < received")
          .status == 0);
}

TEST_CASE("what passes a server shows no word of an encrypted message", "[.long]") {
  const std::string missing = MailServers::missing();
  if (!missing.empty()) return skip(missing + " is not installed");
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  const MailServers servers(folder, {});
  // The same message in plain text, where everybody on the way can read it.
  make(folder, "cat mail; yes | head -n 300");
  REQUIRE(servers.send("sent", "bob").status == 0);
  REQUIRE(servers.fetch("bob", "received").status == 0);
  CHECK(run(folder, "grep -c 'have breakfast' servers/mail/bob/new/* servers/mail/bob/cur/*")
            .output.find(":1") != std::string::npos);
  make(folder, smime_program() + " encrypt --to katie.crt < mail");
  REQUIRE(servers.send("sent", "katie").status == 0);
  REQUIRE(servers.fetch("katie", "received").status == 0);
  CHECK(run(folder, "cat servers/mail/katie/*/* servers/log/* | grep -c 'have breakfast'").output ==
        "0\n");
  CHECK(run(folder, smime_program() + " open -q --id katie.pem -o content < received").status == 0);
  CHECK(text_of(folder, "content").find("have breakfast") != std::string::npos);
}
