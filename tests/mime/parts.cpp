// Messages that mailing lists and gateways put into a multipart, beside parts of their own.
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::mime::secure;
using namespace smime::tests;

namespace {

const std::string kMail =
    "From: katie@example.org\r\nContent-Type: text/plain\r\n\r\nBreakfast?\r\n";
const std::string kFooter =
    "Content-Type: text/plain\r\n\r\nTo leave the list: https://lists.example/\r\n";

// The fields of a message that go with its body, and the body.
std::string entity_of(const std::string& message) {
  return message.substr(message.find("\r\n") + 2);  // From stands first
}

std::string multipart(const std::vector<std::string>& parts, const std::string& boundary) {
  std::string text = "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
  for (const std::string& part : parts) text += "--" + boundary + "\r\n" + part + "\r\n";
  return text + "--" + boundary + "--\r\n";
}

std::string from_katie(const std::string& entity) {
  return "From: katie@example.org\r\nMIME-Version: 1.0\r\n" + entity;
}

bool has(const OpenResult& result, x509::Reason reason) {
  return std::find(result.reasons.begin(), result.reasons.end(), reason) != result.reasons.end();
}

}  // namespace

TEST_CASE("a signed message with a footer beside it: the part is valid, the whole is not trusted") {
  World world;
  for (const SignedForm form : {SignedForm::multipart_signed, SignedForm::opaque}) {
    const std::string part = entity_of(world.sign(kMail, form));
    const std::string message = from_katie(multipart({part, kFooter}, "list"));
    const OpenResult result = world.open(message);
    CHECK(result.verdict == Verdict::untrusted);
    CHECK(has(result, x509::Reason::partly_protected));
    REQUIRE(result.parts.size() == 1);
    CHECK(result.parts[0].name.place == "1");
    CHECK(result.parts[0].result.verdict == Verdict::valid);
    REQUIRE(result.unprotected.size() == 1);
    CHECK(result.unprotected[0].text() == "part 2 (text/plain)");
    CHECK(result.error.find("part 2 (text/plain)") != std::string::npos);
  }
}

TEST_CASE("the part alone is opened as the message that it is") {
  World world;
  const std::string part = entity_of(world.sign(kMail, SignedForm::multipart_signed));
  const std::string message =
      from_katie(multipart({kFooter, multipart({part, kFooter}, "inner")}, "outer"));
  OpenOptions options = world.options();
  options.part = "2.1";
  const OpenResult result =
      mime::secure::open(primitives::bytes_of(message), options, world.random);
  CHECK(result.verdict == Verdict::valid);
  CHECK(primitives::to_string(result.content) == "Content-Type: text/plain\r\n\r\nBreakfast?\r\n");
  REQUIRE(!result.notes.empty());
  CHECK(result.notes[0].find("only part 2.1 (multipart/signed)") != std::string::npos);

  options.part = "2.3";
  const OpenResult none = mime::secure::open(primitives::bytes_of(message), options, world.random);
  CHECK(none.verdict == Verdict::malformed);
  CHECK(none.error.find("no part 2.3") != std::string::npos);
}

TEST_CASE("the sender of a part is the message's: a list that writes its own From is found out") {
  World world;
  const std::string part = entity_of(world.sign(kMail, SignedForm::multipart_signed));
  const std::string message =
      "From: list@lists.example\r\nMIME-Version: 1.0\r\n" + multipart({part, kFooter}, "list");
  const OpenResult result = world.open(message);
  REQUIRE(result.parts.size() == 1);
  CHECK(result.parts[0].result.verdict == Verdict::untrusted);
  CHECK(has(result, x509::Reason::address_mismatch));
}

TEST_CASE("an encrypted part is decrypted apart from what stands around it") {
  World world;
  const std::string part = entity_of(world.encrypt(kMail));
  const std::string html = "Content-Type: text/html\r\n\r\n<img src=\"https://mallory.example/\r\n";
  const OpenResult result = world.open(from_katie(multipart({html, part, html}, "gateway")));
  CHECK(result.verdict == Verdict::untrusted);
  CHECK(has(result, x509::Reason::partly_protected));
  REQUIRE(result.parts.size() == 1);
  CHECK(result.parts[0].result.verdict == Verdict::not_signed);
  REQUIRE(result.parts[0].result.layers.size() == 1);
  CHECK(result.parts[0].result.layers[0].type == "enveloped-data");
  // What is written of such a message is what came: nothing secret among what others wrote.
  CHECK(primitives::to_string(result.content).find("Breakfast?") == std::string::npos);
}

TEST_CASE("a changed signed part makes the whole invalid") {
  World world;
  std::string part = entity_of(world.sign(kMail, SignedForm::multipart_signed));
  part.replace(part.find("Breakfast?"), 10, "Dinner?   ");
  const OpenResult result = world.open(from_katie(multipart({part, kFooter}, "list")));
  CHECK(result.verdict == Verdict::invalid);
  CHECK(has(result, x509::Reason::message_digest_mismatch));
}

TEST_CASE("a signed file that came along is no message, and a forwarded message is no part") {
  World world;
  std::string file = entity_of(world.sign(kMail, SignedForm::opaque));
  for (std::size_t at; (at = file.find("smime.p7m")) != std::string::npos;) {
    file.replace(at, 9, "contract.p7m");
  }
  const std::string forwarded =
      "Content-Type: message/rfc822\r\n\r\n" + world.sign(kMail, SignedForm::multipart_signed);
  const std::string lone =
      "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nMAAA\r\n";
  const OpenResult result =
      world.open(from_katie(multipart({kFooter, file, forwarded, lone}, "mine")));
  CHECK(result.verdict == Verdict::not_signed);
  CHECK(result.parts.empty());
  CHECK(result.unprotected.empty());
  REQUIRE(result.notes.size() == 3);
  CHECK(result.notes[0].find("part 2 (application/pkcs7-mime)") == 0);
  CHECK(result.notes[1].find("part 4 (application/pkcs7-signature)") == 0);
  CHECK(result.notes[2] == "the message is neither signed nor encrypted");
}

TEST_CASE("what is signed as a whole is trusted, whatever it holds") {
  World world;
  const std::string part = entity_of(world.sign(kMail, SignedForm::multipart_signed));
  const OpenResult result = world.open(
      world.sign(from_katie(multipart({part, kFooter}, "list")), SignedForm::multipart_signed));
  CHECK(result.verdict == Verdict::valid);
  CHECK(result.parts.empty());
}

TEST_CASE("what is said of parts holds no control characters of theirs, and default types") {
  World world;
  const std::string part = entity_of(world.sign(kMail, SignedForm::opaque));
  const OpenResult result = world.open(from_katie(multipart(
      {part, "Content-Type: text/\x1b[31mred\r\n\r\nx\r\n", "\r\nno header\r\n"}, "odd")));
  REQUIRE(result.unprotected.size() == 2);
  CHECK(result.unprotected[0].type == "application/octet-stream");
  CHECK(result.unprotected[1].type == "text/plain");
  CHECK(result.error.find('\x1b') == std::string::npos);
}

TEST_CASE("parts are opened to a number, and looked for to a depth") {
  World world;
  const std::string part = entity_of(world.sign(kMail, SignedForm::opaque));
  const OpenResult many = world.open(from_katie(multipart(std::vector(9, part), "many")));
  CHECK(many.parts.size() == 8);
  REQUIRE(many.notes.size() == 1);
  CHECK(many.notes[0].find("part 9 (application/pkcs7-mime) was not opened") == 0);
  const OpenResult crowd = world.open(from_katie(multipart(std::vector(60, part), "crowd")));
  CHECK(crowd.parts.size() == 8);
  CHECK(crowd.unprotected.size() == 32);
  CHECK(crowd.notes.size() == 32);

  std::string deep = part;
  for (int level = 1; level <= 9; ++level) {
    deep = multipart({deep}, "level" + std::to_string(level));
    const OpenResult result = world.open(from_katie(deep));
    CHECK(result.parts.size() == (level <= 8 ? 1 : 0));
  }
}
