// PFX (RFC 7292, 4) and its authentication code (RFC 7292, B.4; RFC 9579).
#include "cms/pkcs12/pfx.hpp"

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/object_identifiers.hpp"
#include "primitives/error.hpp"
#include "primitives/hmac.hpp"
#include "primitives/pkcs12_kdf.hpp"
#include "x509/pbkdf2_parameters.hpp"

namespace smime::cms::pkcs12 {
namespace {

using asn1::Reader;
using asn1::Writer;
using primitives::DigestAlgorithm;
using x509::AlgorithmIdentifier;

MacData read_mac_data(Reader& pfx) {
  Reader fields = pfx.sequence("macData");
  MacData data;
  Reader digest_info = fields.sequence("mac");
  data.digest_algorithm = AlgorithmIdentifier::read(digest_info, "digestAlgorithm");
  data.mac = digest_info.octet_string("digest");
  digest_info.finish();
  data.mac_salt = fields.octet_string("macSalt");
  if (!fields.empty()) {
    const Integer iterations = fields.integer("iterations");
    if (iterations < 1) {
      throw fields.error(ErrorKind::malformed, "an iteration count of " + iterations.str(),
                         "it is 1 or more", "RFC 7292, 4");
    }
    if (iterations > primitives::kMostIterations) {
      throw fields.error(ErrorKind::limit_exceeded, "an iteration count of " + iterations.str(),
                         "at most 10,000,000 are done here", "RFC 7292, 4");
    }
    data.iterations = static_cast<std::uint64_t>(iterations);
  }
  fields.finish();
  return data;
}

void write_mac_data(Writer& pfx, const MacData& data) {
  pfx.sequence([&](Writer& fields) {
    fields.sequence([&](Writer& digest_info) {
      data.digest_algorithm.write(digest_info);
      digest_info.octet_string(data.mac);
    });
    fields.octet_string(data.mac_salt);
    if (data.iterations != 1) fields.integer(Integer(data.iterations));
  });
}

/// PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }. \standard{RFC 8018, A.5}
struct Pbmac1Parameters {
  x509::Pbkdf2Parameters key_derivation_func;
  DigestAlgorithm hmac_digest;
};

DigestAlgorithm hmac_digest_of(const AlgorithmIdentifier& scheme) {
  // \standard{RFC 8018, B.1.2 and C}
  static const std::pair<ObjectIdentifier, DigestAlgorithm> known[] = {
      {ObjectIdentifier("1.2.840.113549.2.7"), DigestAlgorithm::sha1},
      {ObjectIdentifier("1.2.840.113549.2.8"), DigestAlgorithm::sha224},
      {ObjectIdentifier("1.2.840.113549.2.9"), DigestAlgorithm::sha256},
      {ObjectIdentifier("1.2.840.113549.2.10"), DigestAlgorithm::sha384},
      {ObjectIdentifier("1.2.840.113549.2.11"), DigestAlgorithm::sha512}};
  for (const auto& [oid, digest] : known) {
    if (oid == scheme.algorithm) return digest;
  }
  throw Error(ErrorKind::unsupported_algorithm, "the code " + scheme.algorithm.dotted(),
              "HMAC with SHA-1 or SHA-2 is implemented", "RFC 9579, 4");
}

Pbmac1Parameters pbmac1_parameters(const AlgorithmIdentifier& identifier) {
  Reader reader(identifier.parameters, asn1::Rules::ber(), "PBMAC1-params");
  Reader fields = reader.sequence({});
  reader.finish();
  const auto derivation = AlgorithmIdentifier::read(fields, "keyDerivationFunc");
  const auto scheme = AlgorithmIdentifier::read(fields, "messageAuthScheme");
  fields.finish();
  return {x509::Pbkdf2Parameters::from(derivation), hmac_digest_of(scheme)};
}

Bytes pbmac1(const MacData& mac_data, ByteView authenticated_safe, const Secret& password) {
  const Pbmac1Parameters parameters = pbmac1_parameters(mac_data.digest_algorithm);
  const auto& derivation = parameters.key_derivation_func;
  if (!derivation.key_length) {
    throw Error(ErrorKind::malformed, "no keyLength", "PBMAC1 in PKCS #12 says it", "RFC 9579, 4");
  }
  if (*derivation.key_length < 20 || *derivation.key_length > 64) {
    throw Error(ErrorKind::malformed,
                "a key of " + std::to_string(*derivation.key_length) + " octets",
                "it has 20 at least, and 64 are the longest digest's", "RFC 9579, 4");
  }
  const Secret key = derivation.derive(password, *derivation.key_length);
  return primitives::hmac(parameters.hmac_digest, key.view(), authenticated_safe);
}

}  // namespace

Pfx Pfx::decode(ByteView encoding) {
  Reader reader(encoding, asn1::Rules::ber(), "pfx");
  Reader fields = reader.sequence({});
  Pfx pfx;
  const Integer version = fields.integer("version");
  if (version != 3) {
    throw fields.error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a PKCS #12 file is of version v3 (3)", "RFC 7292, 4");
  }
  pfx.auth_safe = ContentInfo::decode(fields.any("authSafe"));
  if (!fields.empty()) pfx.mac_data = read_mac_data(fields);
  fields.finish();
  reader.finish();
  return pfx;
}

Bytes Pfx::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.integer(3);
      fields.raw(auth_safe.encode());
      if (mac_data) write_mac_data(fields, *mac_data);
    });
  });
}

Bytes password_mac(const MacData& mac_data, ByteView authenticated_safe, const Secret& password,
                   x509::Pkcs12PasswordForm form) {
  if (mac_data.digest_algorithm.algorithm == id_PBMAC1) {
    return pbmac1(mac_data, authenticated_safe, password);
  }
  const DigestAlgorithm digest = x509::digest_algorithm(mac_data.digest_algorithm);
  const Secret octets = x509::pkcs12_password_octets(password, form);
  const Secret key =
      primitives::pkcs12_kdf(digest, primitives::Pkcs12Id::mac_key, octets.view(),
                             mac_data.mac_salt, mac_data.iterations, digest_size(digest));
  return primitives::hmac(digest, key.view(), authenticated_safe);
}

std::uint64_t mac_iterations(const MacData& mac_data) {
  if (mac_data.digest_algorithm.algorithm != id_PBMAC1) return mac_data.iterations;
  return pbmac1_parameters(mac_data.digest_algorithm).key_derivation_func.iteration_count;
}

MacData make_mac(DigestAlgorithm digest, std::uint64_t iterations, ByteView authenticated_safe,
                 const Secret& password, RandomSource& random) {
  MacData data;
  data.digest_algorithm = x509::algorithm_identifier(digest);
  data.mac_salt = random.bytes(16);
  data.iterations = iterations;
  data.mac = password_mac(data, authenticated_safe, password, x509::Pkcs12PasswordForm::text);
  return data;
}

MacData make_pbmac1(std::uint32_t iterations, ByteView authenticated_safe, const Secret& password,
                    RandomSource& random) {
  x509::Pbkdf2Parameters derivation;
  derivation.salt = random.bytes(16);
  derivation.iteration_count = iterations;
  derivation.key_length = digest_size(DigestAlgorithm::sha256);
  MacData data;
  data.digest_algorithm = {id_PBMAC1, asn1::encode([&](Writer& writer) {
                             writer.sequence([&](Writer& fields) {
                               derivation.identifier().write(fields);
                               AlgorithmIdentifier::with_null(id_hmacWithSHA256).write(fields);
                             });
                           })};
  // The salt and the count of MacData itself are not used. \standard{RFC 9579, 4}
  data.mac_salt = random.bytes(8);
  data.mac = password_mac(data, authenticated_safe, password, x509::Pkcs12PasswordForm::text);
  return data;
}

}  // namespace smime::cms::pkcs12
