// Base64, quoted-printable and canonical line ends: what their documents print, every way of
// cutting a stream into pieces, and what mail programs get wrong.
#include "mime/transfer_encoding.hpp"

#include "mime/canonical.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime;
using primitives::bytes_of;
using primitives::to_bytes;
using primitives::to_string;

namespace {

/// What a codec makes of octets that come in pieces of random sizes.
Bytes in_pieces(ByteView octets, const MakeCodec& make, std::uint64_t seed) {
  tests::TestRandom random(seed);
  Bytes out;
  struct Collect : Sink {
    explicit Collect(Bytes& all) : octets(all) {}
    void write(ByteView more) override { primitives::append(octets, more); }
    Bytes& octets;
  } collect(out);
  const auto codec = make(collect);
  while (!octets.empty()) {
    const std::size_t size = std::min<std::size_t>(octets.size(), random.below(7));
    codec->write(octets.first(size));
    octets = octets.subspan(size);
  }
  codec->finish();
  return out;
}

template <typename Encoder>
MakeCodec making() {
  return [](Sink& out) { return std::make_unique<Encoder>(out); };
}

std::string decoded(TransferEncoding encoding, std::string_view text) {
  return to_string(decode(encoding, bytes_of(text)));
}

}  // namespace

TEST_CASE("vectors/mime/transfer_encodings.json") {
  const auto file = tests::read_json(tests::vectors("mime/transfer_encodings.json"));
  std::size_t run = 0;
  for (const auto& group : file["testGroups"]) {
    const TransferEncoding encoding = transfer_encoding(group["encoding"].get<std::string>());
    for (const auto& test : group["tests"]) {
      INFO(group["encoding"] << " tcId " << test["tcId"] << ": " << test["comment"]);
      const std::string text = test["encoded"];
      const Bytes content = primitives::from_hex(test["content"].get<std::string>());
      CHECK(decode(encoding, bytes_of(text)) == content);
      const auto& flags = test["flags"];
      if (std::find(flags.begin(), flags.end(), "Exact") != flags.end()) {
        const bool base64 = encoding == TransferEncoding::base64;
        CHECK((base64 ? encode_base64(content) : encode_quoted_printable(content)) == text);
      }
      ++run;
    }
  }
  CHECK(run >= 25);
}

TEST_CASE("base64 and quoted-printable give back what went in, however it is cut") {
  tests::TestRandom random(1);
  for (std::size_t size = 0; size < 400; ++size) {
    const Bytes octets = random.bytes(size);
    const std::string base64 = encode_base64(octets);
    CHECK(base64.size() == base64_size(size));
    CHECK(decode_base64(bytes_of(base64)) == octets);
    CHECK(to_string(in_pieces(octets, making<Base64Encoder>(), size)) == base64);
    CHECK(in_pieces(bytes_of(base64), making<Base64Decoder>(), size) == octets);
    const std::string printable = encode_quoted_printable(octets);
    CHECK(decode_quoted_printable(bytes_of(printable)) == octets);
    CHECK(to_string(in_pieces(octets, making<QuotedPrintableEncoder>(), size)) == printable);
    CHECK(in_pieces(bytes_of(printable), making<QuotedPrintableDecoder>(), size) == octets);
  }
}

TEST_CASE("no line of an encoding is longer than 76 characters (RFC 2045, 6.7 and 6.8)") {
  tests::TestRandom random(2);
  const Bytes octets = random.bytes(5000);
  const Bytes text(5000, 'a'), blanks(5000, ' ');
  for (const Bytes& content : {octets, text, blanks}) {
    for (const std::string& encoded : {encode_base64(content), encode_quoted_printable(content)}) {
      std::size_t column = 0, longest = 0;
      for (const char c : encoded) {
        column = c == '\r' || c == '\n' ? 0 : column + 1;
        longest = std::max(longest, column);
      }
      CHECK(longest == 76);
      CHECK(encoded.find(" \r\n") == std::string::npos);
    }
  }
}

TEST_CASE("quoted-printable for transport escapes what programs change at a line's start") {
  const auto for_transport = [](Sink& out) {
    return std::make_unique<QuotedPrintableEncoder>(out, true);
  };
  const Bytes content = to_bytes("From me\r\n.\r\n..\r\nno From here.\r\n");
  const std::string text = to_string(coded(content, for_transport));
  CHECK(text == "=46rom me\r\n=2E\r\n=2E.\r\nno From here.\r\n");
  CHECK(decode_quoted_printable(bytes_of(text)) == content);
}

TEST_CASE("an encoding is named in any case and with a comment; an unknown one changes nothing") {
  CHECK(transfer_encoding("BASE64") == TransferEncoding::base64);
  CHECK(transfer_encoding(" quoted-Printable (really)") == TransferEncoding::quoted_printable);
  CHECK(transfer_encoding("") == TransferEncoding::seven_bit);
  CHECK(transfer_encoding("x-own") == TransferEncoding::binary);
  CHECK(decoded(TransferEncoding::binary, "=41") == "=41");
}

TEST_CASE("every line end becomes CR LF, however it comes") {
  const std::string mixed = "a\nb\rc\r\nd\r\r\ne\n\rf\r";
  const std::string canonical = "a\r\nb\r\nc\r\nd\r\n\r\ne\r\n\r\nf\r\n";
  CHECK(to_string(canonical_line_ends(bytes_of(mixed))) == canonical);
  CHECK_FALSE(has_canonical_line_ends(bytes_of(mixed)));
  CHECK(has_canonical_line_ends(bytes_of(canonical)));
  CHECK(has_canonical_line_ends({}));
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CHECK(to_string(in_pieces(bytes_of(mixed), making<CanonicalLineEnds>(), seed)) == canonical);
    CHECK(to_string(in_pieces(bytes_of(canonical), making<CanonicalLineEnds>(), seed)) ==
          canonical);
  }
}

TEST_CASE("the size of canonical text is known before it is made") {
  tests::TestRandom random(5);
  for (int round = 0; round < 400; ++round) {
    Bytes text(random.below(2000));
    for (auto& octet : text) octet = static_cast<std::uint8_t>("ab\r\n\r\n"[random.below(6)]);
    CanonicalSize size;
    for (ByteView rest = text; !rest.empty();) {
      const ByteView part = rest.first(random.below(std::min<std::size_t>(rest.size(), 700)) + 1);
      size.write(part);
      rest = rest.subspan(part.size());
    }
    CHECK(size.size() == canonical_line_ends(text).size());
  }
}
