// Dss-Sig-Value (RFC 3279, 2.2.2): how a DSA signature stands in a BIT STRING or OCTET STRING.
#include "x509/dsa_signature.hpp"

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"

namespace smime::x509 {

primitives::DsaSignature decode_dsa_signature(ByteView der) {
  asn1::Reader reader(der, asn1::Rules::der(), "dss-sig-value");
  asn1::Reader fields = reader.sequence({});
  reader.finish();
  primitives::DsaSignature signature;
  signature.r = fields.integer("r");
  signature.s = fields.integer("s");
  fields.finish();
  return signature;
}

Bytes encode_dsa_signature(const primitives::DsaSignature& signature) {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      fields.integer(signature.r);
      fields.integer(signature.s);
    });
  });
}

}  // namespace smime::x509
