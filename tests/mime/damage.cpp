// The diagnosis: each known damage, written out by hand, is found and named; anything else is not.
#include "mime/smime/damage.hpp"

#include "mime/smime/charset_damage.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime::secure;

namespace {

const std::string kHeader = "Content-Type: text/plain; charset=utf-8\r\n";
const std::string kLatin = "Content-Type: text/plain; charset=iso-8859-1\r\n";
const std::string k8bit = "Content-Transfer-Encoding: 8bit\r\n";
const std::string kQuoted = "Content-Transfer-Encoding: quoted-printable\r\n";
const std::string kBase64 = "Content-Transfer-Encoding: base64\r\n";
const std::string kText = "Dear Bob,\r\n\r\ncaf\xc3\xa9 at ten?\r\n-- \r\nKatie\r\n";

ByteView view(const std::string& text) {
  return primitives::bytes_of(text);
}

DigestMatches is_of(const std::string& sent) {
  return [digest = primitives::digest(DigestAlgorithm::sha256, view(sent))](ByteView found) {
    return primitives::equal(found, digest);
  };
}

std::optional<Diagnosis> diagnosis(const std::string& sent, const std::string& received,
                                   const DiagnosisLimits& limits = {}) {
  return diagnose(view(received), DigestAlgorithm::sha256, is_of(sent), limits);
}

// The kinds of what was found, "a+b" for a pair; empty for nothing.
std::string kinds(const std::string& sent, const std::string& received) {
  const auto found = diagnosis(sent, received);
  std::string text;
  if (!found) return text;
  for (const Damage& damage : found->damages) text += (text.empty() ? "" : "+") + damage.kind;
  CHECK_FALSE(found->text().empty());
  return text;
}

// The text with every `from` replaced.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE("line ends that changed are found") {
  const std::string sent = kHeader + "\r\n" + kText;
  CHECK(kinds(sent, replaced(sent, "\r\n", "\n")) == "line-ends");
  CHECK(kinds(sent, replaced(sent, "\r\n", "\r")) == "line-ends");
  CHECK(kinds(replaced(sent, "\r\n", "\n"), sent) == "line-ends");
  CHECK(kinds(replaced(sent, "\r\n", "\r"), sent) == "line-ends");
  // Signed by a program that does not make its line ends canonical.
  CHECK(kinds(replaced(sent, "\r\n", "\n"), replaced(sent, "\r\n", "\n")) == "line-ends");
}

TEST_CASE("line ends that came or went at the end of the content are found") {
  const std::string sent = kHeader + "\r\n" + kText;
  const std::string less = sent.substr(0, sent.size() - 2);
  CHECK(kinds(sent, less) == "final-newline");
  CHECK(kinds(less, sent) == "final-newline");
  CHECK(kinds(sent, sent + "\r\n\r\n\r\n") == "final-newline");
  CHECK(kinds(less, sent + "\r\n\r\n") == "final-newline");
  CHECK(kinds(sent + "\r\n", less) == "final-newline");
}

TEST_CASE("blanks that came or went at the ends of lines are found") {
  const std::string sent = kHeader + "\r\n" + kText;
  CHECK(kinds(sent, replaced(sent, "-- \r\n", "--\r\n")) == "trailing-blanks");
  const std::string bare = replaced(sent, "-- \r\n", "");
  CHECK(kinds(bare, replaced(bare, "\r\n", " \t\r\n")) == "trailing-blanks");
  const std::string flowed = kHeader + "\r\nThis goes \r\non and \r\non.\r\n\r\nEnd.\r\n";
  CHECK(kinds(flowed, replaced(flowed, " \r\n", "\r\n")) == "trailing-blanks");
  const std::string one = kHeader + "\r\nfirst\r\nsecond \r\nthird\r\n";
  const auto found = diagnosis(one, replaced(one, "second ", "second"));
  REQUIRE(found);
  CHECK(found->damages.front() ==
        Damage{"trailing-blanks", "the blank at the end of line 4 was lost"});
}

TEST_CASE("From-stuffing and dot-stuffing are found") {
  const std::string sent = kHeader + "\r\nHi\r\nFrom here\r\n.\r\n..two\r\nend\r\n";
  CHECK(kinds(sent, replaced(sent, "\nFrom ", "\n>From ")) == "from-stuffing");
  const std::string quoted = replaced(sent, "\nFrom ", "\n>From ");
  CHECK(kinds(quoted, sent) == "from-stuffing");
  CHECK(kinds(quoted, replaced(quoted, "\n>From ", "\n>>From ")) == "from-stuffing");
  CHECK(kinds(sent, replaced(sent, "\n.", "\n..")) == "dot-stuffing");
  const std::string dots = kHeader + "\r\n..\r\n...three\r\n";
  CHECK(kinds(dots, replaced(dots, "\n.", "\n")) == "dot-stuffing");
}

TEST_CASE("tabs that became blanks, and blanks that became tabs, are found") {
  const std::string sent = kHeader + "\r\n\tone\r\n\t\ttwo\r\n";
  CHECK(kinds(sent, replaced(sent, "\t", "        ")) == "tabs");
  CHECK(kinds(sent, replaced(sent, "\t", "    ")) == "tabs");
  const std::string table = kHeader + "\r\nab\tc\r\nabcd\tef\tg\r\n";
  CHECK(kinds(table, kHeader + "\r\nab      c\r\nabcd    ef      g\r\n") == "tabs");
  const std::string blanks = kHeader + "\r\n        code\r\n";
  CHECK(kinds(blanks, replaced(blanks, "        ", "\t")) == "tabs");
}

TEST_CASE("transfer encodings that gateways changed are found") {
  const std::string sent = kHeader + k8bit + "\r\n" + kText;
  const std::string quoted = replaced(replaced(kText, "\xc3\xa9", "=C3=A9"), "-- ", "--=20");
  CHECK(kinds(sent, kHeader + kQuoted + "\r\n" + quoted) == "transfer-encoding");
  CHECK(kinds(sent, kHeader + kQuoted +
                        "X-MIME-Autoconverted: from 8bit to quoted-printable by relay\r\n\r\n" +
                        quoted) == "transfer-encoding");
  CHECK(kinds(kHeader + kQuoted + "\r\n" + quoted, sent) == "transfer-encoding");
  const std::string base64 = "RGVhciBCb2IsDQoNCmNhZsOpIGF0IHRlbj8NCi0tIA0KS2F0aWUNCg==";
  CHECK(kinds(sent, kHeader + kBase64 + "\r\n" + base64 + "\r\n") == "transfer-encoding");
  CHECK(kinds(kHeader + kBase64 + "\r\n" + base64 + "\r\n", sent) == "transfer-encoding");
  CHECK(kinds(kHeader + "\r\n" + kText, kHeader + kBase64 + "\r\n" + base64 + "\r\n") ==
        "transfer-encoding");
  // Octets "abc...", whose base64 is broken at 60 and at 76 characters.
  const std::string digits(120, 'Y');
  const std::string head = "Content-Type: image/png\r\n" + kBase64 + "\r\n";
  CHECK(kinds(head + digits.substr(0, 60) + "\r\n" + digits.substr(60),
              head + digits.substr(0, 76) + "\r\n" + digits.substr(76)) == "transfer-encoding");
}

TEST_CASE("inner parts that were re-encoded are found") {
  const std::string start = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
  const std::string end =
      "\r\n--b\r\nContent-Type: image/png\r\n" + kBase64 + "\r\nAAAA\r\n--b--\r\n";
  const std::string quoted = replaced(replaced(kText, "\xc3\xa9", "=C3=A9"), "-- ", "--=20");
  CHECK(kinds(start + kHeader + k8bit + "\r\n" + kText + end,
              start + kHeader + kQuoted + "\r\n" + quoted + end) == "transfer-encoding");
}

TEST_CASE("charsets that gateways changed are found") {
  const std::string utf8 = kHeader + k8bit + "\r\n" + kText;
  const std::string text = replaced(kText, "\xc3\xa9", "\xe9");
  CHECK(kinds(utf8, kHeader + k8bit + "\r\n" + text) == "charset");
  CHECK(kinds(utf8, kLatin + k8bit + "\r\n" + text) == "charset");
  CHECK(kinds(kLatin + k8bit + "\r\n" + text, utf8) == "charset");
  CHECK(kinds(kLatin + k8bit + "\r\n" + text, kLatin + k8bit + "\r\n" + kText) == "charset");
  // UTF-8 that was taken for ISO-8859-1, and encoded once more.
  CHECK(kinds(utf8, kHeader + k8bit + "\r\n" + replaced(kText, "\xc3\xa9", "\xc3\x83\xc2\xa9")) ==
        "charset");
}

TEST_CASE("headers that were folded otherwise, and fields that were added, are found") {
  const std::string tail = "\r\nHello\r\n";
  const std::string line = "Content-Type: text/plain; charset=utf-8; format=flowed\r\n";
  const std::string tabs = "Content-Type: text/plain;\r\n\tcharset=utf-8;\r\n\tformat=flowed\r\n";
  CHECK(kinds(line + tail, tabs + tail) == "header-folding");
  CHECK(kinds(tabs + tail, line + tail) == "header-folding");
  CHECK(kinds(replaced(tabs, "\t", " ") + tail, tabs + tail) == "header-folding");
  CHECK(kinds(tabs + tail, replaced(tabs, "\t", " ") + tail) == "header-folding");
  const auto found = diagnosis(line + tail, "X-Scanned: yes\r\n" + line + tail);
  REQUIRE(found);
  CHECK(found->text() == "the field X-Scanned was added");
}

TEST_CASE("footers, broken lines and byte order marks are found") {
  const std::string sent = kHeader + "\r\nHello\r\n";
  CHECK(kinds(sent, sent + "_______________\r\nlist@example.org\r\n") == "footer-added");
  CHECK(kinds(sent, "\xef\xbb\xbf" + sent) == "byte-order-mark");
  CHECK(kinds(sent + "one line", sent + "one l!\r\n ine") == "line-wrapping");
}

TEST_CASE("two damages together are found, and both are named") {
  const std::string sent = kHeader + k8bit + "\r\nHi\r\nFrom here\r\ncaf\xc3\xa9\r\n";
  CHECK(kinds(sent, replaced(replaced(sent, "\nFrom", "\n>From"), "\xc3\xa9", "\xe9")) ==
        "from-stuffing+charset");
  CHECK(
      kinds(replaced(sent, "\r\n", "\n"), replaced(sent, "\nFrom", "\n>From")).find("line-ends") !=
      std::string::npos);
  CHECK(kinds(sent, sent + "\r\n_______\r\nlist\r\n") == "footer-added+final-newline");
}

TEST_CASE("a content that was changed in earnest has no diagnosis") {
  const std::string sent = kHeader + "\r\nPay 100 euros.\r\n";
  CHECK(kinds(sent, replaced(sent, "100", "900")).empty());
  CHECK(kinds(sent, "").empty());
  CHECK(kinds(sent, std::string("\0\xff\r\r\n\n", 6)).empty());
}

TEST_CASE("a content above the limits is searched for less, and never without end") {
  DiagnosisLimits limits;
  limits.streamed = 200'000;
  limits.whole = 100'000;
  std::string sent = kHeader + "\r\n";
  while (sent.size() < 150'000) sent += "From a line of text \tthat goes on\r\n.\r\n";
  CHECK(diagnosis(sent, replaced(sent, "\nFrom", "\n>From"), limits));  // line by line, streamed
  CHECK_FALSE(diagnosis(sent, "X: y\r\n" + sent, limits));              // needs the whole
  limits.streamed = 140'000;
  CHECK_FALSE(diagnosis(sent, replaced(sent, "\nFrom", "\n>From"), limits));
  limits = {};
  CHECK(diagnosis(sent, "X: y\r\n" + sent, limits));
  limits.work = sent.size();
  CHECK_FALSE(diagnosis(sent, "X: y\r\n" + sent, limits));
}

TEST_CASE("windows-1252 and UTF-8 go over into each other, octet by octet") {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const Bytes one = {static_cast<std::uint8_t>(octet)};
    CHECK(windows_1252_of_utf8(utf8_of_windows_1252(one)) == one);
  }
  // The euro sign, which ISO-8859-1 lacks.
  CHECK(utf8_of_windows_1252(view("\x80")) == primitives::to_bytes("\xe2\x82\xac"));
  CHECK_FALSE(windows_1252_of_utf8(view("\xe2\x82")));
  CHECK_FALSE(windows_1252_of_utf8(view("\xc3(")));
  CHECK_FALSE(windows_1252_of_utf8(view("\xf0\x9f\x98\x80")));
  CHECK_FALSE(windows_1252_of_utf8(view("\xce\xb1")));  // alpha
}
