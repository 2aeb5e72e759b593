// Base64 in whole groups: the alphabet of RFC 4648, and every implementation against the reference.
#include "primitives/base64.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

// Base64 with a line end behind so many groups.
Bytes lines_of(ByteView octets, std::size_t groups, std::string_view line_end) {
  Bytes text;
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    std::uint8_t group[4];
    base64::encode_groups(octets.subspan(at, 3), group);
    append(text, group);
    if ((at / 3 + 1) % groups == 0) append(text, bytes_of(line_end));
  }
  return text;
}

// That the chosen implementation reads as far as the reference, and the same.
void check_decoding(ByteView text, std::size_t room) {
  Bytes due(room), out(room);
  const base64::Read expected = base64::decode_groups(text, due);
  const base64::Read read = decode_base64_groups(text, out);
  CHECK(read.characters == expected.characters);
  REQUIRE(read.octets == expected.octets);
  CHECK(equal(ByteView(out).first(read.octets), ByteView(due).first(read.octets)));
}

}  // namespace

// The values 0 to 63 one behind the other.
TEST_CASE("base64 has the alphabet of RFC 4648, 4, table 1") {
  Bytes octets;
  for (std::uint32_t value = 0; value < 64; value += 4) {
    const std::uint32_t bits = value << 18 | (value + 1) << 12 | (value + 2) << 6 | (value + 3);
    for (const int shift : {16, 8, 0}) octets.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  tests::on_every_implementation("base64-encode", [&] {
    Bytes text(64);
    encode_base64_groups(octets, text);
    CHECK(to_string(text) == alphabet);
    tests::count_vector();
  });
  tests::on_every_implementation("base64-decode", [&] {
    Bytes out(64);
    const base64::Read read = decode_base64_groups(bytes_of(alphabet), out);
    CHECK(read.characters == 64);
    CHECK(equal(ByteView(out).first(read.octets), octets));
    tests::count_vector();
  });
}

TEST_CASE("base64 is encoded as the reference does, at every length") {
  tests::TestRandom random(1);
  tests::on_every_implementation("base64-encode", [&] {
    for (std::size_t size = 0; size <= 300; size += 3) {
      const Bytes octets = random.bytes(size);
      Bytes due(size / 3 * 4), text(size / 3 * 4);
      base64::encode_groups(octets, due);
      encode_base64_groups(octets, text);
      CHECK(text == due);
    }
  });
}

TEST_CASE("base64 is decoded as the reference does, with lines of every length") {
  tests::TestRandom random(2);
  tests::on_every_implementation("base64-decode", [&] {
    for (std::size_t groups = 1; groups <= 40; ++groups) {
      for (const char* line_end : {"\r\n", "\n", "\r", "\r\n\n", " "}) {
        const Bytes text = lines_of(random.bytes(600), groups, line_end);
        check_decoding(text, 700);
        check_decoding(ByteView(text).first(random.below(text.size())), 700);
        check_decoding(text, random.below(700));
      }
    }
  });
}

TEST_CASE("base64 is decoded up to the same stranger as by the reference") {
  tests::TestRandom random(3);
  tests::on_every_implementation("base64-decode", [&] {
    const Bytes text = lines_of(random.bytes(171), 19, "\r\n");
    for (unsigned character = 0; character < 256; ++character) {
      for (std::size_t at = 0; at < text.size(); at += 1 + random.below(9)) {
        Bytes changed = text;
        changed[at] = static_cast<std::uint8_t>(character);
        check_decoding(changed, 200);
      }
    }
  });
}
