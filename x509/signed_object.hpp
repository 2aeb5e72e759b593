// The frame that certificates, requests and CRLs share: what is signed, an algorithm, a signature
// (RFC 5280, 4.1.1 and 5.1.1; RFC 2986, 4.2).
#pragma once

#include <string>
#include <string_view>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::x509 {

/// SEQUENCE { tbs, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }, whose tbs
/// and signature are views into the input.
struct SignedObject {
  ByteView tbs;
  AlgorithmIdentifier signature_algorithm;
  ByteView signature_value;
};

/// The octets of a BIT STRING that must fill them, as signatures and public keys do.
/// @throws Error (malformed) for unused bits
ByteView read_whole_octets(asn1::Reader& reader, std::string_view name);

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
