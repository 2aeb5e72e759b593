// Signature algorithms and their identifiers: RSASSA-PKCS1-v1_5, RSASSA-PSS (RFC 4055) and DSA.
#include "x509/signature_scheme.hpp"

#include <limits>

namespace smime::x509 {
namespace {

using primitives::DigestAlgorithm;

struct Row {
  const ObjectIdentifier& oid;
  SignatureAlgorithm algorithm;
  DigestAlgorithm digest;
};

// Each identifier that names key type and digest at once; the first of a kind is the one written.
const Row kTable[] = {
    {sha256WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha256},
    {sha384WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha384},
    {sha512WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha512},
    {sha224WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha224},
    {sha1WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha1},
    {sha1WithRSASignature, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::sha1},
    {md5WithRSAEncryption, SignatureAlgorithm::rsassa_pkcs1_v1_5, DigestAlgorithm::md5},
    {id_dsa_with_sha1, SignatureAlgorithm::dsa, DigestAlgorithm::sha1},
    {id_dsa_with_sha224, SignatureAlgorithm::dsa, DigestAlgorithm::sha224},
    {id_dsa_with_sha256, SignatureAlgorithm::dsa, DigestAlgorithm::sha256},
};

[[noreturn]] void unsupported(const std::string& found) {
  throw Error(ErrorKind::unsupported_algorithm, found,
              "RSASSA-PKCS1-v1_5, RSASSA-PSS and DSA are implemented", "RFC 8551, 2.2");
}

SignatureScheme pss_scheme(const AlgorithmIdentifier& identifier) {
  if (identifier.parameters.empty()) {
    throw Error(ErrorKind::malformed, "id-RSASSA-PSS without parameters",
                "a signature's identifier carries RSASSA-PSS-params", "RFC 4055, 3.1");
  }
  const PssParameters parameters = PssParameters::decode(identifier.parameters);
  return {SignatureAlgorithm::rsassa_pss, parameters.hash_algorithm, parameters};
}

DigestAlgorithm read_hash(asn1::Reader field, std::string_view name) {
  const AlgorithmIdentifier hash = AlgorithmIdentifier::read(field, name);
  field.finish();
  return digest_algorithm(hash);
}

DigestAlgorithm read_mask_hash(asn1::Reader field) {
  const AlgorithmIdentifier mask = AlgorithmIdentifier::read(field, "maskGenAlgorithm");
  field.finish();
  if (mask.algorithm != id_mgf1) unsupported("the mask function " + mask.algorithm.dotted());
  asn1::Reader parameters(mask.parameters, asn1::Rules::der(), "maskGenAlgorithm.parameters");
  const AlgorithmIdentifier hash = AlgorithmIdentifier::read(parameters, "hash");
  parameters.finish();
  return digest_algorithm(hash);
}

// RFC 4055, 2.1: identifiers within RSASSA-PSS-params carry NULL.
AlgorithmIdentifier with_null(DigestAlgorithm digest) {
  return AlgorithmIdentifier::with_null(digest_oid(digest));
}

}  // namespace

std::string_view to_string(SignatureAlgorithm algorithm) {
  constexpr std::string_view names[] = {"rsassa-pkcs1-v1_5", "rsassa-pss", "dsa"};
  return names[static_cast<std::size_t>(algorithm)];
}

PssParameters PssParameters::of(DigestAlgorithm digest) {
  return {digest, digest, primitives::digest_size(digest)};
}

PssParameters PssParameters::decode(ByteView der) {
  PssParameters parameters;
  asn1::Reader reader(der, asn1::Rules::der(), "RSASSA-PSS-params");
  asn1::Reader fields = reader.sequence({});
  reader.finish();
  if (auto field = fields.optional_context(0, "hashAlgorithm")) {
    parameters.hash_algorithm = read_hash(*field, {});
  }
  if (auto field = fields.optional_context(1, "maskGenAlgorithm")) {
    parameters.mask_hash_algorithm = read_mask_hash(*field);
  }
  if (auto field = fields.optional_context(2, "saltLength")) {
    parameters.salt_length = static_cast<std::size_t>(field->small_integer({}, 0, 2048));
    field->finish();
  }
  if (auto field = fields.optional_context(3, "trailerField")) {
    field->small_integer({}, 1, 1);
    field->finish();
  }
  fields.finish();
  return parameters;
}

Bytes PssParameters::encode() const {
  const PssParameters defaults;
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      if (hash_algorithm != defaults.hash_algorithm) {
        fields.context(0, [&](asn1::Writer& w) { with_null(hash_algorithm).write(w); });
      }
      if (mask_hash_algorithm != defaults.mask_hash_algorithm) {
        const Bytes hash =
            asn1::encode([&](asn1::Writer& w) { with_null(mask_hash_algorithm).write(w); });
        fields.context(1, [&](asn1::Writer& w) { AlgorithmIdentifier{id_mgf1, hash}.write(w); });
      }
      if (salt_length != defaults.salt_length) {
        fields.context(2, [&](asn1::Writer& w) { w.integer(Integer(salt_length)); });
      }
    });
  });
}

SignatureScheme SignatureScheme::pkcs1_v1_5(DigestAlgorithm digest) {
  return {SignatureAlgorithm::rsassa_pkcs1_v1_5, digest, std::nullopt};
}

SignatureScheme SignatureScheme::rsassa_pss(DigestAlgorithm digest) {
  return {SignatureAlgorithm::rsassa_pss, digest, PssParameters::of(digest)};
}

SignatureScheme SignatureScheme::dsa(DigestAlgorithm digest) {
  return {SignatureAlgorithm::dsa, digest, std::nullopt};
}

std::string SignatureScheme::name() const {
  return std::string(to_string(algorithm)) + " with " + std::string(to_string(digest));
}

SignatureScheme signature_scheme(const AlgorithmIdentifier& identifier) {
  if (identifier.algorithm == id_RSASSA_PSS) return pss_scheme(identifier);
  for (const Row& row : kTable) {
    if (row.oid != identifier.algorithm) continue;
    if (identifier.parameters_absent_or_null()) return {row.algorithm, row.digest, std::nullopt};
    throw Error(ErrorKind::malformed, "a signature algorithm with parameters",
                "RSASSA-PKCS1-v1_5 has NULL and DSA has none", "RFC 3279, 2.2");
  }
  unsupported("the signature algorithm " + identifier.algorithm.dotted());
}

SignatureScheme signature_scheme(const AlgorithmIdentifier& identifier, DigestAlgorithm digest) {
  if (identifier.algorithm == rsaEncryption) return SignatureScheme::pkcs1_v1_5(digest);
  if (identifier.algorithm == id_dsa) return SignatureScheme::dsa(digest);
  const SignatureScheme scheme = signature_scheme(identifier);
  if (scheme.digest != digest) {
    unsupported(std::string(to_string(digest)) + " beside a signature of " + scheme.name());
  }
  return scheme;
}

AlgorithmIdentifier algorithm_identifier(const SignatureScheme& scheme) {
  if (scheme.algorithm == SignatureAlgorithm::rsassa_pss) {
    return {id_RSASSA_PSS, scheme.pss.value_or(PssParameters::of(scheme.digest)).encode()};
  }
  for (const Row& row : kTable) {
    if (row.algorithm != scheme.algorithm || row.digest != scheme.digest) continue;
    // RFC 3279, 2.2.1 and 2.2.2: NULL for RSA, absent for DSA.
    if (scheme.algorithm == SignatureAlgorithm::dsa) return {row.oid, {}};
    return AlgorithmIdentifier::with_null(row.oid);
  }
  unsupported(scheme.name());
}

}  // namespace smime::x509
