// The frame that certificates, requests and CRLs share: what is signed, an algorithm, a signature
// (RFC 5280, 4.1.1 and 5.1.1; RFC 2986, 4.2).
#include "x509/signed_object.hpp"

namespace smime::x509 {

ByteView read_whole_octets(asn1::Reader& reader, std::string_view name) {
  const ByteView contents = reader.element(asn1::kBitString, name).contents;
  if (contents.empty() || contents[0] != 0) {
    throw reader.error(ErrorKind::malformed,
                       contents.empty() ? "a BIT STRING without octets"
                                        : std::to_string(contents[0]) + " unused bits",
                       "a " + std::string(name) + " is whole octets", "RFC 5280, 4.1.1.3");
  }
  return contents.subspan(1);
}

void read_signature_fields(asn1::Reader& fields, std::string_view signature_name,
                           SignedObject& object) {
  object.signature_algorithm = AlgorithmIdentifier::read(fields, "signatureAlgorithm");
  object.signature_value = read_whole_octets(fields, signature_name);
  fields.finish();
}

Bytes write_signed_object(ByteView tbs, const AlgorithmIdentifier& algorithm, ByteView signature) {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      fields.raw(tbs);
      algorithm.write(fields);
      fields.bit_string(signature);
    });
  });
}

}  // namespace smime::x509
