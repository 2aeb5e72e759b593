// The keys inside SubjectPublicKeyInfo: RSA (RFC 8017, A.1.1; RFC 4055, 1.2) and DSA (RFC
// 3279, 2.3.2).
#include <utility>

#include "primitives/dsa.hpp"
#include "primitives/rsa.hpp"
#include "x509/public_key.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using asn1::Writer;
using primitives::DsaPublicKey;
using primitives::RsaPublicKey;

Bytes encode_info(const AlgorithmIdentifier& algorithm, ByteView key) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      algorithm.write(fields);
      fields.bit_string(key);
    });
  });
}

// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER } \standard{RFC 8017, A.1.1}
Bytes encode_rsa(const RsaPublicKey& key) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.integer(key.n);
      fields.integer(key.e);
    });
  });
}

[[noreturn]] void wrong_type(const PublicKey& key, const std::string& wanted) {
  throw Error(ErrorKind::unsupported_algorithm,
              "a key of algorithm " + key.algorithm().algorithm.dotted(), wanted + " was due",
              "RFC 5280, 4.1.2.7");
}

}  // namespace

PublicKey PublicKey::rsa(const RsaPublicKey& key) {
  return decode(encode_info(AlgorithmIdentifier::with_null(rsaEncryption), encode_rsa(key)));
}

PublicKey PublicKey::rsassa_pss(const RsaPublicKey& key,
                                const std::optional<PssParameters>& parameters) {
  return decode(
      encode_info({id_RSASSA_PSS, parameters ? parameters->encode() : Bytes{}}, encode_rsa(key)));
}

PublicKey PublicKey::dsa(const DsaPublicKey& key) {
  const Bytes parameters = asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.integer(key.parameters.p);
      fields.integer(key.parameters.q);
      fields.integer(key.parameters.g);
    });
  });
  return decode(encode_info({id_dsa, parameters},
                            asn1::encode([&](Writer& writer) { writer.integer(key.y); })));
}

RsaPublicKey PublicKey::rsa_key() const {
  if (type_ != KeyType::rsa && type_ != KeyType::rsassa_pss) wrong_type(*this, "an RSA key");
  Reader reader(subject_public_key_, Rules::der(), "rsaPublicKey");
  Reader fields = reader.sequence({});
  reader.finish();
  RsaPublicKey key;
  key.n = fields.integer("modulus");
  key.e = fields.integer("publicExponent");
  fields.finish();
  primitives::check_public_key(key);
  return key;
}

DsaPublicKey PublicKey::dsa_key() const {
  if (type_ != KeyType::dsa) wrong_type(*this, "a DSA key");
  if (inherits_parameters()) {
    throw Error(ErrorKind::not_found, "a DSA key without parameters",
                "they are inherited from the issuer's key", "RFC 3279, 2.3.2");
  }
  // Dss-Parms ::= SEQUENCE { p INTEGER, q INTEGER, g INTEGER }
  Reader reader(algorithm_.parameters, Rules::der(), "dss-parms");
  Reader fields = reader.sequence({});
  reader.finish();
  DsaPublicKey key;
  key.parameters.p = fields.integer("p");
  key.parameters.q = fields.integer("q");
  key.parameters.g = fields.integer("g");
  fields.finish();
  Reader value(subject_public_key_, Rules::der(), "dsaPublicKey");
  key.y = value.integer({});
  value.finish();
  return key;
}

}  // namespace smime::x509
