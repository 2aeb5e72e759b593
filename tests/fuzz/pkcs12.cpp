// Fuzz target: PKCS #12 files read under their password.
#include "cms/pkcs12/key_store.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  static const Secret password(primitives::bytes_of("breakfast"));
  const auto reading = cms::pkcs12::read_key_store(input, password);
  if (reading.store.keys.empty()) return;
  refuses([&] { reading.store.others(reading.store.identity().certificate); });
}

std::vector<Bytes> seeds() {
  using cms::pkcs12::KeyStoreClass;
  const cms::DecryptionKeys keys = keys_of_rfc4134();
  const auto store = cms::pkcs12::key_store_of(keys.identities.at(0),
                                               {keys.identities.at(0).certificate}, "breakfast");
  SystemRandom random;
  std::vector<Bytes> found = hex_fields({{"cms/pkcs12.json", "pfx"}});
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    found.push_back(cms::pkcs12::write_key_store(store, Secret(primitives::bytes_of("breakfast")),
                                                 kind, random, 2));
  }
  return found;
}

}  // namespace smime::fuzz
