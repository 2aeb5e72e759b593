// The frame that certificates, requests and CRLs share: what is signed, an algorithm, a signature
// (RFC 5280, 4.1.1 and 5.1.1; RFC 2986, 4.2).
#include "x509/signed_object.hpp"

#include "x509/signature.hpp"

namespace smime::x509 {

namespace {

SignatureValue read_signature_value(asn1::Reader& fields, std::string_view name) {
  const ByteView contents = fields.element(asn1::kBitString, name).contents;
  if (contents.empty() || contents[0] > 7) {
    throw fields.error(ErrorKind::malformed, "a BIT STRING without a count of unused bits",
                       "its first octet counts 0 to 7 unused bits", "X.690, 8.6.2.2");
  }
  return {contents.subspan(1), contents[0]};
}

}  // namespace

void read_signature_fields(asn1::Reader& fields, std::string_view signature_name,
                           SignedObject& object) {
  object.signature_algorithm = AlgorithmIdentifier::read(fields, "signatureAlgorithm");
  object.signature = read_signature_value(fields, signature_name);
  fields.finish();
}

bool verify_signed_object(const PublicKey& key, ByteView tbs, const AlgorithmIdentifier& algorithm,
                          const SignatureValue& signature) {
  const SignatureScheme scheme = signature_scheme(algorithm);
  return signature.unused_bits == 0 && verify_signature(key, scheme, tbs, signature.octets);
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
