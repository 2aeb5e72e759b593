// Fuzz target: private keys in all their forms, plain and under a password.
#include "x509/private_key.hpp"

#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

void check(const x509::PrivateKey& key) {
  const auto again = x509::PrivateKey::from_pkcs8(key.to_pkcs8().view());
  require(again.public_key() == key.public_key(), "a key is read as it was written");
}

}  // namespace

void fuzz(ByteView input) {
  refuses([&] { check(x509::PrivateKey::from_pkcs8(input)); });
  refuses([&] { check(x509::PrivateKey::from_pkcs1(input)); });
  refuses([&] { check(x509::PrivateKey::from_dsa_sequence(input)); });
  check(x509::PrivateKey::from_encrypted_pkcs8(input, Secret(primitives::bytes_of("breakfast"))));
}

std::vector<Bytes> seeds() {
  const cms::DecryptionKeys keys = keys_of_rfc4134();
  const x509::PrivateKey& key = keys.identities.at(0).key;
  SystemRandom random;
  const Secret pkcs8 = key.to_pkcs8(), pkcs1 = key.to_pkcs1();
  std::vector<Bytes> found = {primitives::to_bytes(pkcs8.view()),
                              primitives::to_bytes(pkcs1.view())};
  for (const auto scheme :
       {x509::PasswordScheme::pbes2_aes_256_cbc, x509::PasswordScheme::pkcs12_sha1_rc2_40,
        x509::PasswordScheme::pbes1_md5_des}) {
    found.push_back(
        key.to_encrypted_pkcs8(Secret(primitives::bytes_of("breakfast")), {scheme, 10}, random));
  }
  return found;
}

}  // namespace smime::fuzz
