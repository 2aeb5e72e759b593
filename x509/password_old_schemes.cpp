// PBES1 (RFC 8018, 6.1) and the PKCS #12 schemes (RFC 7292, C): broken by short keys, single DES,
// RC2 or single-digest derivation. Old key files use them, so they are read; nothing chooses to
// write them.
#include "primitives/password_kdf.hpp"
#include "primitives/pkcs12_kdf.hpp"
#include "x509/password_schemes.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;
using primitives::BlockCipher;
using primitives::DigestAlgorithm;
using primitives::Pkcs12Id;

struct OldScheme {
  PasswordScheme scheme;
  ObjectIdentifier oid;
  std::string_view name;
  DigestAlgorithm digest;
  BlockCipher cipher;
  std::size_t key_size;         // octets
  unsigned effective_key_bits;  // RC2 alone
  bool is_pkcs12;
};

using enum PasswordScheme;
constexpr auto kMd5 = DigestAlgorithm::md5;
constexpr auto kSha1 = DigestAlgorithm::sha1;

// RFC 7292, C, and RFC 8018, A.3.
const OldScheme kSchemes[] = {
    {pkcs12_sha1_des_ede3_cbc, ObjectIdentifier("1.2.840.113549.1.12.1.3"),
     "pbeWithSHAAnd3-KeyTripleDES-CBC", kSha1, BlockCipher::tdes, 24, 0, true},
    {pkcs12_sha1_des_ede2_cbc, ObjectIdentifier("1.2.840.113549.1.12.1.4"),
     "pbeWithSHAAnd2-KeyTripleDES-CBC", kSha1, BlockCipher::tdes, 16, 0, true},
    {pkcs12_sha1_rc2_128, ObjectIdentifier("1.2.840.113549.1.12.1.5"), "pbeWithSHAAnd128BitRC2-CBC",
     kSha1, BlockCipher::rc2, 16, 128, true},
    {pkcs12_sha1_rc2_40, ObjectIdentifier("1.2.840.113549.1.12.1.6"), "pbewithSHAAnd40BitRC2-CBC",
     kSha1, BlockCipher::rc2, 5, 40, true},
    {pbes1_md5_des, ObjectIdentifier("1.2.840.113549.1.5.3"), "pbeWithMD5AndDES-CBC", kMd5,
     BlockCipher::des, 8, 0, false},
    {pbes1_md5_rc2, ObjectIdentifier("1.2.840.113549.1.5.6"), "pbeWithMD5AndRC2-CBC", kMd5,
     BlockCipher::rc2, 8, 64, false},
    {pbes1_sha1_des, ObjectIdentifier("1.2.840.113549.1.5.10"), "pbeWithSHA1AndDES-CBC", kSha1,
     BlockCipher::des, 8, 0, false},
    {pbes1_sha1_rc2, ObjectIdentifier("1.2.840.113549.1.5.11"), "pbeWithSHA1AndRC2-CBC", kSha1,
     BlockCipher::rc2, 8, 64, false},
};

const OldScheme* find_scheme(const ObjectIdentifier& oid) {
  for (const OldScheme& scheme : kSchemes) {
    if (scheme.oid == oid) return &scheme;
  }
  return nullptr;
}

struct Parameters {
  Bytes salt;
  std::uint32_t iterations = 0;
};

// PBEParameter and pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }
Parameters read_parameters(const OldScheme& scheme, ByteView der) {
  Reader reader(der, asn1::Rules::ber(), "pbeParameter");
  Reader fields = reader.sequence({});
  reader.finish();
  Parameters parameters;
  parameters.salt = fields.octet_string("salt");
  if (!scheme.is_pkcs12 && parameters.salt.size() != 8) {
    throw fields.error(ErrorKind::malformed,
                       "a salt of " + std::to_string(parameters.salt.size()) + " octets",
                       "PBES1 has 8", "RFC 8018, A.3");
  }
  const Integer count = fields.integer("iterations");
  fields.finish();
  if (count < 1) {
    throw fields.error(ErrorKind::malformed, "an iteration count of " + count.str(),
                       "it is 1 or more", "RFC 8018, A.3");
  }
  if (count > primitives::kMostIterations) {
    throw fields.error(ErrorKind::limit_exceeded, "an iteration count of " + count.str(),
                       "at most 10,000,000 are done here", "RFC 8018, 4.2");
  }
  parameters.iterations = static_cast<std::uint32_t>(count);
  return parameters;
}

// RFC 7292, B.2: key and IV are derived apart, by their ID octets.
KeyedCbc pkcs12_key(const OldScheme& scheme, const Parameters& parameters, const Secret& password,
                    Pkcs12PasswordForm form) {
  const Secret octets_of_password = pkcs12_password_octets(password, form);
  const auto derive = [&](Pkcs12Id id, std::size_t octets) {
    return primitives::pkcs12_kdf(scheme.digest, id, octets_of_password.view(), parameters.salt,
                                  parameters.iterations, octets);
  };
  return {scheme.cipher, derive(Pkcs12Id::key, scheme.key_size),
          primitives::to_bytes(derive(Pkcs12Id::iv, 8).view()), scheme.effective_key_bits};
}

KeyedCbc pbes1_key(const OldScheme& scheme, const Parameters& parameters, const Secret& password) {
  // Step 2: PBKDF1 gives 16 octets.
  const Secret derived = primitives::pbkdf1(scheme.digest, password.view(), parameters.salt,
                                            parameters.iterations, 16);
  // Step 3: the first 8 are the key, the last 8 the IV.
  return {scheme.cipher, Secret(derived.view().first(8)),
          primitives::to_bytes(derived.view().last(8)), scheme.effective_key_bits};
}

const OldScheme& scheme_of(const AlgorithmIdentifier& algorithm) {
  if (const OldScheme* scheme = find_scheme(algorithm.algorithm)) return *scheme;
  throw Error(
      ErrorKind::unsupported_algorithm, "the password scheme " + algorithm.algorithm.dotted(),
      "PBES2, PBES1 and the PKCS #12 schemes with DES and RC2 are implemented", "RFC 8018, 6");
}

}  // namespace

bool is_old_password_scheme(const ObjectIdentifier& algorithm) {
  return find_scheme(algorithm) != nullptr;
}

KeyedCbc old_scheme_key(const AlgorithmIdentifier& algorithm, const Secret& password,
                        Pkcs12PasswordForm form) {
  const OldScheme& scheme = scheme_of(algorithm);
  const Parameters parameters = read_parameters(scheme, algorithm.parameters);
  return scheme.is_pkcs12 ? pkcs12_key(scheme, parameters, password, form)
                          : pbes1_key(scheme, parameters, password);
}

std::uint64_t old_scheme_iterations(const AlgorithmIdentifier& algorithm) {
  return read_parameters(scheme_of(algorithm), algorithm.parameters).iterations;
}

AlgorithmIdentifier old_scheme_identifier(const PasswordEncryption& how, RandomSource& random) {
  for (const OldScheme& scheme : kSchemes) {
    if (scheme.scheme != how.scheme) continue;
    const Bytes salt = random.bytes(8);
    return {scheme.oid, asn1::encode([&](Writer& writer) {
              writer.sequence([&](Writer& fields) {
                fields.octet_string(salt);
                fields.integer(Integer(how.iterations));
              });
            })};
  }
  throw Error(ErrorKind::invalid_argument, "a scheme without a name", "one of PasswordScheme");
}

std::string_view old_scheme_name(const ObjectIdentifier& algorithm) {
  const OldScheme* scheme = find_scheme(algorithm);
  return scheme == nullptr ? "" : scheme->name;
}

}  // namespace smime::x509
