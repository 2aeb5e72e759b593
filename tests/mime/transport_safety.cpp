// What is signed is made safe for transport: which leaves change, into what, and what stays.
#include "mime/transport_safety.hpp"

#include <algorithm>

#include "mime/entity.hpp"
#include "primitives/error.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::tests;

namespace {

TransportPlan plan_of(const std::string& entity) {
  primitives::BytesSource source(primitives::bytes_of(entity));
  return plan_transport(source);
}

std::string safe(const std::string& entity) {
  const TransportPlan plan = plan_of(entity);
  primitives::BytesSource source(primitives::bytes_of(entity));
  primitives::BytesSink out;
  write_for_transport(source, plan, out);
  return primitives::to_string(out.bytes());
}

std::string text(const std::string& body, const std::string& encoding = {}) {
  return "Content-Type: text/plain; charset=utf-8\r\n" +
         (encoding.empty() ? "" : "Content-Transfer-Encoding: " + encoding + "\r\n") + "\r\n" +
         body;
}

std::string multipart(const std::string& boundary, const std::vector<std::string>& parts) {
  std::string body = "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\nPreamble\r\n";
  for (const std::string& part : parts) body += "--" + boundary + "\r\n" + part + "\r\n";
  return body + "--" + boundary + "--\r\nEpilogue\r\n";
}

}  // namespace

TEST_CASE("text that every transport leaves alone stays octet for octet") {
  for (const std::string body : {"", "Breakfast?\r\n", "no line end", "\r\n\r\n",
                                 " From inside\r\n", "Fromage\r\n", ".\r\n"}) {
    INFO(body);
    CHECK(safe(text(body)) == text(body));
    CHECK(safe(text(body, "7bit")) == text(body, "7bit"));
  }
  const std::string longest = text(std::string(998, 'x') + "\r\n");
  CHECK(safe(longest) == longest);
  CHECK(safe(text("one\ntwo\rthree\n")) == text("one\r\ntwo\r\nthree\r\n"));
}

TEST_CASE("each risk has its encoding") {
  const std::string quoted = "quoted-printable";
  CHECK(safe(text("caf\xc3\xa9, and more of it\r\n", "8bit")) ==
        text("caf=C3=A9, and more of it\r\n", quoted));
  CHECK(safe(text("blank \r\n")) == text("blank=20\r\n", quoted));
  CHECK(safe(text("blank ")) == text("blank=20", quoted));
  CHECK(safe(text("tab\t\n")) == text("tab=09\r\n", quoted));
  CHECK(safe(text("From me\r\n")) == text("=46rom me\r\n", quoted));
  CHECK(safe(text("x\rFrom me\r\n")) == text("x\r\n=46rom me\r\n", quoted));
  CHECK(safe(text(std::string(999, 'x') + "\r\n")).find(quoted) != std::string::npos);
  CHECK(safe(text(std::string("a\0b", 3))) == text("YQBi\r\n", "base64"));
  CHECK(safe(text("\xff\xfe\xfd\r\n", "8bit")) == text("//79DQo=\r\n", "base64"));
  // A field that says eight bits without need would be changed on its way.
  CHECK(safe(text("ascii\r\n", "8bit")) == text("ascii\r\n", "7bit"));
}

TEST_CASE("binary octets keep their line ends, in base64") {
  const std::string entity =
      "Content-Type: image/x\r\nContent-Transfer-Encoding: binary\r\n\r\n\n\r\xff\r\n";
  CHECK(safe(entity) ==
        "Content-Type: image/x\r\nContent-Transfer-Encoding: base64\r\n\r\nCg3/DQo=\r\n");
}

TEST_CASE("what is encoded already is encoded anew only where its lines are unsafe") {
  const std::string fine = text("Y2Fmw6k=\r\n", "base64");
  CHECK(safe(fine) == fine);
  std::string one_line;
  for (int i = 0; i < 300; ++i) one_line += "QUJD";
  const std::string again = safe(text(one_line + "\r\n", "base64"));
  const Entity entity = Entity::parse(primitives::bytes_of(again));
  std::string due;
  for (int i = 0; i < 300; ++i) due += "ABC";
  CHECK(primitives::to_string(entity.decoded_body()) == due);
  CHECK(again.find(std::string(77, 'Q')) == std::string::npos);
  CHECK(safe(text("From =C3=A9\r\n", "quoted-printable")) ==
        text("=46rom =C3=A9\r\n", "quoted-printable"));
}

TEST_CASE("of nested parts only the unsafe leaves change; boundaries and lines between stay") {
  const std::string unsafe = text("caf\xc3\xa9 and breakfast\r\n", "8bit"), plain = text("x");
  const std::string changed = text("caf=C3=A9 and breakfast\r\n", "quoted-printable");
  CHECK(safe(multipart("a", {plain, multipart("aa", {unsafe, plain}), plain})) ==
        multipart("a", {plain, multipart("aa", {changed, plain}), plain}));
  const std::string forwarded = "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n";
  CHECK(safe(multipart("a", {forwarded + unsafe})) == multipart("a", {forwarded + changed}));
  // What holds eight-bit parts no longer does.
  CHECK(safe("Content-Transfer-Encoding: 8bit\r\n" + multipart("a", {unsafe})).substr(0, 27) ==
        "Content-Type: multipart/mix");
}

TEST_CASE("a signed part inside stays as it was signed, and it is said that it is unsafe") {
  const std::string inside = "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n" +
                             text("caf\xc3\xa9\r\n", "8bit") +
                             "\r\n--s\r\n\r\nsignature\r\n--s--\r\n";
  const std::string entity = multipart("a", {inside, text("blank \r\n")});
  CHECK(safe(entity) == multipart("a", {inside, text("blank=20\r\n", "quoted-printable")}));
  CHECK(plan_of(entity).unsafe_rest);
  CHECK(!plan_of(multipart("a", {text("x")})).unsafe_rest);
}

TEST_CASE("octets in any order come back from what was made safe") {
  TestRandom random(8);
  const std::string alphabet = "aF=. \t\xc3\xa9-";
  for (int round = 0; round < 3000; ++round) {
    std::string body;
    for (std::size_t count = random.below(200); count > 0; --count) {
      const std::size_t pick = random.below(alphabet.size() + 3);
      body += pick < alphabet.size() ? std::string(1, alphabet[pick])
                                     : std::string(pick == alphabet.size() ? "From " : "\r\n");
    }
    const std::string made = safe(text(body, "8bit"));
    const Entity entity = Entity::parse(primitives::bytes_of(made));
    INFO(made);
    REQUIRE(primitives::to_string(entity.decoded_body()) == body);
    REQUIRE(!plan_of(made).changes);
    REQUIRE(std::none_of(made.begin(), made.end(), [](char c) { return (c & 0x80) != 0; }));
  }
}

TEST_CASE("nesting and parts have limits, and what lies within them passes") {
  std::string nested = text("x");
  for (unsigned depth = 0; depth < kMostNesting; ++depth) {
    nested = multipart("b" + std::to_string(depth), {nested});
  }
  CHECK(safe(nested) == nested);
  CHECK_THROWS_AS(plan_of(multipart("one-more", {nested})), Error);
  const std::vector<std::string> many(kMostParts, text("x"));
  CHECK(!plan_of(multipart("a", many)).changes);
  std::vector<std::string> more = many;
  more.push_back(text("x"));
  CHECK_THROWS_AS(plan_of(multipart("a", more)), Error);
}
