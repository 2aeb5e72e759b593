// The frame that certificates, requests and CRLs share: what is signed, an algorithm, a signature
// (RFC 5280, 4.1.1 and 5.1.1; RFC 2986, 4.2).
#pragma once

#include <string>
#include <string_view>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/public_key.hpp"

namespace smime::x509 {

/// The BIT STRING of a signature, as a view into the input. A signature is whole octets; one that
/// is not is read, and is never the right one.
struct SignatureValue {
  ByteView octets;
  unsigned unused_bits = 0;
};

/// SEQUENCE { tbs, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }, whose tbs
/// and signature are views into the input.
struct SignedObject {
  ByteView tbs;
  AlgorithmIdentifier signature_algorithm;
  SignatureValue signature;
};

/// Whether the signature is this key's over the tbs octets.
/// @throws Error (unsupported_algorithm, malformed, invalid_key)
bool verify_signed_object(const PublicKey& key, ByteView tbs, const AlgorithmIdentifier& algorithm,
                          const SignatureValue& signature);

/// Reads signatureAlgorithm and signature, then the end.
void read_signature_fields(asn1::Reader& fields, std::string_view signature_name,
                           SignedObject& object);

/// Reads the frame; `read_tbs(Reader&)` reads what is signed.
template <typename ReadTbs>
SignedObject read_signed_object(ByteView der, std::string path, std::string_view signature_name,
                                ReadTbs&& read_tbs) {
  asn1::Reader reader(der, asn1::Rules::der(), std::move(path));
  asn1::Reader fields = reader.sequence({});
  reader.finish();
  SignedObject object;
  const ByteView before = fields.rest();
  read_tbs(fields);
  object.tbs = before.first(before.size() - fields.rest().size());
  read_signature_fields(fields, signature_name, object);
  return object;
}

Bytes write_signed_object(ByteView tbs, const AlgorithmIdentifier& algorithm, ByteView signature);

}  // namespace smime::x509
