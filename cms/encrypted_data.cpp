// EncryptedData (RFC 5652, 8): reading and writing.
#include "cms/encrypted_data.hpp"
#include "cms/version.hpp"

namespace smime::cms {

EncryptedData EncryptedData::read(asn1::StreamReader& stream,
                                  const ContentReceiver<EncryptedData>& receiver) {
  EncryptedData data;
  stream.enter(asn1::kSequence, "encryptedData");
  data.version = static_cast<int>(stream.value(
      {}, [](asn1::Reader& reader) { return read_version(reader, 2, "RFC 5652, 8"); }));
  data.encrypted_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  data.unprotected_attrs = read_optional_attributes(stream, 1, "unprotectedAttrs");
  stream.leave();
  return data;
}

EncryptedData EncryptedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  asn1::StreamReader stream(source, rules);
  primitives::BytesSink sink;
  EncryptedData data = read(stream, [&](const EncryptedData&) -> Sink& { return sink; });
  stream.finish();
  auto& encrypted = data.encrypted_content_info.encrypted_content;
  if (encrypted) encrypted = sink.take();
  return data;
}

int required_version(const EncryptedData& encrypted_data) {
  return encrypted_data.unprotected_attrs.empty() ? 0 : 2;
}

Bytes EncryptedData::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& inside) {
      inside.integer(required_version(*this));
      encrypted_content_info.write(inside);
      if (!unprotected_attrs.empty()) unprotected_attrs.write(inside, 1);
    });
  });
}

}  // namespace smime::cms
