// Opening EnvelopedData (RFC 5652, 6).
#include "cms/decryptor.hpp"

#include "primitives/cbc.hpp"
#include "primitives/error.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/stream.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::cms {

std::optional<ChosenRecipient> choose_recipient(const EnvelopedData& enveloped_data,
                                                const std::vector<Identity>& identities) {
  const auto& infos = enveloped_data.recipient_infos;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    for (std::size_t j = 0; j < identities.size(); ++j) {
      if (infos[i].rid.names(identities[j].certificate)) return ChosenRecipient{i, j};
    }
  }
  return std::nullopt;
}

Secret unwrap_key(const KeyTransRecipientInfo& info, const x509::PrivateKey& key,
                  ContentCipher cipher, RandomSource& random) {
  if (info.key_encryption_algorithm.algorithm != x509::rsaEncryption) {
    throw Error(ErrorKind::unsupported_algorithm,
                info.key_encryption_algorithm.algorithm.dotted(),
                "a session key is transported with RSAES-PKCS1-v1_5", "RFC 3370, 4.2.1");
  }
  return primitives::rsaes_pkcs1_v1_5_decrypt_or_random(
      key.rsa_key(), info.encrypted_key, primitives::info(cipher).key_size, random);
}

std::optional<Bytes> decrypt_content(const ContentEncryption& encryption, const Secret& key,
                                     ByteView encrypted_content) {
  primitives::CbcDecryptor decryptor(primitives::make_cipher(encryption.cipher, key.view()),
                                     encryption.iv);
  primitives::BytesSink sink;
  decryptor.update(encrypted_content, sink);
  if (!decryptor.finish(sink)) return std::nullopt;
  return sink.take();
}

Bytes decrypt(const EnvelopedData& enveloped_data, const std::vector<Identity>& identities,
              RandomSource& random) {
  const auto chosen = choose_recipient(enveloped_data, identities);
  if (!chosen) {
    throw Error(ErrorKind::not_found, "no recipient among the given identities",
                "the message is not addressed to any of them", "RFC 5652, 6.2");
  }
  const auto& info = enveloped_data.encrypted_content_info;
  const auto encryption = ContentEncryption::of(info.content_encryption_algorithm);
  if (!info.encrypted_content) {
    throw Error(ErrorKind::not_found, "no encrypted content",
                "it travels inside the message", "RFC 5652, 6.1");
  }
  const Secret key = unwrap_key(enveloped_data.recipient_infos[chosen->recipient_info],
                                identities[chosen->identity].key, encryption.cipher, random);
  auto content = decrypt_content(encryption, key, *info.encrypted_content);
  if (!content) {
    throw Error(ErrorKind::decryption_failed, "a message that this key does not open", "",
                "RFC 5652, 6");
  }
  return std::move(*content);
}

std::string key_transport_name(const x509::AlgorithmIdentifier& algorithm) {
  if (algorithm.algorithm == x509::rsaEncryption) return "rsaes-pkcs1-v1_5";
  if (algorithm.algorithm == id_RSAES_OAEP) return "rsaes-oaep";
  return algorithm.algorithm.dotted();
}

}  // namespace smime::cms
