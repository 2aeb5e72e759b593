// Making EnvelopedData, AuthEnvelopedData and EncryptedData (RFC 5652, 6 and 8; RFC 5083).
#include "cms/encryptor.hpp"

#include "cms/content_info.hpp"
#include "primitives/error.hpp"
#include "primitives/password_kdf.hpp"
#include "primitives/tdes.hpp"

namespace smime::cms {
namespace {

using asn1::StreamLevel;

bool is_des(primitives::BlockCipher cipher) {
  return cipher == primitives::BlockCipher::des || cipher == primitives::BlockCipher::tdes;
}

Bytes attributes_field(const Attributes& attributes, std::uint32_t number) {
  asn1::Writer writer;
  if (!attributes.empty()) attributes.write(writer, number);
  return writer.take();
}

// What a message with encrypted content is made of around it.
struct Around {
  ObjectIdentifier message_type;
  Bytes before;  // of the content type's SEQUENCE, up to EncryptedContentInfo
  EncryptedContentInfo info;
  std::uint64_t after_size = 0;  // octets behind EncryptedContentInfo
};

// Encrypts the source between what stands before and what `after(tag)` writes behind it.
template <typename After>
void write_encrypted(Source& content, std::optional<std::uint64_t> size, const Around& around,
                     const ContentEncryption& encryption, const Secret& key, ByteView aad,
                     Sink& out, After after) {
  std::vector<StreamLevel> levels = content_info_levels(around.message_type);
  levels.push_back({asn1::kSequence, around.before, around.after_size});
  levels.push_back({asn1::kSequence, around.info.encode_before_content(), 0});
  if (size) size = encryption.encrypted_size(*size);
  asn1::StreamWriter writer(out, levels, asn1::context(0, false), size);
  ContentEncryptor encryptor(encryption, key, writer.content());
  pump(content, encryptor);
  const Bytes tag = encryptor.finish(aad);
  writer.finish({{}, after(tag), {}, {}});
}

void write_enveloped(Source& content, std::optional<std::uint64_t> size, const RecipientHead& head,
                     const ContentEncryption& encryption, const Secret& key,
                     const EncryptOptions& options, Sink& out) {
  EnvelopedData data{head, {}, options.unprotected_attrs};
  data.encrypted_content_info = {options.content_type, encryption.identifier(), std::nullopt};
  const Bytes after = attributes_field(data.unprotected_attrs, 1);
  const Around around{id_envelopedData, data.RecipientHead::encode(required_version(data)),
                      data.encrypted_content_info, after.size()};
  write_encrypted(content, size, around, encryption, key, {}, out,
                  [&](const Bytes&) { return after; });
}

void write_auth_enveloped(Source& content, std::optional<std::uint64_t> size,
                          const RecipientHead& head, const ContentEncryption& encryption,
                          const Secret& key, const EncryptOptions& options, Sink& out) {
  AuthEnvelopedData data{head, {}, options.auth_attrs, {}, options.unprotected_attrs};
  data.auth_encrypted_content_info = {options.content_type, encryption.identifier(), std::nullopt};
  // A content type other than data is authenticated as an attribute. \standard{RFC 5083, 2.1}
  if (options.content_type != id_data && data.auth_attrs.count(id_contentType) == 0) {
    data.auth_attrs.add(id_contentType, content_type_value(options.content_type));
  }
  data.mac = Bytes(encryption.tag_size);
  const Around around{id_ct_authEnvelopedData, data.RecipientHead::encode(0),
                      data.auth_encrypted_content_info, data.encode_after_content().size()};
  write_encrypted(content, size, around, encryption, key, data.associated_data(), out,
                  [&](const Bytes& tag) {
                    data.mac = tag;
                    return data.encode_after_content();
                  });
}

// Whoever opens a message may have to try each password on each of them.
void check_iterations(const std::vector<Recipient>& recipients) {
  std::uint64_t iterations = 0;
  for (const Recipient& recipient : recipients) {
    const auto* one = std::get_if<PasswordRecipient>(&recipient);
    if (one != nullptr) iterations += one->iterations;
  }
  if (iterations <= primitives::kMostIterations) return;
  throw Error(ErrorKind::limit_exceeded,
              std::to_string(iterations) + " iterations for all passwords together",
              "at most " + std::to_string(primitives::kMostIterations) +
                  " are done for a message by those who open it",
              "RFC 8018, 4.2");
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
  primitives::BytesSink sink;
  ContentEncryptor encryptor(encryption, key, sink);
  encryptor.write(content);
  static_cast<void>(encryptor.finish());
  return sink.take();
}

RecipientInfo wrap_key(const Secret& key, const Recipient& recipient, RandomSource& random) {
  if (const auto* one = std::get_if<CertificateRecipient>(&recipient)) {
    return wrap_key(key, one->certificate, random, one->how, one->by_key_identifier);
  }
  if (const auto* one = std::get_if<SharedKeyRecipient>(&recipient)) {
    return wrap_key(key, one->key, one->wrap, random);
  }
  return wrap_key(key, std::get<PasswordRecipient>(recipient), random);
}

RecipientHead make_recipient_head(const Secret& key, const std::vector<Recipient>& recipients,
                                  const EncryptOptions& options, RandomSource& random) {
  if (recipients.empty()) {
    throw Error(ErrorKind::invalid_argument, "no recipient", "a message is encrypted for somebody",
                "RFC 5652, 6.1");
  }
  check_iterations(recipients);
  RecipientHead head;
  if (!options.originator_certificates.empty() || !options.originator_crls.empty()) {
    head.originator_info.emplace();
    head.originator_info->certificates = options.originator_certificates;
    head.originator_info->crls = options.originator_crls;
  }
  for (const Recipient& recipient : recipients) {
    head.recipient_infos.push_back(wrap_key(key, recipient, random));
  }
  return head;
}

void encrypt(Source& content, std::optional<std::uint64_t> content_size,
             const std::vector<Recipient>& recipients, const EncryptOptions& options, Sink& out,
             RandomSource& random) {
  const Secret key = draw_content_encryption_key(options.cipher, random);
  const ContentEncryption encryption = draw_content_encryption(options.cipher, random);
  const RecipientHead head = make_recipient_head(key, recipients, options, random);
  if (encryption.is_authenticated()) {
    write_auth_enveloped(content, content_size, head, encryption, key, options, out);
  } else {
    write_enveloped(content, content_size, head, encryption, key, options, out);
  }
}

Bytes encrypt(ByteView content, const std::vector<Recipient>& recipients,
              const EncryptOptions& options, RandomSource& random) {
  primitives::BytesSource source(content);
  primitives::BytesSink sink;
  encrypt(source, content.size(), recipients, options, sink, random);
  return sink.take();
}

Bytes encrypt(ByteView content, const std::vector<x509::Certificate>& certificates,
              const EncryptOptions& options, RandomSource& random) {
  std::vector<Recipient> recipients;
  for (const auto& certificate : certificates) {
    recipients.push_back(CertificateRecipient{certificate});
  }
  return encrypt(content, recipients, options, random);
}

void encrypt_with_key(Source& content, std::optional<std::uint64_t> content_size, const Secret& key,
                      const EncryptOptions& options, Sink& out, RandomSource& random) {
  const ContentEncryption encryption = draw_content_encryption(options.cipher, random);
  if (encryption.is_authenticated()) {
    throw Error(ErrorKind::invalid_argument, encryption.name(),
                "EncryptedData has no place for a tag", "RFC 5652, 8");
  }
  EncryptedData data;
  data.encrypted_content_info = {options.content_type, encryption.identifier(), std::nullopt};
  data.unprotected_attrs = options.unprotected_attrs;
  const Bytes after = attributes_field(data.unprotected_attrs, 1);
  const Bytes version =
      asn1::encode([&](asn1::Writer& writer) { writer.integer(required_version(data)); });
  write_encrypted(content, content_size,
                  {id_encryptedData, version, data.encrypted_content_info, after.size()},
                  encryption, key, {}, out, [&](const Bytes&) { return after; });
}

Bytes encrypt_with_key(ByteView content, const Secret& key, const EncryptOptions& options,
                       RandomSource& random) {
  primitives::BytesSource source(content);
  primitives::BytesSink sink;
  encrypt_with_key(source, content.size(), key, options, sink, random);
  return sink.take();
}

}  // namespace smime::cms
