// Hexadecimal and base64 against the test vectors of RFC 4648, section 10.
#include "primitives/text_encodings.hpp"

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::primitives;

TEST_CASE("base64 gives the figures of RFC 4648, 10") {
  const std::pair<const char*, const char*> figures[] = {
      {"", ""},         {"f", "Zg=="},        {"fo", "Zm8="},        {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [text, encoded] : figures) {
    CHECK(to_base64(bytes_of(text)) == encoded);
    CHECK(to_string(from_base64(encoded)) == text);
  }
}

TEST_CASE("base64 that is not canonical is refused") {
  for (const char* text : {"Zg=", "Zg", "Zh==", "Z===", "Zm9=", "Zm 9", "=Zg="}) {
    CHECK_THROWS_AS(from_base64(text), Error);
  }
}

TEST_CASE("base16 gives the figures of RFC 4648, 10") {
  CHECK(to_hex(bytes_of("foobar")) == "666f6f626172");
  CHECK(from_hex("66 6F:6f\n626172") == to_bytes(std::string_view("foobar")));
  CHECK_THROWS_AS(from_hex("6"), Error);
  CHECK_THROWS_AS(from_hex("6g"), Error);
}
