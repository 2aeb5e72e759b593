// smime cms: attributes that are signed along and what show says of them; receipts;
// countersignatures in the report; authenticated data; and what a decryptor tells and does not
// tell.
#include <algorithm>

#include "cms/countersignature.hpp"
#include "cms/signed_data.hpp"
#include "tests/command/cms_desk.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The outcome of the check with this rule.
std::string outcome(const json& checks, const std::string& rule) {
  for (const json& check : checks) {
    if (check["rule"] == rule) return check["outcome"];
  }
  return {};
}

}  // namespace

TEST_CASE("every attribute is signed along, verified, and explained in words") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --content-identifier -o first content").status ==
          0);
  const Ran made = desk(
      desk.smime +
      "sign --id katie.pem --capabilities aes-256-gcm,sha256,rc2-40 --prefer bob.crt "
      "--request-receipt katie@example.org --receipt-from bob@example.org --content-identifier "
      "--content-reference first --content-hints 'the menu' --label 2.999.7:secret:burn "
      "--equivalent-label 2.999.8:3 --signing-certificate sha256 --mail-list ca.pem -o signed "
      "content");
  INFO(made.output);
  REQUIRE(made.status == 0);
  CHECK(desk(desk.smime + "verify -q --trust ca.pem -o out --report report.json signed").status ==
        0);
  CHECK(desk.same());
  const json signer = desk.report()["layers"][0]["signers"][0];
  CHECK(outcome(signer["checks"], "signing-certificate") == "pass");
  const std::string shown = desk(desk.smime + "show signed").output;
  for (const char* words :
       {"the content is of type data", "the content's digest is", "the signer says to have signed",
        "best first: aes-256-gcm, sha256, rc2-40", "encryption-key-preference of Outlook",
        "to encrypt to the sender, take the certificate with serial",
        "a signed receipt is asked of email:bob@example.org, to be sent to "
        "email:katie@example.org",
        "the content is called", "it refers to the content of type data", "data: the menu",
        "by the policy 2.999.7, secret, marked \"burn\"",
        "as sensitive as by the policy 2.999.8, confidential",
        "the signer's certificate is the one", "came through the mailing lists with serial"}) {
    INFO(words << "\n" << shown);
    CHECK(has(shown, words));
  }
  CHECK(
      json::parse(desk(desk.smime + "show --json signed").output)["signers"][0]["signed_attributes"]
          .size() == 14);
}

TEST_CASE("a signing certificate of either version names the signer's") {
  const CmsDesk desk;
  for (const std::string digest : {"sha1", "sha256", "sha512"}) {
    REQUIRE(desk(desk.smime + "sign --id katie.pem --signing-certificate " + digest +
                 " -o signed content")
                .status == 0);
    CHECK(desk(desk.smime + "verify -q --trust ca.pem --report report.json signed").status == 0);
    CHECK(outcome(desk.report()["layers"][0]["signers"][0]["checks"], "signing-certificate") ==
          "pass");
    CHECK(has(desk(desk.smime + "show signed").output,
              digest == "sha1" ? "signing-certificate\n" : "signing-certificate-v2\n"));
  }
}

TEST_CASE("a receipt is asked for, made, and held against what was sent") {
  const CmsDesk desk;
  const std::string ask = desk.smime + "sign --id katie.pem --request-receipt katie@example.org ";
  REQUIRE(desk(ask + "-o asking content").status == 0);
  REQUIRE(desk(ask + "-o another content").status == 0);
  REQUIRE(desk(ask + "--detached -o detached content").status == 0);
  REQUIRE(desk(desk.smime + "receipt --id bob.pem -o receipt asking").status == 0);
  const std::string check = desk.smime + "verify-receipt --trust ca.pem --report report.json ";
  CHECK(desk(check + "--of asking receipt").status == 0);
  CHECK(desk.report()["layers"][0]["checks"].size() == 4);
  CHECK(desk(check + "--of another receipt").status == 1);
  CHECK(desk.report()["verdict"] == "invalid");
  CHECK(desk(desk.smime + "verify-receipt --of asking receipt").status == 1);  // nobody is trusted
  CHECK(desk(desk.smime + "receipt --id bob.pem -o r detached").status == 3);
  CHECK(desk(desk.smime + "receipt --id bob.pem --content content -o r detached").status == 0);
  CHECK(desk(desk.smime + "receipt --id bob.pem --content katie.crt -o r detached").status == 1);
  REQUIRE(desk(desk.smime + "sign --id katie.pem -o plain content").status == 0);
  CHECK(desk(desk.smime + "receipt --id bob.pem -o r plain").status == 3);
  CHECK(has(desk(desk.smime + "show receipt").output, "receipt:"));
}

TEST_CASE("no receipt is made for a message that asks others, or that nobody can read") {
  const CmsDesk desk;
  const std::string ask = desk.smime + "sign --id katie.pem --request-receipt katie@example.org ";
  REQUIRE(desk(ask + "--receipt-from carol@example.org -o asking content").status == 0);
  const Ran ran = desk(desk.smime + "receipt --id bob.pem -o receipt asking");
  CHECK(ran.status == 1);
  CHECK(has(ran.output, "RFC 2634, 2.3, step 3.2"));
  CHECK_FALSE(std::filesystem::exists(desk.folder.path() / "receipt"));
  REQUIRE(desk(ask + "--receipt-from bob@example.org -o asking content").status == 0);
  CHECK(desk(desk.smime + "receipt --id bob.pem -o receipt asking").status == 0);
  // The report of what is no receipt tells it.
  const std::string check = desk.smime + "verify-receipt --trust ca.pem --report report.json ";
  CHECK(desk(check + "--of asking content").status == 2);
  CHECK(desk.report()["verdict"] == "malformed");
}

TEST_CASE("countersignatures have verdicts of their own, and do not change the message's") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem content | " + desk.smime +
               "sign --countersign --id bob.pem -o signed")
              .status == 0);
  const std::string verify = desk.smime + "verify --trust ca.pem -o out --report report.json ";
  CHECK(desk(verify + "signed").status == 0);
  const json one = desk.report()["layers"][0]["signers"][0]["countersignatures"];
  REQUIRE(one.size() == 1);
  CHECK(one[0]["verdict"] == "valid");
  CHECK(one[0]["subject"] == "CN=bob");
  // The countersignature stands at the end: its last octet is the last of the file.
  Bytes changed = desk.folder.read("signed");
  changed.back() ^= 1;
  desk.folder.write("broken", changed);
  const Ran broken = desk(verify + "broken");
  CHECK(broken.status == 0);
  CHECK(has(broken.output, "a countersignature by"));
  CHECK(desk.report()["layers"][0]["signers"][0]["countersignatures"][0]["verdict"] == "invalid");
}

TEST_CASE("authenticated data is made and checked; the content stays in the open") {
  const CmsDesk desk;
  for (const std::string digest : {"sha1", "sha256", "sha512"}) {
    REQUIRE(desk(desk.smime + "encrypt --authenticated --digest " + digest +
                 " --to bob.crt --secret-key key32 --with-password password -o sealed content")
                .status == 0);
    CHECK(desk("grep -q Tiffany sealed").status == 0);
    for (const std::string with :
         {"--id bob.pem", "--secret-key key32", "--with-password password"}) {
      CHECK(desk("rm -f out; " + desk.smime + "decrypt -q " + with + " -o out sealed").status == 0);
      CHECK(desk.same());
    }
    CHECK(desk("sed s/nine/nein/ sealed | " + desk.smime + "decrypt -q --id bob.pem").status == 2);
  }
}

TEST_CASE("originator, unprotected attributes and wraps of every kind") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime +
               "encrypt --to bob.crt --originator katie.crt --unprotected 2.999.1=040107 "
               "--secret-key key32 --key-name 0102 -o sealed content")
              .status == 0);
  const std::string shown = desk(desk.smime + "show sealed").output;
  for (const char* words : {"subject: CN=katie", "2.999.1", "040107", "key 0102", "version: 2"}) {
    INFO(words << "\n" << shown);
    CHECK(has(shown, words));
  }
  CHECK(desk(desk.smime + "decrypt -q --secret-key key32 --key-name 0102 -o out sealed").status ==
        0);
  CHECK(desk(desk.smime + "decrypt -q --secret-key key32 --key-name 03 -o out sealed").status == 2);
  desk.folder.write_text("key16", "00112233445566778899aabbccddeeff\n");
  REQUIRE(desk(desk.smime +
               "encrypt --policy any --cipher rc2-128 --wrap rc2 --secret-key key16 -o sealed "
               "content")
              .status == 0);
  CHECK(desk(desk.smime + "decrypt -q --secret-key key16 -o out sealed").status == 0);
  CHECK(desk.same());
  CHECK(desk(desk.smime + "encrypt --unprotected 2.999.1=ff --to bob.crt -o no content").status ==
        3);
}

TEST_CASE("every failure to decrypt looks the same, and is told from what is public") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "encrypt --cipher aes-256-gcm --to bob.crt -o sealed content").status ==
          0);
  // The tag, the content, and far before them the encrypted key.
  const Bytes sealed = desk.folder.read("sealed");
  std::vector<std::string> texts, reports;
  for (const std::size_t from_end :
       {std::size_t{1}, std::size_t{20}, std::size_t{150}, std::size_t{200}}) {
    Bytes changed = sealed;
    changed[changed.size() - from_end] ^= 1;
    desk.folder.write("changed", changed);
    const Ran ran = desk("rm -f out; " + desk.smime +
                         "decrypt --id bob.pem --report report.json -o out changed");
    CHECK(ran.status == 2);
    CHECK(desk("test -e out").status == 1);
    texts.push_back(ran.output);
    reports.push_back(desk.report().dump());
  }
  for (const std::string& text : texts) CHECK(text == texts.front());
  for (const std::string& text : reports) CHECK(text == reports.front());
  CHECK(has(texts.front(), "decryption-failed; decryption failed"));
  CHECK(has(desk(desk.smime + "decrypt --id katie.pem sealed").output, "no-recipient"));
}

TEST_CASE("CBC content says that it is not authenticated; GCM content waits for its tag") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "encrypt --to bob.crt -o cbc content").status == 0);
  const Ran opened = desk(desk.smime + "decrypt --id bob.pem --report report.json -o out cbc");
  CHECK(has(opened.output, "the encryption is not authenticated"));
  const json layer = desk.report()["layers"][0];
  CHECK(outcome(layer["checks"], "authenticated-encryption") == "note");
  CHECK(layer["cipher"] == "aes-256-cbc");
  CHECK(layer["recipients"][0]["opened"] == true);
  REQUIRE(desk(desk.smime + "encrypt --cipher aes-128-gcm --to bob.crt -o gcm content").status ==
          0);
  Bytes changed = desk.folder.read("gcm");
  changed.back() ^= 1;  // of the tag
  desk.folder.write("cut", changed);
  CHECK(desk(desk.smime + "decrypt -q --id bob.pem cut 2> /dev/null | wc -c").output == "0\n");
  const Ran unsafe =
      desk(desk.smime + "decrypt -q --unsafe-stream --id bob.pem cut > out 2> /dev/null");
  CHECK(unsafe.status == 2);
}

TEST_CASE("verify lets content out before its verdict only when asked to") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem -o signed content").status == 0);
  CHECK(desk(desk.smime + "verify -q signed > out").status == 1);
  CHECK(desk("test -s out").status == 1);
  CHECK(desk(desk.smime + "verify -q --pedantic --trust ca.pem signed").status == 0);
  // Another version of SignedData is read, noted, and refused by the pedantic: 1 becomes 3.
  Bytes odd = desk.folder.read("signed");
  const Bytes version{0x02, 0x01, 0x01, 0x31};
  const auto at = std::search(odd.begin(), odd.end(), version.begin(), version.end());
  REQUIRE(at != odd.end());
  at[2] = 3;
  desk.folder.write("odd", odd);
  CHECK(has(desk(desk.smime + "verify --trust ca.pem odd").output, "version 3 where 1 is due"));
  CHECK(desk(desk.smime + "verify -q --pedantic --trust ca.pem odd").status == 2);
}

TEST_CASE("show describes every content type") {
  const CmsDesk desk;
  struct Made {
    std::string command, words;
  };
  for (const Made& made :
       {Made{"sign --certs-only --certs ca.pem", "CN=Test Authority"},
        Made{"encrypt --to bob.crt", "key encryption: rsaes-pkcs1-v1_5"},
        Made{"encrypt --to bob.crt --oaep sha256", "key encryption: rsaes-oaep"},
        Made{"encrypt --to bob.crt --cipher aes-128-gcm", "mac:"},
        Made{"encrypt --authenticated --to bob.crt", "mac algorithm: hmac with sha256"},
        Made{"encrypt --encrypted-data --secret-key key32", "cipher: aes-256-cbc"},
        Made{"digest", "digest algorithm: sha256"}, Made{"compress", "algorithm: zlib"}}) {
    const std::string content = made.command.starts_with("sign") ? "" : " content";
    REQUIRE(desk(desk.smime + made.command + " -o object" + content).status == 0);
    const Ran shown = desk(desk.smime + "show object");
    INFO(shown.output);
    CHECK(shown.status == 0);
    CHECK(has(shown.output, made.words));
  }
}

TEST_CASE("show stops at countersignatures that stand deep upon each other") {
  const CmsDesk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --detached -o signed content").status == 0);
  auto data = cms::SignedData::decode(cms::ContentInfo::decode(desk.folder.read("signed")).content);
  const cms::SignerInfo one = data.signer_infos.front();
  cms::SignerInfo nested = one;
  for (int level = 0; level < 12; ++level) {
    cms::SignerInfo outer = one;
    outer.unsigned_attrs.add(cms::id_countersignature, nested.encode());
    nested = outer;
  }
  data.signer_infos = {nested};
  desk.folder.write("nested", cms::ContentInfo{cms::id_signedData, data.encode()}.encode());
  const Ran shown = desk(smime_program() + " show --json nested");
  REQUIRE(shown.status == 0);
  json signer = json::parse(shown.output)["signers"][0];
  for (std::size_t level = 0; level < cms::kMostCountersignatureLevels; ++level) {
    REQUIRE(signer.contains("countersignatures"));
    signer = json(signer["countersignatures"][0]);
  }
  CHECK_FALSE(signer.contains("countersignatures"));
  CHECK(signer["more_countersignatures"] == 1);
  const Ran verified =
      desk(desk.smime + "verify --trust ca.pem --content content --report report.json nested");
  CHECK(verified.status == 0);
  CHECK(has(verified.output, "a countersignature by"));
  CHECK(has(desk.report().dump(), "1 countersignatures were not looked at"));
}
