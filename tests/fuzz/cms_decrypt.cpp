// Fuzz target: everything that is decrypted or authenticated under a key, as a stream.
#include <algorithm>

#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/encryptor.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  static const cms::DecryptionKeys keys = keys_of_rfc4134();
  SystemRandom random;
  const auto attempt = [&](auto&& action) {
    refuses([&] {
      primitives::BytesSource source(input);
      primitives::BytesSink out;
      action(source, out);
    });
  };
  attempt([&](Source& source, primitives::BytesSink& out) {
    const auto result = cms::decrypt(source, keys, out, random);
    // In CBC mode content is written as it is deciphered, which the caller is told.
    const auto reasons = result.report.reasons();
    const bool failed =
        std::ranges::find(reasons, x509::Reason::decryption_failed) != reasons.end();
    require(!failed || !result.cipher.ends_with("-gcm") || out.bytes().empty(),
            "what is authenticated comes out only when its tag is right");
  });
  attempt([&](Source& source, Sink& out) {
    cms::decrypt_with_key(source, keys.shared_keys.at(0).key, out);
  });
  attempt([&](Source& source, Sink& out) { cms::verify_authenticated(source, keys, out, random); });
  attempt([&](Source& source, Sink& out) { cms::decompress(source, out, {1 << 20, 1000}); });
}

std::vector<Bytes> seeds() {
  const cms::DecryptionKeys keys = keys_of_rfc4134();
  std::vector<Bytes> found = hex_fields({{"cms/rfc4134_messages.json", "message"}});
  SystemRandom random;
  const Bytes content = primitives::to_bytes(std::string_view("Breakfast?"));
  const std::vector<cms::Recipient> bob = {
      cms::CertificateRecipient{keys.identities.at(0).certificate}};
  const std::vector<cms::Recipient> password = {cms::PasswordRecipient{keys.passwords.at(0), 10}};
  for (const auto cipher : {ContentCipher::aes_128_cbc, ContentCipher::aes_128_gcm}) {
    cms::EncryptOptions options;
    options.cipher = cipher;
    for (const auto& recipients : {bob, password}) {
      found.push_back(cms::encrypt(content, recipients, options, random));
    }
  }
  found.push_back(cms::authenticate(content, bob, {}, random));
  found.push_back(cms::compress(content));
  return found;
}

}  // namespace smime::fuzz
