// Making EnvelopedData (RFC 5652, 6.1 to 6.3).
#include "cms/encryptor.hpp"

#include "cms/content_info.hpp"
#include "primitives/cbc.hpp"
#include "primitives/error.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/stream.hpp"
#include "primitives/tdes.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::cms {
namespace {

bool is_des(primitives::BlockCipher cipher) {
  return cipher == primitives::BlockCipher::des || cipher == primitives::BlockCipher::tdes;
}

}  // namespace

Secret draw_content_encryption_key(ContentCipher cipher, RandomSource& random) {
  const auto& info = primitives::info(cipher);
  Secret key = random.secret(info.key_size);
  if (is_des(info.block_cipher)) primitives::des::set_odd_parity(key.writable());
  return key;
}

ContentEncryption draw_content_encryption(ContentCipher cipher, RandomSource& random) {
  return {cipher, random.bytes(primitives::info(cipher).iv_size)};
}

Bytes encrypt_content(const ContentEncryption& encryption, const Secret& key, ByteView content) {
  primitives::CbcEncryptor encryptor(primitives::make_cipher(encryption.cipher, key.view()),
                                     encryption.iv);
  primitives::BytesSink sink;
  encryptor.update(content, sink);
  encryptor.finish(sink);
  return sink.take();
}

KeyTransRecipientInfo wrap_key(const Secret& key, const x509::Certificate& recipient,
                               RandomSource& random) {
  KeyTransRecipientInfo info;
  info.rid = CertificateIdentifier::of(recipient);
  info.key_encryption_algorithm = x509::AlgorithmIdentifier::with_null(x509::rsaEncryption);
  info.encrypted_key = primitives::rsaes_pkcs1_v1_5_encrypt(recipient.public_key().rsa_key(),
                                                            key.view(), random);
  return info;
}

Bytes encrypt(ByteView content, const std::vector<x509::Certificate>& recipients,
              const EncryptOptions& options, RandomSource& random) {
  if (recipients.empty()) {
    throw Error(ErrorKind::invalid_argument, "no recipient", "a message is encrypted for somebody",
                "RFC 5652, 6.1");
  }
  const Secret key = draw_content_encryption_key(options.cipher, random);
  const ContentEncryption encryption = draw_content_encryption(options.cipher, random);
  EnvelopedData data;
  if (!options.originator_certificates.empty()) {
    data.originator_info = OriginatorInfo{options.originator_certificates, {}, {}};
  }
  for (const auto& recipient : recipients) {
    data.recipient_infos.push_back(wrap_key(key, recipient, random));
  }
  data.encrypted_content_info = {options.content_type, encryption.identifier(),
                                 encrypt_content(encryption, key, content)};
  return ContentInfo{id_envelopedData, data.encode()}.encode();
}

}  // namespace smime::cms
