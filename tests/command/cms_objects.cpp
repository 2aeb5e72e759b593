// smime cms: every command by itself, and with openssl on the other side.
#include "cms/digested_data.hpp"
#include "tests/command/cms_desk.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

using Desk = CmsDesk;

}  // namespace

TEST_CASE("smime cms signs and verifies, in every form") {
  const Desk desk;
  for (const std::string form :
       {"", " --pem", " --indefinite", " --no-attributes", " --key-identifier", " --pss",
        " --digest sha512 --pss", " --digest sha384", " < content"}) {
    INFO(form);
    const bool piped = form == " < content";
    REQUIRE(desk(desk.smime + "sign --id katie.pem -o signed" + form + (piped ? "" : " content"))
                .status == 0);
    const Ran verified =
        desk(desk.smime + "verify --trust ca.pem -o out --report report.json signed");
    INFO(verified.output);
    CHECK(verified.status == 0);
    CHECK(desk.same());
    const Bytes text = desk.folder.read("report.json");
    const json report = json::parse(text.begin(), text.end());
    CHECK(report["verdict"] == "valid");
    CHECK(report["layers"][0]["signers"].size() == 1);
    CHECK(desk("cat signed | " + desk.smime + "verify --trust ca.pem -q | cmp - content").status ==
          0);
    CHECK(desk(desk.smime + "verify -o nothing signed").status == 1);
    CHECK(desk("test -e nothing").status == 1);
    CHECK(desk(desk.smime + "verify --show-untrusted -o out signed").status == 1);
    CHECK(desk.same());
  }
}

TEST_CASE("smime cms: detached content, several signers, added ones and countersignatures") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --detached -o signed content").status == 0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content content signed").status == 0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content katie.pem signed").status == 1);
  REQUIRE(desk(desk.smime + "sign --add --id bob.pem --content content -o both signed").status ==
          0);
  REQUIRE(desk(desk.smime + "sign --countersign --id bob.pem -o all both").status == 0);
  const Ran verified =
      desk(desk.smime + "verify --trust ca.pem --content content --report report.json all");
  INFO(verified.output);
  CHECK(verified.status == 0);
  const Bytes text = desk.folder.read("report.json");
  CHECK(json::parse(text.begin(), text.end())["layers"][0]["signers"].size() == 2);
  REQUIRE(desk(desk.smime + "sign --certs-only --certs ca.pem --certs bob.crt -o certs").status ==
          0);
  CHECK(desk(desk.smime + "verify certs").status == 0);
}

TEST_CASE("smime cms encrypts to every kind of recipient, and decrypts") {
  const Desk desk;
  struct Way {
    std::string to, with;
  };
  for (const Way& way : {Way{"--to bob.crt", "--id bob.pem"},
                         Way{"--to katie.crt --to bob.crt --oaep sha256", "--id bob.pem"},
                         Way{"--to bob.crt --key-identifier", "--id bob.pem"},
                         Way{"--secret-key key32 --key-name 0102", "--secret-key key32"},
                         Way{"--secret-key key24", "--secret-key key24"},
                         Way{"--with-password password", "--with-password password"},
                         Way{"--encrypted-data --secret-key key32", "--secret-key key32"}}) {
    for (const std::string cipher : {"", " --cipher aes-256-gcm"}) {
      if (way.to.starts_with("--encrypted") && !cipher.empty()) continue;
      for (const std::string form : {"", " --pem", " --indefinite"}) {
        INFO(way.to << cipher << form);
        const Ran made =
            desk(desk.smime + "encrypt " + way.to + cipher + form + " -o sealed content");
        INFO(made.output);
        REQUIRE(made.status == 0);
        const Ran opened = desk(desk.smime + "decrypt -q " + way.with + " -o out sealed");
        INFO(opened.output);
        CHECK(opened.status == 0);
        CHECK(desk.same());
        CHECK(desk("rm out; " + desk.smime + "decrypt -q --id katie.pem -o out sealed").status ==
              (way.to.find("katie") == std::string::npos ? (way.to.starts_with("--enc") ? 3 : 2)
                                                         : 0));
      }
    }
  }
  REQUIRE(
      desk(desk.smime + "encrypt --with-password password --cipher aes-128-gcm -o sealed content")
          .status == 0);
  CHECK(desk("rm -f out; " + desk.smime + "decrypt --with-password wrong -o out sealed").status ==
        2);
  CHECK(desk("test -e out").status == 1);
}

TEST_CASE("smime cms verifies a digest beside its content, as openssl makes it") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Desk desk;
  REQUIRE(desk("openssl cms -digest_create -md sha256 -binary -in content -outform DER -out inside")
              .status == 0);
  const auto info = cms::ContentInfo::decode(desk.folder.read("inside"));
  auto digested = cms::DigestedData::decode(info.content);
  digested.encap_content_info.e_content.reset();
  desk.folder.write("beside", cms::ContentInfo{info.content_type, digested.encode()}.encode());
  CHECK(desk("openssl cms -digest_verify -content content -binary -inform DER -in beside -out out")
            .status == 0);
  const std::string verify = desk.smime + "verify -o out --report report.json ";
  CHECK(desk(verify + "beside").status == 1);
  CHECK(desk.report()["reasons"] == json::array({"no-content"}));
  CHECK(desk(verify + "--content content beside").status == 0);
  CHECK(desk.report()["layers"][0]["type"] == "digested-data");
  const std::string open = smime_program() + " open -o out --report report.json ";
  CHECK(desk(open + "--content content beside").status == 0);
  CHECK(desk.same());
  CHECK(desk(open + "beside").status == 1);
  CHECK(desk(open + "--content katie.crt beside").status == 1);
  CHECK(desk.report()["reasons"] == json::array({"message-digest-mismatch"}));
  CHECK(desk(verify + "--content katie.crt beside").status == 1);
  CHECK(desk.report()["reasons"] == json::array({"message-digest-mismatch"}));
}

TEST_CASE("smime cms digests and compresses, and back") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "digest --digest sha384 -o digested content").status == 0);
  CHECK(desk(desk.smime + "verify -o out digested").status == 0);
  CHECK(desk.same());
  CHECK(desk("sed 's/nine/nein/' digested > changed; " + desk.smime + "verify -o no changed")
            .status == 1);
  REQUIRE(desk(desk.smime + "compress -o small content").status == 0);
  CHECK(desk(desk.smime + "compress --undo -o out small").status == 0);
  CHECK(desk.same());
  CHECK(desk(desk.smime + "compress --undo -o out content").status == 2);
}

TEST_CASE("smime cms reads PEM under every label that is written, and base64 alone") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --pem -o cms.pem content").status == 0);
  REQUIRE(desk(desk.smime + "encrypt --to bob.crt --pem -o secret.pem content").status == 0);
  const std::string verify = desk.smime + "verify --trust ca.pem -o out ";
  const std::string open = smime_program() + " open --trust ca.pem -o out ";
  const auto check = [&](const std::string& change) {
    INFO(change);
    REQUIRE(desk(change + " cms.pem > changed").status == 0);
    for (const std::string& command : {verify, open}) {
      CHECK(desk(command + "changed").status == 0);
      CHECK(desk.same());
    }
  };
  for (const std::string label : {"PKCS7", "PKCS #7 SIGNED DATA", "SIGNED MESSAGE"}) {
    check("sed 's/ CMS-/ " + label + "-/'");
    CHECK(desk(desk.smime + "show changed | grep -q signed-data").status == 0);
  }
  check("printf '\\357\\273\\277' | cat -");  // UTF-8's byte order mark
  check("grep -v -- -----");
  CHECK(desk(desk.smime + "show changed | grep -q signed-data").status == 0);
  REQUIRE(desk("sed 's/ CMS-/ ENCRYPTED MESSAGE-/' secret.pem > changed").status == 0);
  CHECK(desk(desk.smime + "decrypt --id bob.pem -o out changed").status == 0);
  CHECK(desk.same());
  CHECK(desk("sed 's/ CMS-/ CERTIFICATE-/' cms.pem > changed; " + verify + "changed").status == 2);
}

TEST_CASE("smime cms tells an input that cannot be read from wrong usage") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --request-receipt katie@example.org -o asking "
                            "content")
              .status == 0);
  REQUIRE(desk("head -c 300 asking > cut").status == 0);
  desk.folder.write_text("empty", "");
  for (const std::string command :
       {"compress --undo", "receipt --id bob.pem", "verify-receipt --of asking", "verify",
        "sign --add --id bob.pem", "sign --countersign --id bob.pem", "decrypt --id bob.pem",
        "show"}) {
    for (const std::string input : {"content", "empty", "cut"}) {
      INFO(command << " " << input);
      CHECK(desk(desk.smime + command + " " + input + " > out").status == 2);
    }
    CHECK(desk(desk.smime + command + " nowhere > out").status == 3);
  }
  // A key that cannot be read is another file than the input.
  CHECK(desk(desk.smime + "receipt --id content asking > out").status == 3);
  CHECK(desk(desk.smime + "sign --add --id content asking > out").status == 3);
}

TEST_CASE("smime cms and openssl cms read each other's objects") {
  const Desk desk;
  const std::string ours = desk.smime;
  for (const std::string form : {"", " --indefinite", " --pss", " --detached"}) {
    INFO(form);
    REQUIRE(desk(ours + "sign --id katie.pem -o signed content" + form).status == 0);
    const Ran theirs = desk(
        "openssl cms -verify -binary -inform DER -in signed -CAfile ca.pem "
        "-purpose any -content content -out out");
    INFO(theirs.output);
    CHECK(theirs.status == 0);
    CHECK(desk.same());
  }
  for (const std::string form : {"", " -stream -indef", " -nodetach -keyid", " -noattr"}) {
    INFO(form);
    REQUIRE(desk("openssl cms -sign -binary -nodetach -outform DER -signer katie.pem -in content "
                 "-out signed" +
                 form)
                .status == 0);
    CHECK(desk(ours + "verify -q --trust ca.pem -o out signed").status == 0);
    CHECK(desk.same());
  }
  for (const std::string cipher : {"aes-256-cbc", "aes-128-cbc", "aes-256-gcm", "des-ede3-cbc"}) {
    INFO(cipher);
    REQUIRE(desk(ours + "encrypt --policy article --to bob.crt -o sealed --cipher " + cipher +
                 " content")
                .status == 0);
    CHECK(desk("openssl cms -decrypt -binary -inform DER -in sealed -inkey bob.pem -recip bob.crt "
               "-out out")
              .status == 0);
    CHECK(desk.same());
    const std::string name = cipher == "des-ede3-cbc" ? "des3" : cipher;
    for (const std::string form : {"", " -stream -indef", " oaep"}) {
      INFO(form);
      REQUIRE(desk("openssl cms -encrypt -binary -outform DER -in content -out sealed -" + name +
                   (form == " oaep" ? "" : form) +
                   (form != " oaep" ? " bob.crt" : " -recip bob.crt -keyopt rsa_padding_mode:oaep"))
                  .status == 0);
      CHECK(desk(ours + "decrypt -q --id bob.pem -o out sealed").status == 0);
      CHECK(desk.same());
    }
  }
}

TEST_CASE("smime cms takes names and addresses of the directory") {
  const Desk desk;
  const auto must = [&](const std::string& command, int status = 0) {
    const Ran ran = desk(command);
    INFO(command << "\n" << ran.output);
    CHECK(ran.status == status);
  };
  const std::string smime = smime_program();
  const std::string password = " --password-file password ";
  must("openssl pkcs12 -export -in bob.pem -passout file:password -out bob.pfx");
  must(smime + " id import bob.pfx --name Bob --new-password-file password" + password);
  must(smime + " trust add ca.pem");
  must(smime + " people add Katie --cert katie.crt");
  for (const std::string id : {"", "--id Bob", "--id bob@example.org"}) {
    must(desk.smime + "sign -o signed " + id + password + "content");
    must(desk.smime + "verify -o out signed");
    CHECK(desk.same());
  }
  must(desk.smime + "verify --no-directory signed", 1);
  must(desk.smime + "sign --no-directory content", 3);
  must(desk.smime + "sign --id Mallory content", 3);
  must(desk.smime + "encrypt --to katie@example.org --to Bob -o sealed content");
  for (const std::string id : {"", "--id Bob", "--no-directory --id katie.pem"}) {
    must("rm -f out; " + desk.smime + "decrypt -q -o out " + id + password + "sealed");
    CHECK(desk.same());
  }
  must(desk.smime + "decrypt --no-directory sealed", 2);
  must(desk.smime + "encrypt --to mallory@example.org content", 3);
  must(desk.smime + "encrypt --no-directory --to katie@example.org content", 3);
  must(smime + " encrypt --text --to bob.crt -o sealed content");
}

TEST_CASE("smime cms verify writes the certificates of those whose signature is right") {
  const Desk desk;
  const auto signers = [&](const std::string& options, int status) {
    const Ran ran = desk("rm -f who; " + desk.smime + "verify -q --signers who -o out " + options);
    INFO(options << "\n" << ran.output);
    CHECK(ran.status == status);
    return desk("grep -c 'BEGIN CERTIFICATE' who").output;
  };
  REQUIRE(desk(desk.smime + "sign --id katie.pem --id bob.pem -o signed content").status == 0);
  CHECK(signers("--trust ca.pem signed", 0) == "2\n");
  REQUIRE(desk(desk.smime + "sign --id katie.pem -o signed content").status == 0);
  CHECK(signers("signed", 1) == "1\n");  // whoever vouches for it
  CHECK(desk("openssl x509 -in who -outform DER -out a && openssl x509 -in katie.crt -outform DER "
             "-out b && cmp a b")
            .status == 0);
  REQUIRE(desk("sed 's/nine/nein/' signed > changed").status == 0);
  CHECK(signers("--trust ca.pem changed", 1) == "0\n");
  CHECK(desk(desk.smime + "verify --trust ca.pem --signers - signed").status == 3);
  REQUIRE(desk(smime_program() + " sign --text --id katie.pem content > mail").status == 0);
  CHECK(desk(smime_program() + " open -q --trust ca.pem --signers - -o out mail > who && "
                               "openssl x509 -in who -outform DER | cmp - b")
            .status == 0);
}

TEST_CASE("smime cms signs and encrypts with the line ends of mail") {
  const Desk desk;
  REQUIRE(desk("sed 's/$/\\r/' content > mailed").status == 0);
  const auto gives_mailed = [&](const std::string& make, const std::string& open) {
    const Ran ran = desk("rm -f out; " + desk.smime + make + " -o made content && " + desk.smime +
                         open + " -q -o out made && cmp out mailed");
    INFO(ran.output);
    CHECK(ran.status == 0);
  };
  gives_mailed("sign --canonical --id katie.pem", "verify --trust ca.pem");
  gives_mailed("encrypt --canonical --to bob.crt", "decrypt --id bob.pem");
  REQUIRE(desk(desk.smime + "sign --canonical --detached --id katie.pem -o made content").status ==
          0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content mailed made").status == 0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content content made").status == 1);
}

TEST_CASE("smime cms signs detached content that comes through a pipe, for several signers") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --detached -o signed content").status == 0);
  const std::string add = desk.smime + "sign --add --id bob.pem --id mallory.pem --content - ";
  REQUIRE(desk("cat content | " + add + "-o both signed").status == 0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content content both").status == 0);
  CHECK(desk("cat content | " + add + "-o both < signed").status == 3);
}

TEST_CASE("smime cms verify reports on the detached content that it was given") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem --detached -o signed content").status == 0);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content content --report report.json signed")
            .status == 0);
  const std::string digest = desk("sha256sum < content").output.substr(0, 64);
  CHECK(desk.report()["content_sha256"] == digest);
}

TEST_CASE("smime cms lets a report take the place of the content on standard output") {
  const Desk desk;
  REQUIRE(desk(desk.smime + "sign --id katie.pem -o signed content").status == 0);
  REQUIRE(desk(desk.smime + "encrypt --to bob.crt -o sealed content").status == 0);
  for (const std::string command :
       {"verify --trust ca.pem signed", "decrypt --id bob.pem sealed"}) {
    INFO(command);
    const Ran ran = desk(desk.smime + command + " -q --report -");
    CHECK(ran.status == 0);
    CHECK(json::parse(ran.output).contains("verdict"));
    CHECK(desk(desk.smime + command + " --unsafe-stream -q --report -").status == 3);
    CHECK(json::parse(desk(desk.smime + command + " -q --report - -o out").output)
              .contains("verdict"));
    CHECK(desk.same());
  }
}

TEST_CASE("smime cms refuses what would silently be left out") {
  const Desk desk;
  CHECK(
      desk(desk.smime + "sign --id katie.pem --no-attributes --request-receipt a@b.example content")
          .status == 3);
  CHECK(desk(desk.smime + "sign --id katie.pem --no-attributes -o signed content").status == 0);
  CHECK(desk(desk.smime + "sign --certs-only").status == 3);
  REQUIRE(desk(desk.smime + "sign --certs-only --certs ca.pem -o certs").status == 0);
  CHECK(desk(desk.smime + "sign --countersign --id katie.pem certs").status == 3);
  CHECK(desk(desk.smime + "verify --trust ca.pem --content - < content").status == 3);
}

TEST_CASE("smime cms says what speaks against a recipient's certificate") {
  const Desk desk;
  const std::string make =
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -subj /CN=dora -days 9 -out dora.pem ";
  REQUIRE(desk(make + "-addext keyUsage=digitalSignature").status == 0);
  const Ran noted = desk(desk.smime + "encrypt --to dora.pem -o sealed content");
  CHECK(noted.status == 0);
  CHECK(noted.output.find("keyEncipherment") != std::string::npos);
  CHECK(desk(desk.smime + "encrypt --to bob.crt -o sealed content").output.empty());
  REQUIRE(desk("openssl genpkey -algorithm rsa-pss -pkeyopt rsa_keygen_bits:2048 -out key && "
               "openssl req -x509 -new -key key -subj /CN=dora -days 9 -out dora.pem")
              .status == 0);
  const Ran refused = desk(desk.smime + "encrypt --to dora.pem -o other content");
  CHECK(refused.status == 3);
  CHECK(refused.output.find("RFC 4055, 1.2") != std::string::npos);
  CHECK(desk("test -e other").status == 1);
}
