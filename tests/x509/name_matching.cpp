// When two names match: the rules of RFC 5280, 7.1 and the steps of RFC 4518.
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "x509/name.hpp"
#include "x509/string_preparation.hpp"

using namespace smime;
using namespace smime::x509;

namespace {

Name name(std::string_view text) {
  return Name::from_rfc4514(text);
}

// One commonName, whose value is this encoding.
Name common_name(std::string_view hex) {
  return Name({{{id_at_commonName, primitives::from_hex(hex)}}});
}

}  // namespace

TEST_CASE("case and spaces do not count", "[x509][name]") {
  CHECK(name("CN=Good CA,O=Test") == name("CN=good ca,O=TEST"));
  CHECK(name("CN=Good  CA") == name("CN=\\ Good CA\\ "));
  CHECK_FALSE(name("CN=Good CA") == name("CN=GoodCA"));
  CHECK_FALSE(name("CN=Good CA") == name("CN=Good CB"));
}

TEST_CASE("string types do not count", "[x509][name]") {
  // PrintableString, UTF8String, BMPString and T61String "Abc"
  const Name printable = common_name("1303416263");
  CHECK(printable == common_name("0c03414263"));
  CHECK(printable == common_name("1e06004100620063"));
  CHECK(printable == common_name("1403614263"));
  // An OCTET STRING of the same octets is no string, nor is a string that shows its octets.
  const Name octets = common_name("0403416263");
  CHECK_FALSE(printable == octets);
  CHECK(octets.rfc4514() == "CN=#0403416263");
  CHECK_FALSE(octets == name("CN=\\#0403416263"));
  CHECK(octets == name("CN=#0403416263"));
}

TEST_CASE("order and number of RDNs count, order within an RDN does not", "[x509][name]") {
  CHECK_FALSE(name("CN=a,O=b") == name("O=b,CN=a"));
  CHECK_FALSE(name("CN=a") == name("CN=a,O=b"));
  CHECK(name("CN=a+O=b") == name("O=b+CN=a"));
  CHECK_FALSE(name("CN=a+O=b") == name("CN=a,O=b"));
  CHECK(name("") == Name());
}

TEST_CASE("a name is within another", "[x509][name]") {
  const Name tree = name("OU=Sales,O=Example,C=US");
  CHECK(name("CN=Katie,OU=sales,O=example,C=US").is_within(tree));
  CHECK(tree.is_within(tree));
  CHECK(tree.is_within(Name()));
  CHECK_FALSE(name("O=Example,C=US").is_within(tree));
  CHECK_FALSE(name("CN=Katie,OU=Sales2,O=Example,C=US").is_within(tree));
}

TEST_CASE("string preparation, RFC 4518", "[x509][name]") {
  // 2.2: mapped to nothing, to a space, and to lower case
  CHECK(map_characters(U"so\u00adft") == U"soft");
  CHECK(map_characters(U"a\tb\u00a0c") == U"a b c");
  CHECK(map_characters(U"ÄΣŽЖ") == U"äσžж");
  CHECK(map_characters(U"Straße") == U"strasse");
  // 2.3: composed
  CHECK(normalize(U"e\u0301") == U"é");
  CHECK(normalize(U"\uff21") == U"A");
  // 2.6.1: spaces
  CHECK(handle_spaces(U"  foo   bar ") == U"foo bar");
  CHECK(handle_spaces(U"") == U" ");
  CHECK(handle_spaces(U"   ") == U" ");
  CHECK(prepare_string("LU\xc4\x8cI\xc4\x86") == "lu\xc4\x8di\xc4\x87");
  CHECK(prepare_string("\xff no UTF-8") == "\xff no UTF-8");
}
