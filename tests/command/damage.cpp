// smime open on messages that transport damaged: other programs do the damage, the report names it,
// and the verdict stays.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// As a mail program writes it that does not make what it signs safe for transport (ours does).
const std::string kContent =
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Let's meet.\r\nFrom ten on, at the caf\xc3\xa9.\r\n.\r\n\tBring this.\r\n-- \r\nKatie\r\n";
const std::string kStart =
    "From: Katie <katie@example.org>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
    " micalg=sha-256; boundary=\"b\"\r\n\r\nSigned.\r\n\r\n--b\r\n";
const std::string kBetween =
    "\r\n--b\r\nContent-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n";

// Writes the message as `sent`.
void write_sent(const TemporaryFolder& folder, const std::string& options = "") {
  write_mail_people(folder);
  folder.write_text("content", kContent);
  folder.write_text("start", kStart);
  folder.write_text("between", kBetween);
  folder.write_text("end", "\r\n--b--\r\n");
  const Ran ran = run(folder, smime_program() + " cms sign --detached --id katie.pem" + options +
                                  " -o p7s content && base64 p7s > digits &&"
                                  " cat start content between digits end > sent; test -s sent");
  REQUIRE(ran.status == 0);
}

struct Case {
  std::string damage;  // a filter of the shell over the message
  std::string kind;    // what is reported; "a+b" for two
};

std::vector<Case> cases() {
  return {
      {"sed 's/^From ten/>From ten/'", "from-stuffing"},
      {"sed 's/^\\./../'", "dot-stuffing"},
      {"sed 's/^-- /--/'", "trailing-blanks"},
      {"sed '/^Content-Type: text/,/^Katie/s/\\r$/ \\r/;s/^-- *\\r$/--\\r/'",
       "trailing-blanks+trailing-blanks"},
      {"sed 's/^\\t/        /'", "tabs"},
      {"sed 's/caf\\xc3\\xa9/caf\\xe9/'", "charset"},
      {"iconv -f latin1 -t utf-8", "charset"},
      {"sed 's/charset=utf-8/charset=iso-8859-1/;s/caf\\xc3\\xa9/caf\\xe9/'", "charset"},
      {"sed '/^Content-/s/8bit/quoted-printable/;s/caf\\xc3\\xa9/caf=C3=A9/;s/^-- /--=20/'",
       "transfer-encoding"},
      {"sed 's/plain; charset/plain;\\r\\n\\tcharset/'", "header-folding"},
      {"sed '0,/^Katie/s/^Katie\\r$/Katie\\r\\n\\r/'", "final-newline"},
      {"sed '0,/^Katie/s/^Katie\\r$/Katie\\r\\n_______________\\r\\nmailing list\\r/'",
       "footer-added"},
      {"sed 's/^From ten/>From ten/;s/^\\./../'", "from-stuffing+dot-stuffing"},
      {"sed 's/From ten/From nine/'", ""},
  };
}

std::string kinds(const nlohmann::json& signer) {
  std::string text;
  if (!signer.contains("damage")) return text;
  for (const auto& damage : signer["damage"]) {
    text += (text.empty() ? "" : "+") + damage["kind"].get<std::string>();
  }
  return text;
}

}  // namespace

TEST_CASE("damage by transport is named, and the message stays invalid") {
  const TemporaryFolder folder;
  write_sent(folder);
  const std::string smime = smime_program();
  REQUIRE(run(folder, smime + " open --trust ca.pem -q -o content sent").status == 0);
  for (const Case& one : cases()) {
    INFO(one.damage);
    REQUIRE(run(folder, "LC_ALL=C " + one.damage + " < sent > received; test -s received").status ==
            0);
    const Ran ran =
        run(folder, smime + " open --trust ca.pem --report report.json -o damaged < received");
    CHECK(ran.status == 1);
    const Bytes text = folder.read("report.json");
    const auto json = nlohmann::json::parse(text.begin(), text.end());
    CHECK(json["verdict"] == "invalid");
    CHECK(json["reasons"] == nlohmann::json::array({"message-digest-mismatch"}));
    CHECK(kinds(json["layers"][0]["signers"][0]) == one.kind);
    CHECK((ran.output.find("damaged on its way: ") != std::string::npos) == !one.kind.empty());
    CHECK(run(folder, "test -e damaged").status != 0);
  }
}

TEST_CASE("a signature without attributes is diagnosed by its own digest") {
  const TemporaryFolder folder;
  write_sent(folder, " --no-attributes");
  const Ran ran = run(folder, "sed 's/^\\./../' sent > received; " + smime_program() +
                                  " open --trust ca.pem --report report.json received");
  CHECK(ran.status == 1);
  const Bytes text = folder.read("report.json");
  const auto json = nlohmann::json::parse(text.begin(), text.end());
  CHECK(json["verdict"] == "invalid");
  CHECK(kinds(json["layers"][0]["signers"][0]) == "dot-stuffing");
}

TEST_CASE("line ends that a server changed do no damage: they are canonical when signed") {
  const TemporaryFolder folder;
  write_sent(folder);
  CHECK(run(folder, "tr -d '\\r' < sent | " + smime_program() + " open --trust ca.pem -o content")
            .status == 0);
}

TEST_CASE("what we sign survives the damage that it is made safe against") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  for (const char* damage : {"sed 's/^From />From /'", "sed 's/^\\./../'", "sed 's/ *\\r$/\\r/'"}) {
    INFO(damage);
    CHECK(run(folder, smime_program() + " sign --id katie.pem < mail | " + damage + " | " +
                          smime_program() + " open --trust ca.pem -o content")
              .status == 0);
  }
}
