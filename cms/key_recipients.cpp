// RecipientInfo (RFC 5652, 6.2): reading and writing.
#include "cms/key_recipients.hpp"

#include <array>

#include "cms/object_identifiers.hpp"
#include "cms/version.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;
using x509::AlgorithmIdentifier;

// Which of the choices an algorithm's name is.
struct Named {
  const ObjectIdentifier* oid;
  const char* name;
};

const auto& names() {
  static const std::array<Named, 8> all = {{{&x509::rsaEncryption, "rsaes-pkcs1-v1_5"},
                                            {&id_RSAES_OAEP, "rsaes-oaep"},
                                            {&id_alg_CMS3DESwrap, "3des-wrap"},
                                            {&id_alg_CMSRC2wrap, "rc2-wrap"},
                                            {&id_aes128_wrap, "aes-128-wrap"},
                                            {&id_aes192_wrap, "aes-192-wrap"},
                                            {&id_aes256_wrap, "aes-256-wrap"},
                                            {&id_alg_PWRI_KEK, "pwri-kek"}}};
  return all;
}

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace

KeyTransRecipientInfo KeyTransRecipientInfo::read(Reader& reader) {
  Reader fields = reader.sequence("ktri");
  KeyTransRecipientInfo info;
  info.version = read_version(fields, 2, "RFC 5652, 6.2.1");
  info.rid = CertificateIdentifier::read(fields, "rid");
  info.key_encryption_algorithm = AlgorithmIdentifier::read(fields, "keyEncryptionAlgorithm");
  info.encrypted_key = fields.octet_string("encryptedKey");
  fields.finish();
  return info;
}

Bytes KeyTransRecipientInfo::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.integer(rid.is_key_identifier() ? 2 : 0);
      rid.write(inside);
      key_encryption_algorithm.write(inside);
      inside.octet_string(encrypted_key);
    });
  });
}

KekIdentifier KekIdentifier::read(Reader& reader) {
  Reader fields = reader.sequence("kekid");
  KekIdentifier id;
  id.key_identifier = fields.octet_string("keyIdentifier");
  if (fields.next_is(asn1::kGeneralizedTime)) id.date = fields.time("date");
  if (!fields.empty()) id.other = primitives::to_bytes(fields.any("other"));
  fields.finish();
  return id;
}

void KekIdentifier::write(Writer& writer) const {
  writer.sequence([&](Writer& inside) {
    inside.octet_string(key_identifier);
    if (date) {
      const std::string text = asn1::write_generalized_time(*date);
      inside.primitive(asn1::kGeneralizedTime, primitives::bytes_of(text));
    }
    inside.raw(other);
  });
}

KekRecipientInfo KekRecipientInfo::read(Reader& fields) {
  KekRecipientInfo info;
  info.version = read_version(fields, 4, "RFC 5652, 6.2.3");
  info.kekid = KekIdentifier::read(fields);
  info.key_encryption_algorithm = AlgorithmIdentifier::read(fields, "keyEncryptionAlgorithm");
  info.encrypted_key = fields.octet_string("encryptedKey");
  fields.finish();
  return info;
}

Bytes KekRecipientInfo::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.context(2, [&](Writer& inside) {
      inside.integer(4);
      kekid.write(inside);
      key_encryption_algorithm.write(inside);
      inside.octet_string(encrypted_key);
    });
  });
}

PasswordRecipientInfo PasswordRecipientInfo::read(Reader& fields) {
  PasswordRecipientInfo info;
  info.version = read_version(fields, 4, "RFC 5652, 6.2.4");
  if (fields.next_is(asn1::context(0))) {
    info.key_derivation_algorithm =
        AlgorithmIdentifier::read(fields, "keyDerivationAlgorithm", asn1::context(0));
  }
  info.key_encryption_algorithm = AlgorithmIdentifier::read(fields, "keyEncryptionAlgorithm");
  info.encrypted_key = fields.octet_string("encryptedKey");
  fields.finish();
  return info;
}

Bytes PasswordRecipientInfo::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.context(3, [&](Writer& inside) {
      inside.integer(0);
      if (key_derivation_algorithm) key_derivation_algorithm->write(inside, asn1::context(0));
      key_encryption_algorithm.write(inside);
      inside.octet_string(encrypted_key);
    });
  });
}

RecipientInfo read_recipient_info(Reader& reader) {
  if (reader.next_is(asn1::kSequence)) return KeyTransRecipientInfo::read(reader);
  if (auto fields = reader.optional_context(2, "kekri")) return KekRecipientInfo::read(*fields);
  if (auto fields = reader.optional_context(3, "pwri")) return PasswordRecipientInfo::read(*fields);
  if (reader.next_is(asn1::context(1)) || reader.next_is(asn1::context(4))) {
    return OtherRecipientInfo{primitives::to_bytes(reader.any("recipientInfo"))};
  }
  throw reader.error(ErrorKind::malformed, "another value",
                     "a RecipientInfo is a SEQUENCE or one of [1] to [4]", "RFC 5652, 6.2");
}

Bytes encode(const RecipientInfo& info) {
  return std::visit(Overloaded{[](const OtherRecipientInfo& other) { return other.encoding; },
                               [](const auto& known) { return known.encode(); }},
                    info);
}

std::string recipient_text(const RecipientInfo& info) {
  return std::visit(
      Overloaded{[](const KeyTransRecipientInfo& ktri) { return ktri.rid.text(); },
                 [](const KekRecipientInfo& kekri) {
                   return "key " + primitives::to_hex(kekri.kekid.key_identifier);
                 },
                 [](const PasswordRecipientInfo&) { return std::string("a password"); },
                 [](const OtherRecipientInfo& other) {
                   return std::string(other.is_key_agreement() ? "key agreement" : "another form");
                 }},
      info);
}

std::string key_management_name(const RecipientInfo& info) {
  return std::visit(Overloaded{[](const OtherRecipientInfo&) { return std::string("unsupported"); },
                               [](const auto& known) {
                                 const auto& oid = known.key_encryption_algorithm.algorithm;
                                 for (const Named& named : names()) {
                                   if (*named.oid == oid) return std::string(named.name);
                                 }
                                 return oid.dotted();
                               }},
                    info);
}

}  // namespace smime::cms
