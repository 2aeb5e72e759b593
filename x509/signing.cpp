// Making a signature with a private key (RFC 8017, 8; FIPS 186-4, 4.6).
#include "x509/signing.hpp"

#include "primitives/dsa_signing.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "x509/dsa_signature.hpp"
#include "x509/signature.hpp"

namespace smime::x509 {

SignatureScheme default_scheme(const PrivateKey& key, primitives::DigestAlgorithm digest) {
  switch (key.type()) {
    case KeyType::dsa:
      return SignatureScheme::dsa(digest);
    case KeyType::rsassa_pss:
      if (const auto own = key.pss_parameters()) {
        return {SignatureAlgorithm::rsassa_pss, own->hash_algorithm, own};
      }
      return SignatureScheme::rsassa_pss(digest);
    default:
      return SignatureScheme::pkcs1_v1_5(digest);
  }
}

Bytes sign_digest(const PrivateKey& key, const SignatureScheme& scheme, ByteView digest,
                  RandomSource& random) {
  if (!key_suits_scheme(key.public_key(), scheme)) {
    throw Error(ErrorKind::invalid_argument,
                "a key of type " + std::string(to_string(key.type())) + " for " + scheme.name(),
                "key and scheme fit together", "RFC 4055, 3.3");
  }
  switch (scheme.algorithm) {
    case SignatureAlgorithm::rsassa_pkcs1_v1_5:
      return primitives::rsassa_pkcs1_v1_5_sign(key.rsa_key(), scheme.digest, digest, random);
    case SignatureAlgorithm::rsassa_pss: {
      const PssParameters pss = scheme.pss.value_or(PssParameters::of(scheme.digest));
      return primitives::rsassa_pss_sign(
          key.rsa_key(), {pss.hash_algorithm, pss.mask_hash_algorithm, pss.salt_length}, digest,
          random);
    }
    case SignatureAlgorithm::dsa:
      return encode_dsa_signature(primitives::dsa_sign(key.dsa_key(), digest, random));
  }
  throw Error(ErrorKind::invalid_argument, "a scheme without a name", "one of the three");
}

Bytes sign(const PrivateKey& key, const SignatureScheme& scheme, ByteView message,
           RandomSource& random) {
  return sign_digest(key, scheme, primitives::digest(scheme.digest, message), random);
}

}  // namespace smime::x509
