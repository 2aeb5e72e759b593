// What the tests of this floor share: vectors in hexadecimal, and people with keys.
#include "tests/cms/support.hpp"

#include "primitives/dsa_signing.hpp"
#include "primitives/integer.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/files.hpp"
#include "tests/support/random.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

PrivateKey rsa_key(std::size_t bits, std::uint32_t seed) {
  TestRandom random(seed);
  return PrivateKey::rsa(primitives::generate_rsa_key(bits, 65537, random));
}

// A DSA key over the parameters of Alice's in RFC 4134.
PrivateKey dsa_key() {
  const nlohmann::json vectors_file = read_json(vectors("x509/rfc4134_certificates.json"));
  for (const auto& test : vectors_file.at("testGroups").at(0).at("tests")) {
    if (test.at("subject") != "CN=AliceDSS") continue;
    const auto certificate = Certificate::decode(hex(test, "certificate"));
    const auto parameters = certificate.public_key().dsa_key().parameters;
    const Integer x = primitives::os2ip(Bytes(19, 0x5a));
    const Integer y = boost::multiprecision::powm(parameters.g, x, parameters.p);
    return PrivateKey::dsa({parameters, primitives::SecretInteger(x), y});
  }
  throw std::logic_error("the certificate of AliceDSS is not among the vectors");
}

CmsCast make() {
  TestRandom random(101);
  const Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2049, 1, 1)};
  const PrivateKey authority_key = rsa_key(2048, 102);
  const Authority authority{
      issue_self_signed(authority_key, Name::from_rfc4514("CN=CMS Test Root,O=Example"),
                        Profile::authority(), Bytes{1}, validity, random),
      authority_key};
  std::uint8_t serial = 2;
  const auto person = [&](const std::string& name, const PrivateKey& key) {
    return cms::Identity{
        issue(authority, key.public_key(), Name::from_rfc4514("CN=" + name + ",O=Example"),
              Profile::person({name + "@example.com"}), Bytes{serial++}, validity, random),
        key};
  };
  return {authority,
          person("katie", rsa_key(2048, 103)),
          person("bob", rsa_key(2048, 104)),
          person("museum", rsa_key(1024, 105)),
          person("diane", dsa_key()),
          Time::from_civil(2026, 11, 23, 12)};
}

}  // namespace

void for_each_test(
    const std::string& file, const std::string& type,
    const std::function<void(const nlohmann::json& group, const nlohmann::json& test)>& action) {
  const nlohmann::json all = read_json(vectors(file));
  for (const auto& group : all.at("testGroups")) {
    if (group.at("type") != type) continue;
    for (const auto& test : group.at("tests")) action(group, test);
  }
}

std::string outcome(const x509::Report& report, const std::string& rule) {
  for (const Check& check : report.checks()) {
    if (check.rule == rule) return std::string(to_string(check.outcome));
  }
  return {};
}

const CmsCast& CmsCast::get() {
  static const CmsCast cast = make();
  return cast;
}

}  // namespace smime::tests
