// CR by itself in a clear-signed message that has come: it ends no line (RFC 2046, 4.1.1), but was
// made CR LF by those who took it for a line end.
#include "cms/signer.hpp"
#include "mime/canonical.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::mime::secure;
using namespace smime::tests;

namespace {

const std::string kHeader = "Content-Type: text/plain\r\n\r\n";

// A multipart/signed that shows one part, and has a signature over another.
std::string clear_signed(World& world, const std::string& shown, const std::string& digested) {
  cms::SignOptions options;
  options.detached = true;
  const Bytes signature =
      cms::sign(world.signers(), primitives::bytes_of(digested), options, world.random);
  return "From: katie@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; "
         "protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b\r\n\r\n--b\r\n" +
         shown +
         "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: "
         "base64\r\n\r\n" +
         primitives::to_base64(signature) + "\r\n--b--\r\n";
}

std::string canonical(std::string_view text, LoneCr lone_cr, std::size_t piece) {
  primitives::BytesSink out;
  CanonicalLineEnds codec(out, lone_cr);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    codec.write(primitives::bytes_of(std::string(text.substr(at, piece))));
  }
  codec.finish();
  return primitives::to_string(out.bytes());
}

}  // namespace

TEST_CASE("a CR by itself is kept or ends a line, in pieces of every size") {
  const std::string text = "\ra\rb\r\nc\nd\r\r\n\n\re\r\r";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    CHECK(canonical(text, LoneCr::kept, piece) == "\ra\rb\r\nc\r\nd\r\r\n\r\n\re\r\r");
    CHECK(canonical(text, LoneCr::line_end, piece) ==
          "\r\na\r\nb\r\nc\r\nd\r\n\r\n\r\n\r\ne\r\n\r\n");
  }
}

TEST_CASE("a clear-signed CR by itself is verified as it stands") {
  World world;
  for (const std::string body : {"a\rb\r\nc", "a\r\r\nb", "\r", "a\r\n\rb\r"}) {
    INFO(body);
    const OpenResult result = world.open(clear_signed(world, kHeader + body, kHeader + body));
    CHECK(result.verdict == Verdict::valid);
    CHECK(primitives::to_string(result.content) == kHeader + body);
  }
}

TEST_CASE("a clear-signed CR by itself may have been CR LF when it was signed") {
  World world;
  const std::string due = kHeader + "a\r\nb\r\nc";
  const OpenResult result = world.open(clear_signed(world, kHeader + "a\rb\nc", due));
  CHECK(result.verdict == Verdict::valid);
  CHECK(primitives::to_string(result.content) == due);  // what was signed is given out
  CHECK(std::count(result.notes.begin(), result.notes.end(),
                   "what was signed has CR LF where CR stands alone (RFC 8551, 3.1.1)") == 1);
  // What such a content is, its lines decide: here another layer, whose header ends with CR alone.
  const std::string inner = world.encrypt("Content-Type: text/plain\r\n\r\nBreakfast?\r\n");
  std::string broken = inner;
  std::erase(broken, '\n');
  const OpenResult both = world.open(clear_signed(world, broken, inner));
  CHECK(both.verdict == Verdict::valid);
  CHECK(both.layers.size() == 2);
  const OpenResult other = world.open(clear_signed(world, kHeader + "a\rx\nc", due));
  CHECK(other.verdict == Verdict::invalid);
  CHECK(other.notes.empty());
}
