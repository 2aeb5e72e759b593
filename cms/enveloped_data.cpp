// EnvelopedData (RFC 5652, 6): reading and writing.
#include "cms/enveloped_data.hpp"

#include <algorithm>

#include "cms/signed_data.hpp"
#include "primitives/error.hpp"

namespace smime::cms {

using asn1::Reader;
using asn1::Writer;

KeyTransRecipientInfo KeyTransRecipientInfo::read(Reader& reader) {
  Reader fields = reader.sequence("ktri");
  KeyTransRecipientInfo info;
  info.version = static_cast<int>(fields.small_integer("version", 0, 2));
  info.rid = CertificateIdentifier::read(fields, "rid");
  info.key_encryption_algorithm = x509::AlgorithmIdentifier::read(fields, "keyEncryptionAlgorithm");
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

OriginatorInfo OriginatorInfo::read(Reader& fields) {
  OriginatorInfo info;
  if (auto set = fields.optional_context(0, "certs")) {
    read_certificate_set(*set, info.certs, info.other_certs);
  }
  if (auto set = fields.optional_context(1, "crls")) {
    while (!set->empty()) info.crls.push_back(primitives::to_bytes(set->any("crl")));
  }
  fields.finish();
  return info;
}

void OriginatorInfo::write(Writer& writer) const {
  writer.context(0, [&](Writer& inside) {
    std::vector<Bytes> set = other_certs;
    for (const auto& certificate : certs) set.push_back(primitives::to_bytes(certificate.der()));
    if (!set.empty()) inside.set_of(std::move(set), asn1::context(0));
    if (!crls.empty()) inside.set_of(crls, asn1::context(1));
  });
}

EncryptedContentInfo EncryptedContentInfo::read(Reader& reader) {
  Reader fields = reader.sequence("encryptedContentInfo");
  EncryptedContentInfo info;
  info.content_type = fields.object_identifier("contentType");
  info.content_encryption_algorithm =
      x509::AlgorithmIdentifier::read(fields, "contentEncryptionAlgorithm");
  const asn1::Tag content = asn1::context(0, false);
  if (fields.next_is(content)) {
    info.encrypted_content = fields.octet_string("encryptedContent", content);
  }
  fields.finish();
  return info;
}

void EncryptedContentInfo::write(Writer& writer) const {
  writer.sequence([&](Writer& inside) {
    inside.object_identifier(content_type);
    content_encryption_algorithm.write(inside);
    if (encrypted_content) inside.octet_string(*encrypted_content, asn1::context(0, false));
  });
}

EnvelopedData EnvelopedData::decode(ByteView content, asn1::Rules rules) {
  Reader reader(content, rules, "envelopedData");
  Reader fields = reader.sequence({});
  EnvelopedData data;
  data.version = static_cast<int>(fields.small_integer("version", 0, 4));
  if (auto originator = fields.optional_context(0, "originatorInfo")) {
    data.originator_info = OriginatorInfo::read(*originator);
  }
  Reader recipients = fields.inside(asn1::kSet, "recipientInfos");
  while (!recipients.empty()) {
    if (recipients.next_is(asn1::kSequence)) {
      data.recipient_infos.push_back(KeyTransRecipientInfo::read(recipients));
    } else {
      data.other_recipient_infos.push_back(primitives::to_bytes(recipients.any("recipientInfo")));
    }
  }
  data.encrypted_content_info = EncryptedContentInfo::read(fields);
  if (auto set = fields.optional_context(1, "unprotectedAttrs")) {
    data.unprotected_attrs = Attributes::read_set(*set);
  }
  fields.finish();
  reader.finish();
  return data;
}

int required_version(const EnvelopedData& data) {
  // [1] and [2] among the recipients are key agreement and key encryption; [3] and [4] are passwords
  // and others. Other certificates ask for 3 or 4 as well.
  const auto any_recipient = [&](auto condition) {
    return std::any_of(data.other_recipient_infos.begin(), data.other_recipient_infos.end(),
                       [&](const Bytes& info) { return condition(info[0] & 0x1f); });
  };
  const auto& originator = data.originator_info;
  const auto has_other = [&](std::uint8_t tag) {
    return originator && std::any_of(originator->other_certs.begin(), originator->other_certs.end(),
                                     [&](const Bytes& other) { return other[0] == tag; });
  };
  if (has_other(0xa3)) return 4;
  if (has_other(0xa2) || any_recipient([](int tag) { return tag >= 3; })) return 3;
  const bool all_version_0 =
      data.other_recipient_infos.empty() &&
      std::none_of(data.recipient_infos.begin(), data.recipient_infos.end(),
                   [](const auto& info) { return info.rid.is_key_identifier(); });
  return originator || !data.unprotected_attrs.empty() || !all_version_0 ? 2 : 0;
}

Bytes EnvelopedData::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.integer(required_version(*this));
      if (originator_info) originator_info->write(inside);
      std::vector<Bytes> recipients = other_recipient_infos;
      for (const auto& info : recipient_infos) recipients.push_back(info.encode());
      inside.set_of(std::move(recipients));
      encrypted_content_info.write(inside);
      if (!unprotected_attrs.empty()) unprotected_attrs.write(inside, 1);
    });
  });
}

}  // namespace smime::cms
