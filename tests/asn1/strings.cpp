// Character string types: every character of each alphabet to octets and back, every other refused.
#include "asn1/strings.hpp"

#include <tuple>

#include "asn1/object_identifier.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::from_hex;
using primitives::to_hex;

namespace {

// How many characters each type holds: X.680, 41, tables 9 and 10. The last three hold whole planes
// of ISO/IEC 10646, without the surrogates.
struct Alphabet {
  Tag type;
  std::size_t size;
};
constexpr std::size_t kSurrogates = 0xe000 - 0xd800;
const Alphabet kSmall[] = {{kNumericString, 11},
                           {kPrintableString, 74},
                           {kIa5String, 128},
                           {kVisibleString, 95},
                           {kTeletexString, 256}};
const Alphabet kLarge[] = {{kBmpString, 0x10000 - kSurrogates},
                           {kUniversalString, 0x110000 - kSurrogates},
                           {kUtf8String, 0x110000 - kSurrogates}};

std::string utf8(char32_t character) {
  std::string text;
  append_utf8(text, character);
  return text;
}

// Whether the type takes the character; it then gives it back.
bool goes_both_ways(Tag type, char32_t character) {
  const std::string text = utf8(character);
  try {
    return string_to_utf8(type, utf8_to_string(type, text)) == text;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("each small alphabet is held both ways, and nothing else", "[strings]") {
  for (const auto& [type, size] : kSmall) {
    INFO(type.name());
    std::size_t held = 0;
    for (char32_t c = 0; c < 0x1000; ++c) held += goes_both_ways(type, c);
    CHECK(held == size);
  }
}

TEST_CASE("each large alphabet is held both ways, and no surrogate", "[strings]") {
  for (const auto& [type, size] : kLarge) {
    INFO(type.name());
    std::size_t held = 0;
    for (char32_t c = 0; c < size + kSurrogates; ++c) held += goes_both_ways(type, c);
    CHECK(held == size);
  }
  CHECK_FALSE(goes_both_ways(kBmpString, 0x10000));
  CHECK_FALSE(goes_both_ways(kUniversalString, 0x110000));
  CHECK_FALSE(goes_both_ways(kUtf8String, 0x110000));
}

TEST_CASE("one character in the octets of each type", "[strings]") {
  // E with acute accent, the euro sign, and U+10437 of RFC 2781, 2.1's kind, beyond the first
  // plane.
  CHECK(to_hex(utf8_to_string(kTeletexString, "\xc3\xa9")) == "e9");
  CHECK(to_hex(utf8_to_string(kBmpString, "\xe2\x82\xac")) == "20ac");
  CHECK(to_hex(utf8_to_string(kUniversalString, "\xf0\x90\x90\xb7")) == "00010437");
  CHECK(to_hex(utf8_to_string(kUtf8String, "\xf0\x90\x90\xb7")) == "f09090b7");
  CHECK(string_to_utf8(kTeletexString, from_hex("4de96e")) == "M\xc3\xa9n");
  CHECK(string_to_utf8(kBmpString, from_hex("004d20ac")) == "M\xe2\x82\xac");
  CHECK(string_to_utf8(kUniversalString, from_hex("0000004d00010437")) == "M\xf0\x90\x90\xb7");
  // RFC 3629, 7: "A<NOT IDENTICAL TO><ALPHA>."
  CHECK(string_to_utf8(kUtf8String, from_hex("41e289a2ce912e")) == "A\xe2\x89\xa2\xce\x91.");
}

TEST_CASE("a character outside of the alphabet is named with its place", "[strings]") {
  for (const auto& [type, octets, offset] : {std::tuple{kPrintableString, "414240", 2},
                                             {kIa5String, "4180", 1},
                                             {kNumericString, "302d", 1},
                                             {kBmpString, "0041d800", 2},
                                             {kUniversalString, "0000004100110000", 4},
                                             {kUtf8String, "41c0af", 1}}) {
    INFO(type.name());
    try {
      string_to_utf8(type, from_hex(octets));
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::malformed);
      CHECK(error.offset() == static_cast<std::size_t>(offset));
    }
  }
  CHECK_THROWS_AS(utf8_to_string(kBmpString, "\xf0\x90\x90\xb7"), Error);
  CHECK_THROWS_AS(utf8_to_string(kUtf8String, "\xff"), Error);
}

TEST_CASE("object identifiers of any size that makes sense are read and written", "[oid]") {
  // 2^200 as an arc, beyond any machine word; the number is printed by bc.
  const std::string large = "1606938044258990275541962092341162602522202993782792835301376";
  const ObjectIdentifier oid("2.25." + large + ".1");
  CHECK(oid.dotted() == "2.25." + large + ".1");
  CHECK(ObjectIdentifier::from_contents(oid.contents()) == oid);
  Bytes most(4096, 0x81);
  most.back() = 1;
  CHECK_NOTHROW(ObjectIdentifier::from_contents(most).dotted());
  most.insert(most.begin(), 0x81);
  try {
    ObjectIdentifier::from_contents(most);
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::limit_exceeded);
  }
}
