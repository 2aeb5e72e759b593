// EnvelopedData (RFC 5652, 6): reading and writing.
#include "cms/enveloped_data.hpp"

#include <algorithm>

#include "cms/version.hpp"
#include "primitives/error.hpp"

namespace smime::cms {

using asn1::Reader;
using asn1::StreamReader;
using asn1::Writer;

OriginatorInfo OriginatorInfo::of(std::vector<x509::Certificate> certs) {
  OriginatorInfo info;
  info.certificates = std::move(certs);
  return info;
}

OriginatorInfo OriginatorInfo::read(Reader& fields) {
  OriginatorInfo info;
  if (auto set = fields.optional_context(0, "certs")) info.read_certificates(*set);
  if (auto set = fields.optional_context(1, "crls")) info.read_crls(*set);
  fields.finish();
  return info;
}

void OriginatorInfo::write(Writer& writer) const {
  writer.context(0, [&](Writer& inside) { CertificatesAndCrls::write(inside); });
}

void EncryptedContentInfo::read(StreamReader& stream, const std::function<Sink&()>& receive) {
  stream.enter(asn1::kSequence, "encryptedContentInfo");
  content_type =
      stream.value({}, [](Reader& reader) { return reader.object_identifier("contentType"); });
  content_encryption_algorithm = stream.value({}, [](Reader& reader) {
    return x509::AlgorithmIdentifier::read(reader, "contentEncryptionAlgorithm");
  });
  const asn1::Tag content = asn1::context(0, false);
  if (stream.next_is(content)) {
    encrypted_content.emplace();
    stream.octets(content, "encryptedContent", receive());
  }
  stream.leave();
}

Bytes EncryptedContentInfo::encode_before_content() const {
  Writer writer;
  writer.object_identifier(content_type);
  content_encryption_algorithm.write(writer);
  return writer.take();
}

void EncryptedContentInfo::write(Writer& writer) const {
  writer.sequence([&](Writer& inside) {
    inside.raw(encode_before_content());
    if (encrypted_content) inside.octet_string(*encrypted_content, asn1::context(0, false));
  });
}

void RecipientHead::read(StreamReader& stream) {
  version = static_cast<int>(
      stream.value({}, [](Reader& reader) { return read_version(reader, 4, "RFC 5652, 6.1"); }));
  if (stream.next_is(asn1::context(0))) {
    originator_info = stream.value({}, [](Reader& reader) {
      Reader fields = reader.context(0, "originatorInfo");
      return OriginatorInfo::read(fields);
    });
  }
  stream.enter(asn1::kSet, "recipientInfos");
  while (!stream.at_end()) {
    if (recipient_infos.size() == kMostRecipients) {
      throw stream.error(ErrorKind::limit_exceeded, "more recipients than the limit",
                         "at most " + std::to_string(kMostRecipients) + " are read", "");
    }
    recipient_infos.push_back(stream.value({}, read_recipient_info));
  }
  stream.leave();
}

Bytes RecipientHead::encode(int with_version) const {
  Writer writer;
  writer.integer(with_version);
  if (originator_info) originator_info->write(writer);
  std::vector<Bytes> recipients;
  for (const RecipientInfo& info : recipient_infos) recipients.push_back(cms::encode(info));
  writer.set_of(std::move(recipients));
  return writer.take();
}

Attributes read_optional_attributes(StreamReader& stream, std::uint32_t number,
                                    std::string_view name) {
  if (!stream.next_is(asn1::context(number))) return {};
  return stream.value({}, [&](Reader& reader) {
    Reader set = reader.context(number, name);
    return Attributes::read_set(set);
  });
}

EnvelopedData EnvelopedData::read(StreamReader& stream,
                                  const ContentReceiver<EnvelopedData>& receiver) {
  EnvelopedData data;
  stream.enter(asn1::kSequence, "envelopedData");
  data.RecipientHead::read(stream);
  data.encrypted_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  data.unprotected_attrs = read_optional_attributes(stream, 1, "unprotectedAttrs");
  stream.leave();
  return data;
}

EnvelopedData EnvelopedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  StreamReader stream(source, rules);
  primitives::BytesSink sink;
  EnvelopedData data = read(stream, [&](const EnvelopedData&) -> Sink& { return sink; });
  stream.finish();
  auto& encrypted = data.encrypted_content_info.encrypted_content;
  if (encrypted) encrypted = sink.take();
  return data;
}

int required_version(const EnvelopedData& data) {
  const auto any_recipient = [&](auto condition) {
    return std::any_of(data.recipient_infos.begin(), data.recipient_infos.end(), condition);
  };
  const auto& originator = data.originator_info;
  if (originator &&
      (originator->has_certificate_choice(3) || originator->has_other_revocation_info())) {
    return 4;
  }
  const bool pwri_or_ori = any_recipient([](const RecipientInfo& info) {
    const auto* other = std::get_if<OtherRecipientInfo>(&info);
    return std::holds_alternative<PasswordRecipientInfo>(info) ||
           (other != nullptr && !other->is_key_agreement());
  });
  if ((originator && originator->has_certificate_choice(2)) || pwri_or_ori) return 3;
  const bool any_not_version_0 = any_recipient([](const RecipientInfo& info) {
    const auto* ktri = std::get_if<KeyTransRecipientInfo>(&info);
    return ktri == nullptr || ktri->rid.is_key_identifier();
  });
  return originator || !data.unprotected_attrs.empty() || any_not_version_0 ? 2 : 0;
}

Bytes EnvelopedData::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.raw(RecipientHead::encode(required_version(*this)));
      encrypted_content_info.write(inside);
      if (!unprotected_attrs.empty()) unprotected_attrs.write(inside, 1);
    });
  });
}

}  // namespace smime::cms
