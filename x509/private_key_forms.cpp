// The forms of private keys inside PKCS #8 and beside it: RSAPrivateKey (RFC 8017, A.1.2) and
// DSA's.
#include "x509/private_key_forms.hpp"

#include <utility>

#include "asn1/reader.hpp"
#include "primitives/modexp.hpp"
#include "x509/secret_encoding.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using primitives::DsaPrivateKey;
using primitives::RsaPrivateKey;

SecretInteger read_secret(Reader& fields, std::string_view name) {
  return SecretInteger(fields.integer(name));
}

// What keeps g^x mod p, which has to be worked out for PKCS #8, within bounds. \standard{FIPS
// 186-4, 4.2}
void check_bounds(const DsaPrivateKey& key) {
  const auto& [p, q, g] = key.parameters;
  const bool fits = primitives::bit_length(p) >= 512 && primitives::bit_length(p) <= 3072 &&
                    p % 2 == 1 && primitives::bit_length(q) <= 256 && g > 1 && g < p &&
                    key.x.value() > 0 && key.x.value() < q;
  if (fits) return;
  throw Error(ErrorKind::invalid_key, "DSA numbers out of their bounds",
              "p has 512 to 3072 bits, q at most 256, and x lies in (0, q)", "FIPS 186-4, 4.1");
}

}  // namespace

RsaPrivateKey decode_rsa_private_key(ByteView der) {
  Reader reader(der, Rules::ber(), "rsaPrivateKey");
  Reader fields = reader.sequence({});
  reader.finish();
  const Integer version = fields.integer("version");
  if (version != 0) {
    throw fields.error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a key of two primes is of version 0", "RFC 8017, A.1.2");
  }
  RsaPrivateKey key;
  key.n = fields.integer("modulus");
  key.e = fields.integer("publicExponent");
  key.d = read_secret(fields, "privateExponent");
  key.p = read_secret(fields, "prime1");
  key.q = read_secret(fields, "prime2");
  key.dP = read_secret(fields, "exponent1");
  key.dQ = read_secret(fields, "exponent2");
  key.qInv = read_secret(fields, "coefficient");
  fields.finish();
  primitives::check_private_key(key);
  return key;
}

Secret encode_rsa_private_key(const RsaPrivateKey& key) {
  const Secret version = encode_secret_integer(0);
  const Secret n = encode_secret_integer(key.n), e = encode_secret_integer(key.e);
  const Secret d = encode_secret_integer(key.d.value());
  const Secret p = encode_secret_integer(key.p.value()), q = encode_secret_integer(key.q.value());
  const Secret d_p = encode_secret_integer(key.dP.value());
  const Secret d_q = encode_secret_integer(key.dQ.value());
  const Secret q_inv = encode_secret_integer(key.qInv.value());
  return encode_secret(asn1::kSequence, {version.view(), n.view(), e.view(), d.view(), p.view(),
                                         q.view(), d_p.view(), d_q.view(), q_inv.view()});
}

DsaPrivateKey decode_dsa_private_key(ByteView parameters, ByteView der) {
  Reader reader(parameters, Rules::ber(), "dss-parms");
  Reader fields = reader.sequence({});
  reader.finish();
  DsaPrivateKey key;
  key.parameters.p = fields.integer("p");
  key.parameters.q = fields.integer("q");
  key.parameters.g = fields.integer("g");
  fields.finish();
  Reader value(der, Rules::ber(), "dsaPrivateKey");
  key.x = read_secret(value, {});
  value.finish();
  check_bounds(key);
  key.y = primitives::mod_exp_secret({key.parameters.g, key.x.value(), key.parameters.p});
  primitives::check_dsa_key(key.public_key());
  return key;
}

DsaPrivateKey decode_dsa_sequence(ByteView der) {
  Reader reader(der, Rules::ber(), "dsaPrivateKey");
  Reader fields = reader.sequence({});
  reader.finish();
  fields.small_integer("version", 0, 0);
  DsaPrivateKey key;
  key.parameters.p = fields.integer("p");
  key.parameters.q = fields.integer("q");
  key.parameters.g = fields.integer("g");
  key.y = fields.integer("y");
  key.x = read_secret(fields, "x");
  fields.finish();
  check_bounds(key);
  primitives::check_dsa_key(key.public_key());
  return key;
}

}  // namespace smime::x509
