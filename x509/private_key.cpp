// Private keys at rest: PKCS #8 (RFC 5958), plain and encrypted.
#include "x509/private_key.hpp"

#include <utility>

#include "asn1/oid_registry.hpp"
#include "primitives/dsa_signing.hpp"
#include "primitives/rsa_private.hpp"
#include "x509/private_key_forms.hpp"
#include "x509/secret_encoding.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using primitives::DsaPrivateKey;
using primitives::RsaPrivateKey;

// PKCS #8 comes in BER from some programs.
struct PrivateKeyInfo {
  AlgorithmIdentifier algorithm;
  Secret private_key;
};

PrivateKeyInfo read_info(ByteView der) {
  Reader reader(der, Rules::ber(), "privateKeyInfo");
  Reader fields = reader.sequence({});
  reader.finish();
  const Integer version = fields.integer("version");
  if (version < 0 || version > 1) {
    throw fields.error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a key is of version v1 (0) or v2 (1)", "RFC 5958, 2");
  }
  PrivateKeyInfo info;
  info.algorithm = AlgorithmIdentifier::read(fields, "privateKeyAlgorithm");
  info.private_key = Secret(fields.octet_string("privateKey"));
  if (fields.next_is(asn1::context(0))) fields.element("attributes");
  if (!fields.empty()) fields.element("publicKey");
  fields.finish();
  return info;
}

[[noreturn]] void wrong_type(KeyType type, const std::string& wanted) {
  throw Error(ErrorKind::unsupported_algorithm,
              "a private key of type " + std::string(to_string(type)), wanted + " was due",
              "RFC 5958, 2");
}

// The key of a PrivateKeyInfo.
PrivateKey key_of(const PrivateKeyInfo& info) {
  const ObjectIdentifier& algorithm = info.algorithm.algorithm;
  if (algorithm == rsaEncryption)
    return PrivateKey::rsa(decode_rsa_private_key(info.private_key.view()));
  if (algorithm == id_RSASSA_PSS) {
    std::optional<PssParameters> parameters;
    if (!info.algorithm.parameters.empty()) {
      parameters = PssParameters::decode(info.algorithm.parameters);
    }
    return PrivateKey::rsassa_pss(decode_rsa_private_key(info.private_key.view()), parameters);
  }
  if (algorithm == id_dsa) {
    return PrivateKey::dsa(
        decode_dsa_private_key(info.algorithm.parameters, info.private_key.view()));
  }
  throw Error(ErrorKind::unsupported_algorithm,
              "a private key of algorithm " + asn1::described(algorithm),
              "RSA, RSASSA-PSS and DSA are implemented", "RFC 8551, 2.2");
}

[[noreturn]] void wrong_password() {
  throw Error(ErrorKind::wrong_password, "no private key under this password",
              "the password that it was encrypted with opens it", "RFC 5958, 3");
}

// What another password decrypts has the padding by chance, once in 256 times. It then is no
// PrivateKeyInfo, whatever the reader finds wrong with it.
PrivateKeyInfo decrypt_info(const AlgorithmIdentifier& algorithm, const Secret& password,
                            ByteView encrypted_data) {
  Secret plaintext;
  try {
    plaintext = password_decrypt(algorithm, password, encrypted_data);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::decryption_failed) wrong_password();
    throw;
  }
  try {
    return read_info(plaintext.view());
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::unsupported_version) throw;
    wrong_password();
  }
}

}  // namespace

PrivateKey PrivateKey::rsa(RsaPrivateKey key) {
  PrivateKey result;
  result.type_ = KeyType::rsa;
  result.rsa_ = std::make_shared<const RsaPrivateKey>(std::move(key));
  return result;
}

PrivateKey PrivateKey::rsassa_pss(RsaPrivateKey key,
                                  const std::optional<PssParameters>& parameters) {
  PrivateKey result = rsa(std::move(key));
  result.type_ = KeyType::rsassa_pss;
  result.pss_parameters_ = parameters;
  return result;
}

PrivateKey PrivateKey::dsa(DsaPrivateKey key) {
  PrivateKey result;
  result.type_ = KeyType::dsa;
  result.dsa_ = std::make_shared<const DsaPrivateKey>(std::move(key));
  return result;
}

PrivateKey PrivateKey::from_pkcs8(ByteView der) {
  return key_of(read_info(der));
}

PrivateKey PrivateKey::from_pkcs1(ByteView der) {
  return rsa(decode_rsa_private_key(der));
}

PrivateKey PrivateKey::from_dsa_sequence(ByteView der) {
  return dsa(decode_dsa_sequence(der));
}

PrivateKey PrivateKey::from_encrypted_pkcs8(ByteView der, const Secret& password) {
  // EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData OCTET STRING }
  Reader reader(der, Rules::ber(), "encryptedPrivateKeyInfo");
  Reader fields = reader.sequence({});
  reader.finish();
  const auto algorithm = AlgorithmIdentifier::read(fields, "encryptionAlgorithm");
  const Bytes encrypted_data = fields.octet_string("encryptedData");
  fields.finish();
  return key_of(decrypt_info(algorithm, password, encrypted_data));
}

const RsaPrivateKey& PrivateKey::rsa_key() const {
  if (!rsa_) wrong_type(type_, "an RSA key");
  return *rsa_;
}

const DsaPrivateKey& PrivateKey::dsa_key() const {
  if (!dsa_) wrong_type(type_, "a DSA key");
  return *dsa_;
}

PublicKey PrivateKey::public_key() const {
  switch (type_) {
    case KeyType::rsa:
      return PublicKey::rsa(rsa_key().public_key());
    case KeyType::rsassa_pss:
      return PublicKey::rsassa_pss(rsa_key().public_key(), pss_parameters_);
    case KeyType::dsa:
      return PublicKey::dsa(dsa_key().public_key());
    case KeyType::unknown:
      break;
  }
  wrong_type(type_, "a key of a known type");
}

Secret PrivateKey::to_pkcs8() const {
  const Secret version = encode_secret_integer(0);
  const Bytes algorithm =
      asn1::encode([&](asn1::Writer& writer) { public_key().algorithm().write(writer); });
  const Secret key =
      type_ == KeyType::dsa ? encode_secret_integer(dsa_key().x.value()) : to_pkcs1();
  const Secret octets = encode_secret(asn1::kOctetString, {key.view()});
  return encode_secret(asn1::kSequence, {version.view(), algorithm, octets.view()});
}

Secret PrivateKey::to_pkcs1() const {
  return encode_rsa_private_key(rsa_key());
}

Bytes PrivateKey::to_encrypted_pkcs8(const Secret& password, const PasswordEncryption& how,
                                     RandomSource& random) const {
  const PasswordEncrypted encrypted = password_encrypt(how, password, to_pkcs8().view(), random);
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      encrypted.algorithm.write(fields);
      fields.octet_string(encrypted.encrypted_data);
    });
  });
}

}  // namespace smime::x509
