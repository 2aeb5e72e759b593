// SignerInfo (RFC 5652, 5.3): reading and writing.
#include "cms/signer_info.hpp"
#include "cms/version.hpp"

namespace smime::cms {

using asn1::Reader;
using asn1::Writer;

Bytes retagged_as_set(ByteView signed_attrs_field) {
  Bytes set = primitives::to_bytes(signed_attrs_field);
  set[0] = 0x31;
  return set;
}

SignerInfo SignerInfo::read(Reader& reader) {
  Reader fields = reader.sequence("signerInfo");
  SignerInfo info;
  info.version = read_version(fields, 5, "RFC 5652, 5.3");
  info.sid = CertificateIdentifier::read(fields, "sid");
  info.digest_algorithm = x509::AlgorithmIdentifier::read(fields, "digestAlgorithm");
  if (fields.next_is(asn1::context(0))) {
    Reader copy = fields;
    info.signed_attrs_der = retagged_as_set(copy.any("signedAttrs"));
    Reader set = fields.context(0, "signedAttrs");
    info.signed_attrs = Attributes::read_set(set);
  }
  info.signature_algorithm = x509::AlgorithmIdentifier::read(fields, "signatureAlgorithm");
  info.signature = fields.octet_string("signature");
  if (auto set = fields.optional_context(1, "unsignedAttrs")) {
    info.unsigned_attrs = Attributes::read_set(*set);
  }
  fields.finish();
  return info;
}

SignerInfo SignerInfo::decode(ByteView encoding) {
  Reader reader(encoding, asn1::Rules::ber());
  SignerInfo info = read(reader);
  reader.finish();
  return info;
}

Bytes SignerInfo::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.integer(version);
      sid.write(inside);
      digest_algorithm.write(inside);
      if (!signed_attrs_der.empty()) {
        Bytes field = signed_attrs_der;
        field[0] = 0xa0;
        inside.raw(field);
      }
      signature_algorithm.write(inside);
      inside.octet_string(signature);
      if (!unsigned_attrs.empty()) unsigned_attrs.write(inside, 1);
    });
  });
}

int required_version(const SignerInfo& signer) {
  return signer.sid.is_key_identifier() ? 3 : 1;
}

}  // namespace smime::cms
