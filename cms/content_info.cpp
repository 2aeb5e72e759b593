// ContentInfo (RFC 5652, 3).
#include "cms/content_info.hpp"

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"

namespace smime::cms {

ContentInfo ContentInfo::decode(ByteView encoding, asn1::Rules rules) {
  asn1::Reader reader(encoding, rules);
  asn1::Reader info = reader.sequence("contentInfo");
  ContentInfo result;
  result.content_type = info.object_identifier("contentType");
  asn1::Reader content = info.context(0, "content");
  result.content = primitives::to_bytes(content.any());
  content.finish();
  info.finish();
  reader.finish();
  return result;
}

Bytes ContentInfo::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& info) {
      info.object_identifier(content_type);
      info.context(0, [&](asn1::Writer& inside) { inside.raw(content); });
    });
  });
}

std::string content_type_name(const asn1::ObjectIdentifier& type) {
  if (type == id_data) return "data";
  if (type == id_signedData) return "signed-data";
  if (type == id_envelopedData) return "enveloped-data";
  if (type == id_digestedData) return "digested-data";
  if (type == id_encryptedData) return "encrypted-data";
  if (type == id_ct_receipt) return "receipt";
  if (type == id_ct_authData) return "authenticated-data";
  if (type == id_ct_compressedData) return "compressed-data";
  if (type == id_ct_authEnvelopedData) return "auth-enveloped-data";
  return type.dotted();
}

asn1::ObjectIdentifier enter_content_info(asn1::StreamReader& stream) {
  stream.enter(asn1::kSequence, "contentInfo");
  auto type = stream.value(
      {}, [](asn1::Reader& reader) { return reader.object_identifier("contentType"); });
  stream.enter(asn1::context(0), "content");
  return type;
}

void leave_content_info(asn1::StreamReader& stream) {
  stream.leave();
  stream.leave();
  stream.finish();
}

void enter_content_info(asn1::StreamReader& stream, const asn1::ObjectIdentifier& due) {
  const auto found = enter_content_info(stream);
  if (found == due) return;
  throw stream.error(ErrorKind::malformed, "content of type " + content_type_name(found),
                     content_type_name(due) + " is due", "RFC 5652, 3");
}

std::vector<asn1::StreamLevel> content_info_levels(const asn1::ObjectIdentifier& content_type) {
  const Bytes type =
      asn1::encode([&](asn1::Writer& writer) { writer.object_identifier(content_type); });
  return {{asn1::kSequence, type, 0}, {asn1::context(0), {}, 0}};
}

Bytes decode_data(ByteView content) {
  asn1::Reader reader(content, asn1::Rules::ber(), "data");
  Bytes octets = reader.octet_string({});
  reader.finish();
  return octets;
}

}  // namespace smime::cms
