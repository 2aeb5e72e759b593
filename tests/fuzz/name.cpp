// Fuzz target: distinguished names, from text and from DER, and compared.
#include "x509/name.hpp"

#include "tests/fuzz/target.hpp"
#include "tests/support/files.hpp"

namespace smime::fuzz {
namespace {

void check(const x509::Name& name) {
  const std::string text = name.rfc4514();
  const x509::Name again = x509::Name::from_rfc4514(text);
  require(again.rfc4514() == text, "a name's text is that of the name read from it");
  require(name == name && name.is_within(name), "a name matches itself");
  require((again == name) == (again.canonical() == name.canonical()),
          "names match where their canonical forms are equal");
  name.common_name();
}

}  // namespace

void fuzz(ByteView input) {
  refuses([&] { check(x509::Name::decode(input)); });
  check(x509::Name::from_rfc4514(primitives::to_string(input)));
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> found;
  const auto file = tests::read_json(tests::vectors("x509/rfc4514_names.json"));
  for (const auto& test : file["testGroups"][0]["tests"]) {
    const std::string text = test["text"];
    found.push_back(primitives::to_bytes(std::string_view(text)));
    refuses([&] { found.push_back(primitives::to_bytes(x509::Name::from_rfc4514(text).der())); });
  }
  return found;
}

}  // namespace smime::fuzz
