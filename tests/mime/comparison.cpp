// Two copies of a message: where they part is found, and what that is.
#include "mime/smime/comparison.hpp"

#include <algorithm>

#include "cms/signer.hpp"
#include "mime/base64.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

using namespace smime;
using namespace smime::mime::secure;

namespace {

const std::string kSent =
    "From: katie@example.org\r\nSubject: Breakfast\r\n"
    "Content-Type: multipart/signed; boundary=b; protocol=\"application/pkcs7-signature\"\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Dear Bob,\r\nbreakfast at the caf\xc3\xa9?\r\n-- \r\nKatie\r\n"
    "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nMAMBAf8=\r\n\r\n--b--\r\n";

std::string with(const std::string& from, const std::string& to, std::string text = kSent) {
  return text.replace(text.find(from), from.size(), to);
}

Comparison compared(const std::string& received, const std::string& sent = kSent) {
  return compare(primitives::bytes_of(sent), primitives::bytes_of(received));
}

// The only finding.
Finding finding(const std::string& received, const std::string& sent = kSent) {
  const Comparison comparison = compared(received, sent);
  REQUIRE(comparison.findings.size() == 1);
  return comparison.findings.front();
}

}  // namespace

TEST_CASE("the same octets part nowhere") {
  CHECK(compared(kSent).findings.empty());
  CHECK(compared(kSent).same());
  CHECK(compare({}, {}).same());
}

TEST_CASE("what every transport does is told and counts as the same") {
  const auto received =
      compared("Received: by relay\r\nReturn-Path: <katie@example.org>\r\n" + kSent);
  CHECK(received.findings.size() == 2);
  CHECK(received.same());
  CHECK(finding(with("Subject: Breakfast", "Subject:\r\n Breakfast")).damages.front().kind ==
        "header-folding");
  std::string lf = kSent;
  lf.erase(std::remove(lf.begin(), lf.end(), '\r'), lf.end());
  CHECK(finding(lf).damages.front().kind == "line-ends");
  CHECK(compared(lf).same());
}

TEST_CASE("a damaged signed part is found with line, octets and the kind of damage") {
  const Finding found = finding(with("-- \r\n", "--\r\n"));
  CHECK(found.where == "message: signed part: body");
  CHECK(found.damages.front().kind == "trailing-blanks");
  REQUIRE(found.difference);
  CHECK(found.difference->sent.line == 3);
  CHECK(found.difference->sent.octet == 38);
  CHECK(found.difference->sent.context.starts_with("-- \\r\\nKatie"));
  CHECK(found.difference->received.context.starts_with("--\\r\\nKatie"));
  CHECK(found.difference->sent_lines == 1);
  CHECK_FALSE(compared(with("-- \r\n", "--\r\n")).same());
}

TEST_CASE("a changed word is a change, and nothing less") {
  const Finding found = finding(with("breakfast", "dinner"));
  CHECK(found.damages.front().kind == "changed");
  CHECK(found.difference->sent.line == 2);
  CHECK(found.difference->received.context.starts_with("dinner at the caf\\xc3\\xa9"));
}

TEST_CASE("a re-encoded part is told by its header and its body") {
  const auto comparison = compared(
      with("caf\xc3\xa9", "caf=C3=A9", with("8bit", "quoted-printable", with("-- ", "--=20"))));
  REQUIRE(comparison.findings.size() == 2);
  CHECK(comparison.findings[0].where ==
        "message: signed part: header field Content-Transfer-Encoding");
  CHECK(comparison.findings[1].damages.front().kind == "transfer-encoding");
}

TEST_CASE("what is around the signed part is compared as well") {
  CHECK(finding(with("From: katie", "From: mallory")).where == "message: header field From");
  CHECK_FALSE(compared(with("From: katie", "From: mallory")).same());
  CHECK(compared(with("Subject: Breakfast", "Subject: [list] Breakfast")).same());
  const Finding signature = finding(with("MAMBAf8=", "MAMBAQA="));
  CHECK(signature.where == "message: signature: CMS object");
  CHECK(compared(with("MAMBAf8=", "MAMB\r\nAf8=")).same());
  const std::string third = "\r\n--b\r\n\r\nfooter\r\n--b--\r\n";
  CHECK(finding(with("\r\n--b--\r\n", third)).damages.front().detail == "2 parts became 3");
  CHECK(finding(with("\r\n--b--\r\n", "\r\n")).damages.front().detail.find("boundary") !=
        std::string::npos);
}

TEST_CASE("what is signed inside a CMS object is compared") {
  SystemRandom random;
  const x509::PrivateKey key =
      x509::PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random));
  const x509::Certificate own = x509::issue_self_signed(
      key, x509::Name::of({{x509::id_at_commonName, "Katie"}}), x509::Profile::person({"k@e.org"}),
      x509::random_serial_number(random),
      {Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)}, random);
  const auto message = [&](const std::string& text) {
    const std::string content = "Content-Type: text/plain\r\n\r\n" + text + "\r\n";
    return "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           mime::encode_base64(cms::sign({{own, key}}, primitives::bytes_of(content), {}, random));
  };
  const Finding found = finding(message("one\r\n.two"), message("one\r\n..two"));
  CHECK(found.where == "message: signed content: body");
  CHECK(found.damages.front().kind == "dot-stuffing");
}

TEST_CASE("octets that are no messages are compared all the same") {
  CHECK(finding(std::string("\0\1\2", 3), std::string("\0\1\3", 3)).where == "message");
  CHECK(compared("a: b\r\n\r\n", "no header\r\n").findings.size() == 1);
  std::string many;
  for (int i = 0; i < 300; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  const auto comparison = compared("A: b\r\n" + many + "\r\n", "A: b\r\n\r\n");
  CHECK(comparison.findings.size() == kMostFindings);
  CHECK_FALSE(comparison.complete);
}

TEST_CASE("octets are made printable for terminals") {
  CHECK(printable(primitives::bytes_of("caf\xc3\xa9\t\\ \x1b[2J\r\n")) ==
        "caf\\xc3\\xa9\\t\\\\ \\x1b[2J\\r\\n");
}
