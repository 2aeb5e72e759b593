// OpenSSL verifies and decrypts what smime makes, and smime what OpenSSL makes: every digest and
// cipher, opaque and detached, signed then encrypted, through openssl smime and openssl cms.
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// Our names beside OpenSSL's.
struct Named {
  std::string ours, theirs;
  bool modern;
};

const Named kDigests[] = {{"md5", "md5", false},      {"sha1", "sha1", false},
                          {"sha224", "sha224", true}, {"sha256", "sha256", true},
                          {"sha384", "sha384", true}, {"sha512", "sha512", true}};
const Named kCiphers[] = {{"rc2-40", "rc2-40", false},     {"rc2-64", "rc2-64", false},
                          {"rc2-128", "rc2-128", false},   {"des-cbc", "des", false},
                          {"des-ede3-cbc", "des3", false}, {"aes-128-cbc", "aes128", true},
                          {"aes-192-cbc", "aes192", true}, {"aes-256-cbc", "aes256", true}};

std::string policy_of(const Named& algorithm) {
  return std::string(" --policy ") + (algorithm.modern ? "modern" : "article");
}

struct Peer {
  TemporaryFolder folder;
  std::string smime = smime_program();
  // RC2 and single DES live in OpenSSL's legacy provider.
  std::string legacy = " -provider legacy -provider default";
  Peer() {
    write_mail_people(folder);
    folder.write_text("mail", mail_from_katie());
    folder.write_text("content", content_of_mail());
  }
  bool same(const std::string& file, const std::string& due = content_of_mail()) const {
    return primitives::to_string(folder.read(file)) == due;
  }
};

}  // namespace

TEST_CASE("OpenSSL verifies what we sign") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  for (const Named& digest : kDigests) {
    for (const std::string form : {"", " --opaque", " --no-attributes"}) {
      INFO(digest.ours << form);
      REQUIRE(run(p.folder, p.smime + " sign --id katie.pem --digest " + digest.ours + form +
                                policy_of(digest) + " < mail > message")
                  .status == 0);
      for (const std::string tool : {"smime", "cms"}) {
        const Ran ran =
            run(p.folder, "openssl " + tool + " -verify -in message -CAfile ca.pem -out out");
        INFO(ran.output);
        CHECK(ran.status == 0);
        const bool opaque = form == " --opaque";
        CHECK(p.same("out", opaque ? content_of_mail() : content_of_clear_signed_mail()));
      }
    }
  }
}

TEST_CASE("OpenSSL decrypts what we encrypt") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  for (const Named& cipher : kCiphers) {
    INFO(cipher.ours);
    REQUIRE(run(p.folder, p.smime + " encrypt --to bob.crt --to katie.crt --cipher " + cipher.ours +
                              policy_of(cipher) + " < mail > message")
                .status == 0);
    for (const std::string who : {"bob", "katie"}) {
      const Ran ran = run(p.folder, "openssl cms -decrypt" + p.legacy + " -in message -recip " +
                                        who + ".crt -inkey " + who + ".pem -out out");
      INFO(ran.output);
      CHECK(ran.status == 0);
      CHECK(p.same("out"));
    }
  }
}

TEST_CASE("OpenSSL reads RSASSA-PSS, RSAES-OAEP and GCM as we write them, through pipes too") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  const auto opens = [&](const std::string& made, const std::string& read) {
    const Ran ran =
        run(p.folder, made + " > message && openssl cms " + read + " -in message -out out");
    INFO(made << "\n" << ran.output);
    CHECK(ran.status == 0);
  };
  opens(p.smime + " sign --pss --id katie.pem < mail", "-verify -CAfile ca.pem");
  CHECK(p.same("out", content_of_clear_signed_mail()));
  opens("cat mail | " + p.smime + " sign --opaque --pss --digest sha512 --id katie.pem",
        "-verify -CAfile ca.pem");
  CHECK(p.same("out"));
  for (const std::string how : {" --oaep sha1", " --oaep sha256", " --cipher aes-256-gcm"}) {
    opens("cat mail | " + p.smime + " encrypt --to bob.crt" + how,
          "-decrypt -recip bob.crt -inkey bob.pem");
    CHECK(p.same("out"));
  }
}

TEST_CASE("we verify what OpenSSL signs") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  for (const Named& digest : kDigests) {
    for (const std::string form : {"", " -nodetach", " -noattr", " -nodetach -noattr"}) {
      for (const std::string tool : {"smime", "cms"}) {
        INFO(tool << " " << digest.theirs << form);
        const Ran made = run(p.folder, "openssl " + tool +
                                           " -sign -in content -signer katie.crt -inkey "
                                           "katie.pem -md " +
                                           digest.theirs + form + " -out message");
        INFO(made.output);
        REQUIRE(made.status == 0);
        const Ran ran =
            run(p.folder, p.smime + " open --trust ca.pem -o out message" + policy_of(digest));
        INFO(ran.output);
        CHECK(ran.status == 0);
        CHECK(p.same("out"));
      }
    }
  }
}

TEST_CASE("we decrypt what OpenSSL encrypts, and open what it signs and then encrypts") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  for (const Named& cipher : kCiphers) {
    INFO(cipher.theirs);
    const Ran made = run(p.folder, "openssl cms -encrypt" + p.legacy + " -in content -" +
                                       cipher.theirs + " -out message bob.crt katie.crt");
    INFO(made.output);
    REQUIRE(made.status == 0);
    const Ran ran =
        run(p.folder, p.smime + " open --id katie.pem -o out message" + policy_of(cipher));
    INFO(ran.output);
    CHECK(ran.status == 0);
    CHECK(p.same("out"));
    REQUIRE(run(p.folder,
                "openssl cms -sign -in content -signer katie.crt -inkey katie.pem -out signed "
                "&& openssl cms -encrypt" +
                    p.legacy + " -in signed -" + cipher.theirs + " -out message bob.crt")
                .status == 0);
    const Ran both = run(
        p.folder, p.smime + " open --id bob.pem --trust ca.pem -o out message" + policy_of(cipher));
    INFO(both.output);
    CHECK(both.status == 0);
    CHECK(p.same("out"));
  }
}

TEST_CASE("bare CMS objects of OpenSSL are opened: DER, PEM, streamed with indefinite lengths") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  for (const std::string form : {"DER", "PEM"}) {
    for (const std::string stream : {"", " -stream"}) {
      INFO(form << stream);
      REQUIRE(run(p.folder,
                  "openssl cms -sign -binary -nodetach -in content -signer katie.crt -inkey "
                  "katie.pem -outform " +
                      form + stream + " -out object")
                  .status == 0);
      CHECK(run(p.folder, p.smime + " open --trust ca.pem -o out object").status == 0);
      CHECK(p.same("out"));
      REQUIRE(run(p.folder, "openssl cms -encrypt -binary -in content -aes256 -outform " + form +
                                stream + " -out object bob.crt")
                  .status == 0);
      CHECK(run(p.folder, p.smime + " open --id bob.pem -o out object").status == 0);
      CHECK(p.same("out"));
    }
  }
  REQUIRE(run(p.folder,
              "openssl cms -sign -binary -in content -signer katie.crt -inkey katie.pem "
              "-outform DER -out object")
              .status == 0);
  CHECK(run(p.folder, p.smime + " open --trust ca.pem --content content -o out object").status ==
        0);
  CHECK(run(p.folder, p.smime + " open --trust ca.pem -o out object").status == 2);
}

TEST_CASE("a CR by itself in what OpenSSL clear-signs is verified as it stands") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  const std::string body = "Content-Type: text/plain\r\n\r\na\rb\r\nc\r\n";
  p.folder.write_text("content", body);
  REQUIRE(run(p.folder,
              "openssl cms -sign -crlfeol -signer katie.crt -inkey katie.pem -in content "
              "-out message")
              .status == 0);
  const Ran ran = run(p.folder, p.smime + " open --trust ca.pem -o out message");
  INFO(ran.output);
  CHECK(ran.status == 0);
  CHECK(p.same("out", body));
}

TEST_CASE("a value of EnvelopedData that OpenSSL signs as such is opened") {
  if (!is_installed("openssl")) return skip("openssl is not installed");
  const Peer p;
  // Behind ContentInfo's two headers of four octets, and the identifier of eleven, is the value.
  REQUIRE(run(p.folder,
              "openssl cms -encrypt -aes128 -binary -in content -outform DER bob.crt | "
              "tail -c +20 > value")
              .status == 0);
  REQUIRE(run(p.folder,
              "openssl cms -sign -binary -nodetach -econtent_type pkcs7-envelopedData "
              "-signer katie.crt -inkey katie.pem -in value -outform DER -out message")
              .status == 0);
  const Ran ran = run(p.folder, p.smime + " open --trust ca.pem --id bob.pem -o out message");
  INFO(ran.output);
  CHECK(ran.status == 0);
  CHECK(p.same("out"));
}
