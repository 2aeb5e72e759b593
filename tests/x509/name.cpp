// Names: the examples of RFC 4514, their order in DER, and what malformed ones are refused for.
#include "x509/name.hpp"

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace smime;
using namespace smime::x509;
using primitives::from_hex;

namespace {

ErrorKind kind_of(ByteView der) {
  try {
    Name::decode(der);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::not_found;
}

// The attributes of an RDN, in any order.
std::vector<std::pair<std::string, std::string>> sorted(const RelativeDistinguishedName& rdn) {
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& attribute : rdn) result.emplace_back(attribute.type.dotted(), attribute.text());
  std::sort(result.begin(), result.end());
  return result;
}

void check_rdns(const Name& name, const nlohmann::json& expected) {
  const auto rdns = name.rdn_sequence();
  REQUIRE(rdns.size() == expected.size());
  for (std::size_t i = 0; i < rdns.size(); ++i) {
    auto want = expected[i].get<std::vector<std::pair<std::string, std::string>>>();
    std::sort(want.begin(), want.end());
    CHECK(sorted(rdns[i]) == want);
  }
}

}  // namespace

TEST_CASE("names as text, RFC 4514", "[x509][name]") {
  const auto file = tests::read_json(tests::vectors("x509/rfc4514_names.json"));
  for (const auto& test : file["testGroups"][0]["tests"]) {
    INFO("rfc4514_names.json " << test["tcId"]);
    const std::string text = test["text"];
    if (test["result"] == "invalid") {
      CHECK_THROWS_AS(Name::from_rfc4514(text), Error);
      continue;
    }
    const Name name = Name::from_rfc4514(text);
    check_rdns(name, test["rdns"]);
    CHECK(Name::decode(name.der()) == name);
    CHECK(Name::from_rfc4514(name.rfc4514()) == name);
    for (const auto& flag : test["flags"]) {
      if (flag == "RoundTrip") CHECK(name.rfc4514() == text);
    }
  }
}

TEST_CASE("a name keeps its octets", "[x509][name]") {
  // SEQUENCE { SET { SEQUENCE { commonName, T61String "Zo\xeb" } } }
  const Bytes der = from_hex("300e310c300a060355040314035a6feb");
  const Name name = Name::decode(der);
  CHECK(primitives::to_bytes(name.der()) == der);
  CHECK(name.rfc4514() == "CN=Zo\xc3\xab");
  CHECK(name.common_name() == "Zo\xc3\xab");
  CHECK(Name(name.rdn_sequence()).der().size() == der.size());
}

TEST_CASE("attribute values take the string type of their attribute", "[x509][name]") {
  CHECK(AttributeTypeAndValue::of(id_at_countryName, "US").value == from_hex("13025553"));
  CHECK(AttributeTypeAndValue::of(id_emailAddress, "a@b").value == from_hex("1603614062"));
  CHECK(AttributeTypeAndValue::of(id_at_commonName, "Al").value == from_hex("0c02416c"));
}

TEST_CASE("malformed names say why", "[x509][name]") {
  CHECK(kind_of(from_hex("3000")) == ErrorKind::not_found);           // empty is a name
  CHECK(kind_of(from_hex("30023100")) == ErrorKind::malformed);       // an empty RDN
  CHECK(kind_of(from_hex("3004310230 00")) == ErrorKind::malformed);  // an attribute without fields
  CHECK(kind_of(from_hex("300d310b3009060355040313025553")) == ErrorKind::not_found);
  CHECK(kind_of(from_hex("300d310b300906035504031302555300")) == ErrorKind::trailing_data);
  CHECK(kind_of(from_hex("300f310d300b060355040313025553 0500")) == ErrorKind::trailing_data);
  CHECK(kind_of(from_hex("30803100 0000")) == ErrorKind::not_der);
  CHECK(kind_of({}) == ErrorKind::malformed);
}

TEST_CASE("a name has at most 1,000 parts", "[x509][name]") {
  std::vector<RelativeDistinguishedName> rdns(1000,
                                              {AttributeTypeAndValue::of(id_domainComponent, "a")});
  CHECK(kind_of(Name(rdns).der()) == ErrorKind::not_found);
  rdns.push_back(rdns.front());
  CHECK(kind_of(Name(rdns).der()) == ErrorKind::limit_exceeded);
  // The same in one RelativeDistinguishedName.
  RelativeDistinguishedName rdn(1000, rdns.front().front());
  CHECK(kind_of(Name({rdn}).der()) == ErrorKind::not_found);
  rdn.push_back(rdn.front());
  CHECK(kind_of(Name({rdn}).der()) == ErrorKind::limit_exceeded);
}

TEST_CASE("a name of a million parts is refused at once", "[x509][name]") {
  const RelativeDistinguishedName part = {AttributeTypeAndValue::of(id_domainComponent, "a")};
  const Name many(std::vector<RelativeDistinguishedName>(1'000'000, part));
  CHECK(kind_of(many.der()) == ErrorKind::limit_exceeded);
}
