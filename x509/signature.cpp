// Verifying a signature with a public key (RFC 8017, 8; FIPS 186-4, 4.7): no private key in reach.
#include "x509/signature.hpp"

#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "x509/dsa_signature.hpp"

namespace smime::x509 {
namespace {

primitives::PssOptions options(const SignatureScheme& scheme) {
  const PssParameters parameters = scheme.pss.value_or(PssParameters::of(scheme.digest));
  return {parameters.hash_algorithm, parameters.mask_hash_algorithm, parameters.salt_length};
}

bool verify_dsa(const PublicKey& key, ByteView digest, ByteView signature) {
  primitives::DsaSignature value;
  try {
    value = decode_dsa_signature(signature);
  } catch (const Error&) {
    return false;  // octets that are no signature are not the right one
  }
  return primitives::dsa_verify(key.dsa_key(), digest, value);
}

// RFC 4055, 3.3: hash and mask are the key's, and the salt is at least as long as it says.
bool suits(const PssParameters& key, const PssParameters& signature) {
  return key.hash_algorithm == signature.hash_algorithm &&
         key.mask_hash_algorithm == signature.mask_hash_algorithm &&
         key.salt_length <= signature.salt_length;
}

}  // namespace

bool key_suits_scheme(const PublicKey& key, const SignatureScheme& scheme) {
  switch (scheme.algorithm) {
    case SignatureAlgorithm::rsassa_pkcs1_v1_5:
      return key.type() == KeyType::rsa;
    case SignatureAlgorithm::dsa:
      return key.type() == KeyType::dsa;
    case SignatureAlgorithm::rsassa_pss:
      break;
  }
  if (key.type() == KeyType::rsa) return true;
  if (key.type() != KeyType::rsassa_pss) return false;
  const std::optional<PssParameters> own = key.pss_parameters();
  return !own || suits(*own, scheme.pss.value_or(PssParameters::of(scheme.digest)));
}

bool verify_signature_of_digest(const PublicKey& key, const SignatureScheme& scheme,
                                ByteView digest, ByteView signature) {
  if (!key_suits_scheme(key, scheme)) return false;
  switch (scheme.algorithm) {
    case SignatureAlgorithm::rsassa_pkcs1_v1_5:
      return primitives::rsassa_pkcs1_v1_5_verify(key.rsa_key(), scheme.digest, digest, signature);
    case SignatureAlgorithm::rsassa_pss:
      return primitives::rsassa_pss_verify(key.rsa_key(), options(scheme), digest, signature);
    case SignatureAlgorithm::dsa:
      return verify_dsa(key, digest, signature);
  }
  return false;
}

bool verify_signature(const PublicKey& key, const SignatureScheme& scheme, ByteView message,
                      ByteView signature) {
  return verify_signature_of_digest(key, scheme, primitives::digest(scheme.digest, message),
                                    signature);
}

}  // namespace smime::x509
