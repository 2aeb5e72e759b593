// Attributes that speak of a content (RFC 2634, 2.7, 2.9 and 2.11).
#include "cms/ess_content.hpp"

namespace smime::cms {

ContentHints ContentHints::decode(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "contentHints");
  asn1::Reader fields = reader.sequence({});
  ContentHints hints;
  if (fields.next_is(asn1::kUtf8String)) {
    hints.content_description = fields.string("contentDescription");
  }
  hints.content_type = fields.object_identifier("contentType");
  fields.finish();
  reader.finish();
  return hints;
}

Bytes ContentHints::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      if (!content_description.empty()) fields.utf8_string(content_description);
      fields.object_identifier(content_type);
    });
  });
}

Bytes content_identifier_value(ByteView identifier) {
  return asn1::encode([&](asn1::Writer& writer) { writer.octet_string(identifier); });
}

Bytes read_content_identifier(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "contentIdentifier");
  Bytes identifier = reader.octet_string({});
  reader.finish();
  return identifier;
}

ContentReference ContentReference::decode(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "contentReference");
  asn1::Reader fields = reader.sequence({});
  ContentReference reference;
  reference.content_type = fields.object_identifier("contentType");
  reference.signed_content_identifier = fields.octet_string("signedContentIdentifier");
  reference.originator_signature_value = fields.octet_string("originatorSignatureValue");
  fields.finish();
  reader.finish();
  return reference;
}

Bytes ContentReference::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      fields.object_identifier(content_type);
      fields.octet_string(signed_content_identifier);
      fields.octet_string(originator_signature_value);
    });
  });
}

}  // namespace smime::cms
