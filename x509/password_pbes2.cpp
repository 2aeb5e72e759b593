// PBES2 (RFC 8018, 6.2): a key by PBKDF2, and a block cipher in CBC mode with its padding.
#include "x509/password_schemes.hpp"
#include "x509/pbkdf2_parameters.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;
using primitives::BlockCipher;

struct EncryptionScheme {
  ObjectIdentifier oid;
  std::string_view name;
  BlockCipher cipher;
  std::size_t key_size;  // octets
  std::size_t iv_size;
};

// RFC 8018, B.2; AES by RFC 3565, 4.1. The first four in the order of PasswordScheme.
const EncryptionScheme kSchemes[] = {
    {ObjectIdentifier("2.16.840.1.101.3.4.1.2"), "aes-128-cbc", BlockCipher::aes, 16, 16},
    {ObjectIdentifier("2.16.840.1.101.3.4.1.22"), "aes-192-cbc", BlockCipher::aes, 24, 16},
    {ObjectIdentifier("2.16.840.1.101.3.4.1.42"), "aes-256-cbc", BlockCipher::aes, 32, 16},
    {ObjectIdentifier("1.2.840.113549.3.7"), "des-ede3-cbc", BlockCipher::tdes, 24, 8},
    {ObjectIdentifier("1.3.14.3.2.7"), "des-cbc", BlockCipher::des, 8, 8},
    {ObjectIdentifier("1.2.840.113549.3.2"), "rc2-cbc", BlockCipher::rc2, 0, 8},
};

struct Parameters {
  AlgorithmIdentifier key_derivation_func;
  AlgorithmIdentifier encryption_scheme;
};

// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme AlgorithmIdentifier }
Parameters read_parameters(const AlgorithmIdentifier& algorithm) {
  Reader reader(algorithm.parameters, asn1::Rules::ber(), "PBES2-params");
  Reader fields = reader.sequence({});
  reader.finish();
  Parameters parameters;
  parameters.key_derivation_func = AlgorithmIdentifier::read(fields, "keyDerivationFunc");
  parameters.encryption_scheme = AlgorithmIdentifier::read(fields, "encryptionScheme");
  fields.finish();
  return parameters;
}

const EncryptionScheme& find_scheme(const AlgorithmIdentifier& identifier) {
  for (const EncryptionScheme& scheme : kSchemes) {
    if (scheme.oid == identifier.algorithm) return scheme;
  }
  throw Error(ErrorKind::unsupported_algorithm,
              "the encryption scheme " + identifier.algorithm.dotted(),
              "AES, Triple DES, DES and RC2 in CBC mode are implemented", "RFC 8018, B.2");
}

// RC2-CBC-Parameter ::= SEQUENCE { rc2ParameterVersion INTEGER OPTIONAL, iv OCTET STRING }
// RFC 8018, B.2.3: 160, 120 and 58 stand for 40, 64 and 128 bits; left out, it is 32.
unsigned read_rc2_version(Reader& fields) {
  if (!fields.next_is(asn1::kInteger)) return 32;
  switch (const auto version = fields.small_integer("rc2ParameterVersion", 0, 1024)) {
    case 160:
      return 40;
    case 120:
      return 64;
    case 58:
      return 128;
    default:
      if (version >= 256) return static_cast<unsigned>(version);
      throw fields.error(
          ErrorKind::unsupported_algorithm, "the RC2 version " + std::to_string(version),
          "versions 160, 120, 58 and those from 256 are implemented", "RFC 8018, B.2.3");
  }
}

void read_cipher_parameters(const EncryptionScheme& scheme, ByteView parameters, KeyedCbc& out) {
  Reader reader(parameters, asn1::Rules::ber(), "encryptionScheme.parameters");
  if (scheme.cipher == BlockCipher::rc2) {
    Reader fields = reader.sequence({});
    out.effective_key_bits = read_rc2_version(fields);
    out.iv = fields.octet_string("iv");
    fields.finish();
  } else {
    out.iv = reader.octet_string("iv");
  }
  reader.finish();
  if (out.iv.size() != scheme.iv_size) {
    throw reader.error(ErrorKind::malformed,
                       "an IV of " + std::to_string(out.iv.size()) + " octets",
                       "it is as long as a block", "RFC 8018, B.2");
  }
}

}  // namespace

KeyedCbc pbes2_key(const AlgorithmIdentifier& algorithm, const Secret& password) {
  // Step 1: salt, iteration count and the algorithms.
  const Parameters parameters = read_parameters(algorithm);
  const auto derivation = Pbkdf2Parameters::from(parameters.key_derivation_func);
  const EncryptionScheme& scheme = find_scheme(parameters.encryption_scheme);
  KeyedCbc result;
  result.cipher = scheme.cipher;
  read_cipher_parameters(scheme, parameters.encryption_scheme.parameters, result);
  // Step 2: the octets of the key; RC2 says them in keyLength.
  const std::size_t size =
      scheme.key_size > 0 ? scheme.key_size
                          : derivation.key_length.value_or((result.effective_key_bits + 7) / 8);
  // Step 3: the key.
  result.key = derivation.derive(password, size);
  return result;
}

std::uint64_t pbes2_iterations(const AlgorithmIdentifier& algorithm) {
  return Pbkdf2Parameters::from(read_parameters(algorithm).key_derivation_func).iteration_count;
}

AlgorithmIdentifier pbes2_identifier(const PasswordEncryption& how, RandomSource& random) {
  const EncryptionScheme& scheme = kSchemes[static_cast<std::size_t>(how.scheme)];
  Pbkdf2Parameters derivation;
  derivation.salt = random.bytes(16);
  derivation.iteration_count = how.iterations;
  derivation.prf = how.prf;
  const Bytes iv = random.bytes(scheme.iv_size);
  const Bytes parameters = asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      derivation.identifier().write(fields);
      const Bytes encoded_iv = asn1::encode([&](Writer& w) { w.octet_string(iv); });
      AlgorithmIdentifier{scheme.oid, encoded_iv}.write(fields);
    });
  });
  return {id_PBES2, parameters};
}

std::string pbes2_cipher_name(const AlgorithmIdentifier& algorithm) {
  const AlgorithmIdentifier scheme = read_parameters(algorithm).encryption_scheme;
  for (const EncryptionScheme& known : kSchemes) {
    if (known.oid == scheme.algorithm) return std::string(known.name);
  }
  return scheme.algorithm.dotted();
}

}  // namespace smime::x509
