// AlgorithmIdentifier (RFC 5280, 4.1.1.2), and the digests that one names (RFC 3370, 2; RFC 5754,
// 2).
#include "x509/algorithm_identifier.hpp"

#include <utility>

namespace smime::x509 {
namespace {

using primitives::DigestAlgorithm;

constexpr std::uint8_t kNullEncoding[] = {0x05, 0x00};

}  // namespace

AlgorithmIdentifier AlgorithmIdentifier::read(asn1::Reader& reader, std::string_view name,
                                              asn1::Tag tag) {
  asn1::Reader fields = reader.inside(tag, name);
  AlgorithmIdentifier identifier;
  identifier.algorithm = fields.object_identifier("algorithm");
  if (!fields.empty()) identifier.parameters = primitives::to_bytes(fields.any("parameters"));
  fields.finish();
  return identifier;
}

void AlgorithmIdentifier::write(asn1::Writer& writer, asn1::Tag tag) const {
  writer.constructed(tag, [&](asn1::Writer& fields) {
    fields.object_identifier(algorithm);
    fields.raw(parameters);
  });
}

AlgorithmIdentifier AlgorithmIdentifier::with_null(ObjectIdentifier algorithm) {
  return {std::move(algorithm), primitives::to_bytes(ByteView(kNullEncoding))};
}

bool AlgorithmIdentifier::parameters_absent_or_null() const {
  return parameters.empty() || primitives::equal(parameters, kNullEncoding);
}

const ObjectIdentifier& digest_oid(DigestAlgorithm digest) {
  switch (digest) {
    case DigestAlgorithm::md5:
      return id_md5;
    case DigestAlgorithm::sha1:
      return id_sha1;
    case DigestAlgorithm::sha224:
      return id_sha224;
    case DigestAlgorithm::sha256:
      return id_sha256;
    case DigestAlgorithm::sha384:
      return id_sha384;
    case DigestAlgorithm::sha512:
      return id_sha512;
  }
  throw Error(ErrorKind::invalid_argument, "a digest without a name", "one of the six");
}

AlgorithmIdentifier algorithm_identifier(DigestAlgorithm digest) {
  if (digest == DigestAlgorithm::md5) return AlgorithmIdentifier::with_null(id_md5);
  return {digest_oid(digest), {}};
}

DigestAlgorithm digest_algorithm(const AlgorithmIdentifier& identifier) {
  for (const DigestAlgorithm digest :
       {DigestAlgorithm::sha256, DigestAlgorithm::sha1, DigestAlgorithm::md5,
        DigestAlgorithm::sha384, DigestAlgorithm::sha512, DigestAlgorithm::sha224}) {
    if (identifier.algorithm != digest_oid(digest)) continue;
    if (identifier.parameters_absent_or_null()) return digest;
    throw Error(ErrorKind::unsupported_algorithm, "a digest algorithm with parameters",
                "a digest has no parameters or NULL", "RFC 5754, 2");
  }
  throw Error(ErrorKind::unsupported_algorithm,
              "the digest algorithm " + identifier.algorithm.dotted(),
              "MD5, SHA-1 and SHA-2 are implemented", "RFC 8551, 2.1");
}

}  // namespace smime::x509
