// Messages of any nesting: taken apart and written back octet for octet, with every kind of line
// end, awkward boundaries, and limits from both sides.
#include "mime/message.hpp"

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime;
using primitives::bytes_of;
using primitives::to_string;

namespace {

std::string with_line_ends(const std::string& text, const std::string& line_end) {
  std::string result;
  for (const char c : text) result += c == '\n' ? line_end : std::string(1, c);
  return result;
}

std::string multipart(const std::string& boundary, const std::vector<std::string>& parts,
                      const std::string& type = "mixed") {
  std::string text = "Content-Type: multipart/" + type + "; boundary=\"" + boundary + "\"\n\n";
  for (const std::string& part : parts) text += "--" + boundary + "\n" + part + "\n";
  return text + "--" + boundary + "--\n";
}

std::vector<std::string> leaves(const std::string& message) {
  std::vector<std::string> bodies;
  const Part part = Part::parse(bytes_of(message));
  for (const Part* leaf : part.leaves()) {
    bodies.push_back(to_string(leaf->entity.body));
  }
  return bodies;
}

std::string nested(unsigned levels) {
  std::string text = "\nx";
  for (unsigned level = levels; level > 0; --level)
    text = multipart("b" + std::to_string(level), {text});
  return text;
}

ErrorKind error_of(const std::string& message) {
  try {
    Part::parse(bytes_of(message));
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::invalid_argument;
}

using Bodies = std::vector<std::string>;

}  // namespace

TEST_CASE("message: whatever octets change, the pieces are the whole") {
  tests::TestRandom random(7);
  const auto file = tests::read_json(tests::vectors("mime/messages.json"));
  std::size_t written = 0;
  for (const auto& test : file["testGroups"][0]["tests"]) {
    const Bytes original = primitives::from_base64(test["message"].get<std::string>());
    for (int round = 0; round < 300; ++round) {
      Bytes message = original;
      for (std::size_t n = random.below(6); n > 0; --n) {
        const std::size_t at = random.below(message.size());
        const auto place = message.begin() + static_cast<std::ptrdiff_t>(at);
        const std::string_view octets = "\r\n \t-:;=\"()<>@,\\A\0\xc3";
        const auto octet = static_cast<std::uint8_t>(octets[random.below(octets.size())]);
        if (random.below(3) == 0)
          message.erase(place);
        else if (random.below(2) == 0)
          message.insert(place, octet);
        else
          *place = octet;
      }
      try {
        const Part part = Part::parse(message);
        CHECK(part.text() == message);
        ++written;
      } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::malformed);
      }
    }
  }
  CHECK(written > 4000);
}

TEST_CASE("message: LF, CR LF and CR end lines alike") {
  const std::string text = "Subject: a\n b\n" + multipart("x", {"\none", "A: b\n\ntwo\n"});
  for (const std::string line_end : {"\n", "\r\n", "\r"}) {
    const std::string message = with_line_ends(text, line_end);
    CHECK(leaves(message) == Bodies{"one", "two" + line_end});
    CHECK(to_string(Part::parse(bytes_of(message)).text()) == message);
    CHECK(Part::parse(bytes_of(message)).entity.header.get("Subject") == "a b");
  }
}

TEST_CASE("message: a preamble and an epilogue belong to no part") {
  const std::string message =
      "Content-Type: multipart/mixed; boundary=x\n\npreamble\n--y\n\n--x\n\none\n--x--\n"
      "epilogue\n--x\n\nnone\n";
  const Part part = Part::parse(bytes_of(message));
  REQUIRE(part.parts.size() == 1);
  CHECK(to_string(part.parts[0].entity.body) == "one");
  CHECK(to_string(part.text()) == message);
}

TEST_CASE("message: awkward boundaries") {
  const Bodies due = {"one", "two"};
  for (const std::string boundary :
       {"simple boundary", "'()+_,-./:=?", "--", "-", "a--", "b  c", "0"}) {
    INFO(boundary);
    CHECK(leaves(multipart(boundary, {"\none", "\ntwo"})) == due);
  }
  // One is the beginning of the other.
  CHECK(leaves(multipart("ab", {multipart("abc", {"\none", "\ntwo"}), "\nthree"})) ==
        Bodies{"one", "two", "three"});
  CHECK(leaves(multipart("abc", {multipart("ab", {"\none", "\ntwo"}), "\nthree"})) ==
        Bodies{"one", "two", "three"});
  // Blanks behind it were added on the way.
  const std::string head = "Content-Type: multipart/mixed; boundary=x\n\n";
  CHECK(leaves(head + "--x \t\n\none\n--x\t\n\ntwo\n--x-- \n") == due);
  CHECK(leaves("Content-Type: multipart/mixed; boundary=\"x \"\n\n--x\n\none\n--x\n\ntwo\n--x--") ==
        due);
  // Text behind it makes it none, and so does text before it.
  CHECK(leaves(head + "--x\n\none\n--xy\n --x\n--x--") == Bodies{"one\n--xy\n --x"});
  // No parts, or empty ones.
  CHECK(leaves(head + "--x--\n").size() == 1);
  CHECK(leaves(head + "--x\n--x\n--x--\n") == Bodies{"", ""});
}

TEST_CASE("message: the last boundary line may be missing") {
  const std::string head = "Content-Type: multipart/mixed; boundary=x\n\n";
  CHECK(leaves(head + "--x\n\none\n--x\n\ntwo\n") == Bodies{"one", "two\n"});
  CHECK_FALSE(Part::parse(bytes_of(head + "--x\n\none\n")).closed);
  CHECK(leaves(head + "nothing\n") == Bodies{"nothing\n"});
  CHECK(leaves("Content-Type: multipart/mixed\n\n--x\n\none\n") == Bodies{"--x\n\none\n"});
}

TEST_CASE("message: an encapsulated message is a part, unless it is encoded (RFC 2046, 5.2.1)") {
  const std::string inner = "Subject: inner\n\ntext";
  const Part part = Part::parse(bytes_of("Content-Type: message/rfc822\n\n" + inner));
  REQUIRE(part.parts.size() == 1);
  CHECK(part.parts[0].entity.header.get("Subject") == "inner");
  CHECK(Part::parse(
            bytes_of("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3Vi"))
            .parts.empty());
  const Part digest = Part::parse(bytes_of(multipart("x", {"\n" + inner}, "digest")));
  REQUIRE(digest.parts.size() == 1);
  CHECK(digest.parts[0].type.value == "message/rfc822");
  REQUIRE(digest.parts[0].parts.size() == 1);
  CHECK(digest.parts[0].parts[0].type.value == "text/plain");
}

TEST_CASE("message: parts without a readable header are kept") {
  CHECK(leaves(multipart("x", {"no header here", " continued: from nothing\n\nx"})) ==
        Bodies{"no header here", " continued: from nothing\n\nx"});
  const Part odd = Part::parse(bytes_of("Subject: a\n>From somebody\nTo: b\n\nx"));
  CHECK(odd.entity.header.get("To") == "b");
  CHECK(odd.entity.header.fields().size() == 3);
}

TEST_CASE("limits of plain mail: nesting, parts, lines and headers, from both sides") {
  CHECK_NOTHROW(Part::parse(bytes_of(nested(kMostNesting))));
  CHECK(error_of(nested(kMostNesting + 1)) == ErrorKind::limit_exceeded);
  std::string messages;
  for (unsigned i = 0; i < kMostNesting; ++i) messages += "Content-Type: message/rfc822\n\n";
  CHECK_NOTHROW(Part::parse(bytes_of(messages)));
  CHECK(error_of("Content-Type: message/rfc822\n\n" + messages) == ErrorKind::limit_exceeded);

  const auto parts = [](std::size_t count) { return multipart("x", Bodies(count, "\ny")); };
  CHECK(Part::parse(bytes_of(parts(kMostParts))).parts.size() == kMostParts);
  CHECK(error_of(parts(kMostParts + 1)) == ErrorKind::limit_exceeded);
  // Also where no single multipart has too many.
  const std::string half = parts(kMostParts / 2);
  CHECK(error_of(multipart("y", {half, half})) == ErrorKind::limit_exceeded);

  const auto line = [](std::size_t size) { return "A: " + std::string(size - 4, 'x') + "\n"; };
  CHECK_NOTHROW(Part::parse(bytes_of(line(kMostLineOctets))));
  CHECK(error_of(line(kMostLineOctets + 1)) == ErrorKind::limit_exceeded);
  std::string header;
  while (header.size() + 1024 < kMostHeaderOctets) header += line(1024);
  header += line(kMostHeaderOctets - header.size());
  CHECK_NOTHROW(Part::parse(bytes_of(header + "\n")));
  CHECK(error_of(header + "B:\n\n") == ErrorKind::limit_exceeded);
}
