// Keys that are the same whatever stands beside them.
#include "x509/key_pair.hpp"

#include "primitives/dsa.hpp"
#include "primitives/rsa.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "x509/certificate.hpp"

using namespace smime;
using namespace smime::x509;

TEST_CASE("RFC 4134's keys: Diane inherits her DSA parameters, Alice has the same ones",
          "[x509][private_key]") {
  const auto folder = tests::shared_data("rfc4134/files");
  if (!folder) return tests::skip("the samples of RFC 4134 are not there");
  const auto key = [&](const char* name) {
    return PrivateKey::from_pkcs8(tests::read_file(*folder / name)).public_key();
  };
  const auto certified = [&](const char* name) {
    return Certificate::decode(tests::read_file(*folder / name)).public_key();
  };
  const PublicKey diane = key("DianePrivDSSSign.pri"), alice = key("AlicePrivDSSSign.pri");
  const PublicKey inherited = certified("DianeDSSSignByCarlInherit.cer");
  CHECK(inherited.inherits_parameters());
  CHECK_FALSE(inherited == diane);
  CHECK(same_key(inherited, diane));
  CHECK(same_key(diane, inherited));
  CHECK_FALSE(same_key(inherited, alice));
  CHECK(same_key(alice, certified("AliceDSSSignByCarlNoInherit.cer")));
  // Other parameters are another key.
  auto other = alice.dsa_key();
  other.parameters.g += 1;
  CHECK_FALSE(same_key(alice, PublicKey::dsa(other)));
}

TEST_CASE("an RSA key is one key for every scheme", "[x509][private_key]") {
  const auto folder = tests::shared_data("rfc4134/files");
  if (!folder) return tests::skip("the samples of RFC 4134 are not there");
  const auto alice = PrivateKey::from_pkcs8(tests::read_file(*folder / "AlicePrivRSASign.pri"));
  const auto bob = PrivateKey::from_pkcs8(tests::read_file(*folder / "BobPrivRSAEncrypt.pri"));
  const PublicKey pss = PublicKey::rsassa_pss(alice.public_key().rsa_key(), {});
  CHECK(same_key(alice.public_key(), pss));
  CHECK_FALSE(same_key(bob.public_key(), pss));
  const PrivateKey restricted = restricted_as(pss, alice);
  CHECK(restricted.type() == KeyType::rsassa_pss);
  CHECK(restricted.public_key() == pss);
  CHECK(restricted_as(alice.public_key(), alice).type() == KeyType::rsa);
}
