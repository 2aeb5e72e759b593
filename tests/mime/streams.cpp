// Messages as streams: made and opened in the same way as in memory, within their limits.
#include "mime/entity.hpp"
#include "primitives/error.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::mime::secure;
using namespace smime::tests;

namespace {

const std::string kDraft =
    "From: katie@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: "
    "text/plain\n\nBreakfast?\n";
const std::string kContent = "Content-Type: text/plain\r\n\r\nBreakfast?\r\n";

std::string content(const OpenResult& result) {
  return primitives::to_string(result.content);
}

}  // namespace

TEST_CASE("every order of signing, encrypting and compressing opens to the content") {
  World world;
  using Step = std::string (*)(World&, const std::string&);
  const std::vector<std::pair<std::string, Step>> steps = {
      {"signed",
       [](World& w, const std::string& m) { return w.sign(m, SignedForm::multipart_signed); }},
      {"opaque", [](World& w, const std::string& m) { return w.sign(m, SignedForm::opaque); }},
      {"encrypted", [](World& w, const std::string& m) { return w.encrypt(m); }},
      {"gcm",
       [](World& w, const std::string& m) {
         cms::EncryptOptions how;
         how.cipher = primitives::ContentCipher::aes_128_gcm;
         return w.encrypt(m, how);
       }},
      {"compressed", [](World& w, const std::string& m) { return w.compress(m); }},
  };
  for (const auto& [first, one] : steps) {
    for (const auto& [second, two] : steps) {
      for (const auto& [third, three] : steps) {
        INFO(first << ", " << second << ", " << third);
        const OpenResult result = world.open(three(world, two(world, one(world, kDraft))));
        REQUIRE(result.layers.size() == 3);
        CHECK(content(result) == kContent);
        std::size_t signers = 0;
        for (const Layer& layer : result.layers) signers += layer.signers.size();
        CHECK(result.verdict == (signers > 0 ? Verdict::valid : Verdict::not_signed));
      }
    }
  }
}

TEST_CASE("a draft that passes once makes the same content, in indefinite lengths") {
  World world;
  TestRandom random(3);
  CrumblySource source(primitives::bytes_of(kDraft), random);
  const Draft draft(source, Draft::Form::message);
  CHECK(!draft.canonical_size());
  primitives::BytesSink out;
  sign_message(draft, world.signers(), SignedForm::opaque, {}, out, world.random);
  const std::string message = primitives::to_string(out.bytes());
  const Entity entity = Entity::parse(primitives::bytes_of(message));
  const Bytes cms = entity.decoded_body();
  CHECK(cms[1] == 0x80);
  CHECK(entity.header.get("Subject") == "x");
  const OpenResult result = world.open(message);
  CHECK(result.verdict == Verdict::valid);
  CHECK(content(result) == kContent);
}

TEST_CASE("what a draft is made of") {
  World world;
  const auto prepared = prepare(primitives::bytes_of(kDraft));
  CHECK(primitives::to_string(prepared.content) == kContent);
  CHECK(prepared.outer.text() == "From: katie@example.org\nSubject: x\n");
  const auto text_of = [](const std::string& text) {
    return primitives::to_string(prepare_text(primitives::bytes_of(text)).content);
  };
  CHECK(text_of("a\n") == "Content-Type: text/plain; charset=us-ascii\r\n\r\na\r\n");
  CHECK(text_of("caf\xc3\xa9") ==
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "caf\xc3\xa9");
  CHECK(text_of("caf\xe9") ==
        "Content-Type: text/plain; charset=unknown-8bit\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\ncaf\xe9");
  CHECK_THROWS_AS(prepare(primitives::bytes_of("\r\nonly a body\r\n")), Error);
}

TEST_CASE("eight layers open, and one more does not") {
  World world;
  std::string message = kDraft;
  for (int i = 0; i < 7; ++i) message = world.compress(message);
  message = world.sign(message, SignedForm::multipart_signed);
  const OpenResult eight = world.open(message);
  CHECK(eight.verdict == Verdict::valid);
  CHECK(eight.layers.size() == 8);
  CHECK(content(eight) == kContent);
  const OpenResult nine = world.open(world.compress(message));
  CHECK(nine.verdict == Verdict::malformed);
  CHECK(nine.reasons == std::vector{x509::Reason::limit_exceeded});
  CHECK(nine.content.empty());
  OpenOptions few = world.options();
  few.most_layers = 7;
  CHECK(open(primitives::bytes_of(message), few, world.random).verdict == Verdict::malformed);
}

TEST_CASE("a message that decompresses to more than the limit is refused") {
  World world;
  const std::string message =
      world.compress("Content-Type: text/plain\r\n\r\n" + std::string(100000, 'x'));
  OpenOptions options = world.options();
  options.decompression.octets = 100028;
  CHECK(open(primitives::bytes_of(message), options, world.random).verdict == Verdict::not_signed);
  options.decompression.octets = 100027;
  const OpenResult refused = open(primitives::bytes_of(message), options, world.random);
  CHECK(refused.verdict == Verdict::malformed);
  CHECK(refused.reasons == std::vector{x509::Reason::limit_exceeded});
}

TEST_CASE("line ends and micalg as other programs write them do not matter") {
  World world;
  const std::string message = world.sign(kDraft, SignedForm::multipart_signed);
  const auto replaced = [](std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
      at += to.size();
    }
    return text;
  };
  CHECK(world.open(replaced(message, "\r\n", "\n")).verdict == Verdict::valid);
  for (const char* micalg : {"sha256", "\"sha-512, md5\"", "unknown", "\"\"", "rsa-md5"}) {
    const OpenResult result =
        world.open(replaced(message, "micalg=sha-256", std::string("micalg=") + micalg));
    INFO(micalg);
    CHECK(result.verdict == Verdict::valid);
    CHECK(content(result) == kContent);
  }
  CHECK(world.open(replaced(message, "micalg=sha-256;", "")).verdict == Verdict::valid);
}

TEST_CASE("headers have limits from both sides") {
  World world;
  const std::string signed_message = world.sign(kDraft, SignedForm::multipart_signed);
  const auto with_field = [&](std::size_t size) {
    const std::string name = "X-Long: ";
    return world.open(name + std::string(size - name.size() - 2, 'x') + "\r\n" + signed_message)
        .verdict;
  };
  CHECK(with_field(kMostLineOctets) == Verdict::valid);
  CHECK(with_field(kMostLineOctets + 1) == Verdict::malformed);
  const auto with_header = [&](std::size_t octets) {
    std::string fields;
    while (fields.size() + 1000 < octets) fields += "X: " + std::string(995, 'x') + "\r\n";
    const std::size_t own = signed_message.find("\r\n\r\n") + 2;
    fields += "Y: " + std::string(octets - fields.size() - own - 5, 'y') + "\r\n";
    return world.open(fields + signed_message).verdict;
  };
  CHECK(with_header(kMostHeaderOctets) == Verdict::valid);
  CHECK(with_header(kMostHeaderOctets + 1) == Verdict::malformed);
}

TEST_CASE("parts that multipart/signed has not, or has in place of others, are refused") {
  World world;
  const std::string message = world.sign(kDraft, SignedForm::multipart_signed);
  const std::size_t at = message.find("boundary=\"") + 10;
  const std::string boundary = message.substr(at, message.find('"', at) - at);
  const std::size_t close = message.rfind("--" + boundary + "--");
  const std::string third =
      message.substr(0, close) + "--" + boundary + "\r\n\r\nmore\r\n" + message.substr(close);
  CHECK(world.open(third).verdict == Verdict::malformed);
  CHECK(world.open(message.substr(0, message.find("--" + boundary))).verdict == Verdict::malformed);
  // The last boundary line missing is odd in form alone.
  const OpenResult open_end = world.open(message.substr(0, close));
  CHECK(open_end.verdict == Verdict::valid);
  CHECK(open_end.notes.size() == 1);
  // A preamble that shows another boundary changes nothing.
  const std::size_t preamble = message.find("This is an S/MIME");
  std::string inside = message;
  inside.insert(preamble, "x --" + boundary + "\r\n--" + boundary + "x\r\n");
  CHECK(world.open(inside).verdict == Verdict::valid);
}
