// AuthEnvelopedData (RFC 5083): reading and writing.
#include "cms/auth_enveloped_data.hpp"

namespace smime::cms {

AuthEnvelopedData AuthEnvelopedData::read(asn1::StreamReader& stream,
                                          const ContentReceiver<AuthEnvelopedData>& receiver) {
  AuthEnvelopedData data;
  stream.enter(asn1::kSequence, "authEnvelopedData");
  data.RecipientHead::read(stream);
  data.auth_encrypted_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  data.auth_attrs = read_optional_attributes(stream, 1, "authAttrs");
  data.mac = stream.value({}, [](asn1::Reader& reader) { return reader.octet_string("mac"); });
  data.unauth_attrs = read_optional_attributes(stream, 2, "unauthAttrs");
  stream.leave();
  return data;
}

AuthEnvelopedData AuthEnvelopedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  asn1::StreamReader stream(source, rules);
  primitives::BytesSink sink;
  AuthEnvelopedData data = read(stream, [&](const AuthEnvelopedData&) -> Sink& { return sink; });
  stream.finish();
  auto& encrypted = data.auth_encrypted_content_info.encrypted_content;
  if (encrypted) encrypted = sink.take();
  return data;
}

Bytes AuthEnvelopedData::encode_after_content() const {
  asn1::Writer writer;
  if (!auth_attrs.empty()) auth_attrs.write(writer, 1);
  writer.octet_string(mac);
  if (!unauth_attrs.empty()) unauth_attrs.write(writer, 2);
  return writer.take();
}

Bytes AuthEnvelopedData::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& inside) {
      inside.raw(RecipientHead::encode(0));
      auth_encrypted_content_info.write(inside);
      inside.raw(encode_after_content());
    });
  });
}

Bytes AuthEnvelopedData::associated_data() const {
  return auth_attrs.empty() ? Bytes{} : auth_attrs.encode_as_set();
}

}  // namespace smime::cms
