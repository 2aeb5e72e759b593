// Senders who are not the signer, and those who only look so: each trick has its test and its
// reason.
#include "mime/smime/opener.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::mime::secure;
using Catch::Matchers::Contains;

namespace {

// One key, and a certificate of its own for each list of addresses.
struct Signer {
  SystemRandom random;
  x509::Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)};
  x509::PrivateKey key = x509::PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random));

  x509::Certificate certificate(const std::vector<std::string>& emails,
                                const std::string& in_subject = {}) {
    x509::Name name = in_subject.empty() ? x509::Name::of({{x509::id_at_commonName, "Signer"}})
                                         : x509::Name::of({{x509::id_at_commonName, "Signer"},
                                                           {x509::id_emailAddress, in_subject}});
    return x509::issue_self_signed(key, name, x509::Profile::person(emails),
                                   x509::random_serial_number(random), validity, random);
  }
};

Signer& signer() {
  static Signer one;
  return one;
}

struct Opened {
  Verdict verdict = Verdict::malformed;
  std::vector<x509::Reason> reasons;
  x509::Outcome outcome = x509::Outcome::note;
  std::string detail;  // of the check that refused it; else of all checks of the sender
};

// A message with these fields, signed, and opened by somebody who trusts the certificate.
Opened open_from(const std::string& fields, const x509::Certificate& certificate) {
  Signer& by = signer();
  const Prepared prepared =
      prepare(primitives::bytes_of(fields + "Subject: test\r\n\r\nBreakfast?\r\n"));
  const std::string message =
      sign_message(prepared, {{certificate, by.key}}, SignedForm::opaque, {}, by.random);
  OpenOptions options;
  options.trust = x509::path::TrustStore({certificate});
  options.at = Time::from_civil(2026, 1, 1);
  options.path.policy = x509::path::Policy::article;
  const OpenResult result = open(primitives::bytes_of(message), options, by.random);
  Opened opened{result.verdict, result.reasons, x509::Outcome::note, {}};
  REQUIRE(result.layers.size() == 1);
  REQUIRE(result.layers[0].signers.size() == 1);
  const x509::Report& report = result.layers[0].signers[0].address;
  REQUIRE_FALSE(report.checks().empty());
  opened.outcome = report.checks().front().outcome;
  for (const x509::Check& check : report.checks()) opened.detail += check.detail + "\n";
  return opened;
}

// The message is refused, the reason says what was seen and what the certificate says.
void check_refused(const std::string& fields, const std::string& seen,
                   const std::vector<std::string>& certified = {"mallory@evil.example"}) {
  INFO(fields);
  const Opened opened = open_from(fields, signer().certificate(certified));
  CHECK(opened.verdict == Verdict::untrusted);
  CHECK(opened.reasons == std::vector{x509::Reason::address_mismatch});
  CHECK_THAT(opened.detail, Contains(seen));
  CHECK_THAT(opened.detail, Contains("the certificate is for " + certified.front()));
}

// The message is valid; whatever should be known is said.
void check_valid(const std::string& fields, const std::string& said = {},
                 const std::vector<std::string>& certified = {"alice@good.example"}) {
  INFO(fields);
  const Opened opened = open_from(fields, signer().certificate(certified));
  CHECK(opened.verdict == Verdict::valid);
  CHECK(opened.reasons.empty());
  CHECK_THAT(opened.detail, Contains(said));
}

}  // namespace

TEST_CASE("spoofed sender: the address in From is another") {
  check_refused("From: alice@good.example\r\n", "from alice@good.example");
  check_refused("From: Alice <alice@good.example>\r\n", "from alice@good.example");
  check_valid("From: Alice <alice@good.example>\r\n", "alice@good.example");
}

TEST_CASE("spoofed sender: the display name is an address") {
  const std::string real = " <mallory@evil.example>\r\n";
  const std::string seen = "the display name shows alice@good.example";
  check_refused("From: \"alice@good.example\"" + real, seen);
  check_refused("From: alice@good.example" + real, seen);
  check_refused("From: \"Alice <alice@good.example>\"" + real, seen);
  check_refused("From: \"Alice (alice@good.example)\"" + real, seen);
  check_refused("From: \"alice @ good.example\"" + real, seen);
  check_refused("From: Alice alice@good.example" + real, seen);
  check_valid("From: \"alice@good.example\" <alice@good.example>\r\n");
  check_valid("From: Alice @ Work <alice@good.example>\r\n");
}

TEST_CASE("spoofed sender: the display name is an address in disguise") {
  const std::string real = " <mallory@evil.example>\r\n";
  const std::string seen = "the display name shows alice@good.example";
  check_refused("From: \"alice\uff20good.example\"" + real, seen);         // full width
  check_refused("From: \"ali\u200bce@good.exa\u00admple\"" + real, seen);  // zero width
  check_refused("From: \"\u202eelpmaxe.doog@ecila\"" + real, seen);        // turned round
}

TEST_CASE("spoofed sender: the display name is an address in encoded words") {
  const std::string real = " <mallory@evil.example>\r\n";
  const std::string seen = "the display name shows alice@good.example";
  check_refused("From: =?utf-8?Q?alice=40good.example?=" + real, seen);
  check_refused("From: =?utf-8?B?YWxpY2VAZ29vZC5leGFtcGxl?=" + real, seen);
  check_refused("From: =?utf-8?Q?alice?= =?utf-8?Q?=40good.example?=" + real, seen);
  check_refused("From: =?utf-8?Q?alice@good.example?=" + real, seen);  // "@" must not stand there
  check_refused("From: \"=?utf-8?Q?alice=40good.example?=\"" + real, seen);  // nor in quotes
  check_refused("From: =?utf-7?Q?alice+AEA-good.example?=" + real, seen);
  check_refused("From: =?utf-16?B?AGEAbABpAGMAZQBAAGcAbwBvAGQALgBlAHgAYQBtAHAAbABl?=" + real, seen);
}

TEST_CASE("spoofed sender: an encoded word is no address") {
  check_refused("From: =?utf-8?Q?alice=40good.example?=\r\n", "holds no address");
  check_refused("From: =?utf-8?Q?alice?=@good.example\r\n", "alice@good.example",
                {"alice@good.example"});
  check_refused("From: <=?utf-8?Q?alice?=@good.example>\r\n", "holds an encoded word",
                {"alice@good.example"});
}

TEST_CASE("spoofed sender: a comment is an address") {
  check_refused("From: mallory@evil.example (alice@good.example)\r\n",
                "a comment shows alice@good.example");
  check_refused("From: (alice@good.example) mallory@evil.example\r\n",
                "a comment shows alice@good.example");
  check_refused("From: mallory(alice@good.example)@evil.example\r\n",
                "a comment shows alice@good.example");
  check_refused("From: mallory@evil.example ((=?utf-8?Q?alice=40good.example?=))\r\n",
                "a comment shows alice@good.example");
  check_valid("From: alice(her account)@good.example(her host) (Alice)\r\n");
}

TEST_CASE("spoofed sender: several From fields") {
  check_refused("From: mallory@evil.example\r\nFrom: alice@good.example\r\n",
                "2 From fields: mallory@evil.example; alice@good.example");
  check_refused("From: alice@good.example\r\nFrom : mallory@evil.example\r\n", "2 From fields");
  check_refused("From: mallory@evil.example\r\nfrom: mallory@evil.example\r\n", "2 From fields");
}

TEST_CASE("spoofed sender: several mailboxes in From") {
  check_refused("From: alice@good.example, mallory@evil.example\r\n",
                "from alice@good.example, one of 2 mailboxes");
  check_refused("From: mallory@evil.example,\r\n alice@good.example\r\n",
                "from alice@good.example, one of 2 mailboxes");
  check_valid("From: alice@good.example, bob@good.example\r\n", {},
              {"alice@good.example", "bob@good.example"});
  check_valid("From: , alice@good.example,\r\n");  // empty members are obsolete syntax
}

TEST_CASE("spoofed sender: a group in From") {
  check_refused("From: Friends: alice@good.example;\r\n", "from alice@good.example");
  check_refused("From: \"alice@good.example\": mallory@evil.example;\r\n",
                "a group's name shows alice@good.example");
  check_refused("From: undisclosed:;\r\n", "holds no address");
  check_valid("From: Friends: alice@good.example;\r\n");
}

TEST_CASE("spoofed sender: From can be read in more than one way") {
  const std::string seen = "can be read in more than one way";
  check_refused("From: <mallory@evil.example> <alice@good.example>\r\n", seen);
  check_refused("From: <mallory@evil.example> alice@good.example\r\n", seen);
  check_refused("From: mallory@evil.example <alice@good.example\r\n", seen);
  check_refused("From: mallory@evil.example@good.example\r\n", seen);
  check_refused("From: alice@good.example mallory@evil.example\r\n", seen);
  check_refused("From: \"alice@good.example <mallory@evil.example>\r\n", seen);
  check_refused("From: mallory@evil.example (alice@good.example\r\n", seen);
  check_refused(std::string("From: mallory@evil.example\0@good.example\r\n", 42), seen);
  check_refused("From: Alice <>, mallory@evil.example\r\n", seen);
}

TEST_CASE("spoofed sender: From is missing or empty") {
  check_refused("From:\r\n", "holds no address");
  check_refused("From: Alice\r\n", "holds no address");
  check_refused("Sender: alice@good.example\r\n", "from alice@good.example");
  check_valid("Sender: alice@good.example\r\n", "no From field");
  check_valid("", "no From field; the certificate is for alice@good.example");
}

TEST_CASE("spoofed sender: Sender is the signer, From is not") {
  check_refused("From: alice@good.example\r\nSender: mallory@evil.example\r\n",
                "the Sender, mallory@evil.example, is the certificate's");
  check_valid("From: alice@good.example\r\nSender: list@lists.example\r\n",
              "it was sent by list@lists.example (Sender)");
}

TEST_CASE("spoofed sender: Resent fields do not count") {
  check_refused("Resent-From: mallory@evil.example\r\nFrom: alice@good.example\r\n",
                "from alice@good.example");
  check_valid("Resent-From: mallory@evil.example\r\nFrom: alice@good.example\r\n",
              "it was passed on");
}

TEST_CASE("spoofed sender: letters that look like others") {
  const std::vector<std::string> alice = {"alice@good.example"};
  check_refused("From: \u0430lice@good.example\r\n", "only looks like the certificate's", alice);
  check_refused("From: \u0430lice@good.example\r\n", "U+0430 looks like a", alice);
  check_refused("From: alice@g\u03bfod.example\r\n", "U+03BF looks like o", alice);
  check_refused("From: alice@xn--god-9cd.example\r\n", "from alice@xn--god-9cd.example", alice);
  check_refused("From: a1ice@good.example\r\n", "only looks like the certificate's", alice);
  check_refused("From: alice@g00d.example\r\n", "only looks like the certificate's", alice);
  check_valid("From: \u0430lice@good.example\r\n", "is not what it looks like: U+0430 looks like a",
              {"\u0430lice@good.example"});
}

TEST_CASE("spoofed sender: characters that are not seen") {
  const std::vector<std::string> alice = {"alice@good.example"};
  check_refused("From: ali\u200bce@good.example\r\n", "holds U+200B, which is not seen", alice);
  check_refused("From: alice@go\u00adod.example\r\n", "holds U+00AD, which is not seen", alice);
  check_refused("From: \u202ealice@good.example\r\n", "holds U+202E, which is not seen", alice);
  check_refused("From: ali\u200bce@good.example\r\n", "holds U+200B, which is not seen",
                {"ali\u200bce@good.example"});  // also where the certificate has it
}

TEST_CASE("sender: case counts neither in the domain nor in a local part of ASCII (RFC 8550, 3)") {
  check_valid("From: alice@GOOD.Example\r\n");
  check_valid("From: Alice@good.example\r\n");
  check_valid("From: alice@good.example\r\n", {}, {"ALICE@GOOD.EXAMPLE"});
  check_valid("From: \"alice\"@good.example\r\n");
  check_valid("From: \"al ice\"@good.example\r\n", {}, {"\"al ice\"@good.example"});
  check_refused("From: \"al ice\"@good.example\r\n", "\"al ice\"@good.example",
                {"alice@good.example"});
}

TEST_CASE("sender: U-labels and A-labels are one domain (RFC 9598, 5)") {
  check_valid("From: alice@b\u00fccher.example\r\n", {}, {"alice@xn--bcher-kva.example"});
  check_valid("From: alice@B\u00dcCHER.example\r\n", {}, {"alice@XN--BCHER-KVA.example"});
  check_valid("From: alice@xn--bcher-kva.example\r\n", {}, {"alice@xn--bcher-kva.example"});
  check_valid("From: j\u00f6rg@b\u00fccher.example\r\n", {}, {"j\u00f6rg@b\u00fccher.example"});
  check_valid("From: j\u00f6rg@xn--bcher-kva.example\r\n", {}, {"j\u00f6rg@b\u00fccher.example"});
  check_refused("From: J\u00d6RG@b\u00fccher.example\r\n", "J\u00d6RG@b\u00fccher.example",
                {"j\u00f6rg@b\u00fccher.example"});  // octet for octet beyond ASCII
}

TEST_CASE("sender: emailAddress in the subject counts as an rfc822Name does (RFC 8550, 3)") {
  const auto in_subject = signer().certificate({}, "alice@good.example");
  CHECK(open_from("From: alice@good.example\r\n", in_subject).verdict == Verdict::valid);
  const Opened other = open_from("From: mallory@evil.example\r\n", in_subject);
  CHECK(other.verdict == Verdict::untrusted);
  CHECK_THAT(other.detail, Contains("the certificate is for alice@good.example"));
  const auto both = signer().certificate({"alice@good.example"}, "alice@old.example");
  CHECK(open_from("From: alice@good.example\r\n", both).verdict == Verdict::valid);
  CHECK(open_from("From: alice@old.example\r\n", both).verdict == Verdict::valid);
}

TEST_CASE("sender: a certificate without an address is accepted with a warning (RFC 8550, 3)") {
  const auto nameless = signer().certificate({});
  const Opened opened = open_from("From: alice@good.example\r\n", nameless);
  CHECK(opened.verdict == Verdict::valid);
  CHECK(opened.outcome == x509::Outcome::warning);
  CHECK_THAT(opened.detail, Contains("names no address; the message is from alice@good.example"));
  const Opened twice =
      open_from("From: alice@good.example\r\nFrom: bob@good.example\r\n", nameless);
  CHECK(twice.verdict == Verdict::untrusted);
}

TEST_CASE("sender: obsolete and odd forms of the signer's own address are read") {
  check_valid("From: <@relay.example:alice@good.example>\r\n");
  check_valid("From: alice . @ good . example\r\n", {}, {"alice.@good.example"});
  check_valid("From: Alice B. Carroll <alice@good.example>\r\n");
  check_valid("From: Carroll, Alice <alice@good.example>\r\n");
  check_valid("From: Alice [Sales] <alice@good.example>\r\n");
  check_valid("From :Alice\r\n\t<alice@good.example>\r\n");
}
