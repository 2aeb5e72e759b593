// PBKDF2-params (RFC 8018, A.2): salt, count and pseudorandom function of a key from a password.
#include "x509/pbkdf2_parameters.hpp"

#include "primitives/password_kdf.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;
using primitives::DigestAlgorithm;

struct Prf {
  ObjectIdentifier oid;
  DigestAlgorithm digest;
};

// RFC 8018, B.1.1 and B.1.2.
const Prf kPrfs[] = {
    {ObjectIdentifier("1.2.840.113549.2.7"), DigestAlgorithm::sha1},
    {ObjectIdentifier("1.2.840.113549.2.8"), DigestAlgorithm::sha224},
    {ObjectIdentifier("1.2.840.113549.2.9"), DigestAlgorithm::sha256},
    {ObjectIdentifier("1.2.840.113549.2.10"), DigestAlgorithm::sha384},
    {ObjectIdentifier("1.2.840.113549.2.11"), DigestAlgorithm::sha512},
};

DigestAlgorithm prf_of(const AlgorithmIdentifier& identifier) {
  for (const Prf& row : kPrfs) {
    if (row.oid == identifier.algorithm && identifier.parameters_absent_or_null()) {
      return row.digest;
    }
  }
  throw Error(ErrorKind::unsupported_algorithm,
              "the pseudorandom function " + identifier.algorithm.dotted(),
              "HMAC with SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512 is implemented",
              "RFC 8018, B.1");
}

std::uint32_t read_count(Reader& fields) {
  const Integer count = fields.integer("iterationCount");
  if (count < 1) {
    throw fields.error(ErrorKind::malformed, "an iteration count of " + count.str(),
                       "it is 1 or more", "RFC 8018, A.2");
  }
  if (count > primitives::kMostIterations) {
    throw fields.error(ErrorKind::limit_exceeded, "an iteration count of " + count.str(),
                       "at most 10,000,000 are done here", "RFC 8018, 4.2");
  }
  return static_cast<std::uint32_t>(count);
}

}  // namespace

Pbkdf2Parameters Pbkdf2Parameters::from(const AlgorithmIdentifier& identifier) {
  if (identifier.algorithm != id_PBKDF2) {
    throw Error(ErrorKind::unsupported_algorithm,
                "the key derivation " + identifier.algorithm.dotted(), "PBKDF2 is implemented",
                "RFC 8018, A.4");
  }
  Reader reader(identifier.parameters, asn1::Rules::ber(), "PBKDF2-params");
  Reader fields = reader.sequence({});
  reader.finish();
  Pbkdf2Parameters parameters;
  parameters.prf = DigestAlgorithm::sha1;
  parameters.salt = fields.octet_string("salt");
  parameters.iteration_count = read_count(fields);
  if (fields.next_is(asn1::kInteger)) {
    parameters.key_length = static_cast<std::size_t>(fields.small_integer("keyLength", 1, 1024));
  }
  if (!fields.empty()) parameters.prf = prf_of(AlgorithmIdentifier::read(fields, "prf"));
  fields.finish();
  return parameters;
}

AlgorithmIdentifier Pbkdf2Parameters::identifier() const {
  const Bytes parameters = asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.octet_string(salt);
      fields.integer(Integer(iteration_count));
      if (key_length) fields.integer(Integer(*key_length));
      for (const Prf& row : kPrfs) {
        if (row.digest != prf || prf == DigestAlgorithm::sha1) continue;  // SHA-1 is the default
        AlgorithmIdentifier::with_null(row.oid).write(fields);
      }
    });
  });
  return {id_PBKDF2, parameters};
}

Secret Pbkdf2Parameters::derive(const Secret& password, std::size_t octets) const {
  if (key_length && *key_length != octets) {
    throw Error(ErrorKind::malformed, "a keyLength of " + std::to_string(*key_length),
                "the cipher's key has " + std::to_string(octets) + " octets", "RFC 8018, A.2");
  }
  return primitives::pbkdf2(prf, password.view(), salt, iteration_count, octets);
}

}  // namespace smime::x509
