// Chains that are valid, or broken each in one way: how they are made.
#include "tests/interop/chains.hpp"

#include "tests/support/random.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

void apply(const Change& change, TbsCertificate& certificate) {
  if (change) change(certificate);
}

Authority below(const Authority& issuer, const PrivateKey& key, const std::string& name,
                std::uint8_t serial, const Change& change) {
  TestRandom random(60U + serial);
  TbsCertificate tbs = prepare(issuer, key.public_key(), Name::from_rfc4514(name + ",O=Example"),
                               Profile::authority(), Bytes{serial}, Cast::get().validity);
  apply(change, tbs);
  return {sign_certificate(tbs, issuer.key, random), key};
}

Authority make_root(const Change& change) {
  const Cast& cast = Cast::get();
  TestRandom random(60);
  TbsCertificate tbs = cast.root.certificate.tbs_certificate();
  apply(change, tbs);
  return {sign_certificate(tbs, cast.root.key, random), cast.root.key};
}

Certificate make_end(const Authority& issuer, const Change& change) {
  const Cast& cast = Cast::get();
  TestRandom random(61);
  TbsCertificate tbs =
      prepare(issuer, cast.katie_key.public_key(), Name::from_rfc4514("CN=Katie,O=Example"),
              Profile::person({"katie@example.com"}), Bytes{7}, cast.validity);
  apply(change, tbs);
  return sign_certificate(tbs, issuer.key, random);
}

}  // namespace

MadeChain Chain::make() const {
  const Cast& cast = Cast::get();
  const Authority top = make_root(root);
  const Authority second = below(top, cast.intermediate.key, "CN=Middle", 2, middle);
  std::optional<Authority> third;
  if (deeper) third = below(second, cast.bob_key, "CN=Deeper", 3, deeper);
  MadeChain made{top, second, third, make_end(third ? *third : second, end)};
  if (finish) finish(made);
  return made;
}

Certificate with_broken_signature(const Certificate& certificate) {
  Bytes der = primitives::to_bytes(certificate.der());
  der.back() ^= 1;
  return Certificate::decode(der);
}

}  // namespace smime::tests
