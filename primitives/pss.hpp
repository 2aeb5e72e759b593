// RSASSA-PSS (RFC 8017, 8.1 and 9.1): signatures with a random salt.
#pragma once

#include "primitives/digest.hpp"
#include "primitives/rsa.hpp"

namespace smime::primitives {

class RandomSource;
struct RsaPrivateKey;  // complete in rsa_private.hpp, for those who sign

/// \standard{RFC 8017, A.2.3}
struct PssOptions {
  DigestAlgorithm hash = DigestAlgorithm::sha1;
  DigestAlgorithm mgf_hash = DigestAlgorithm::sha1;
  std::size_t salt_length = 20;  ///< octets
};

/// EM = maskedDB || H || bc. \standard{RFC 8017, 9.1.1}
/// @param digest   of the message
/// @param em_bits  one less than the bits of the modulus
/// @throws Error (invalid_argument) "encoding error": too short for digest and salt
Bytes emsa_pss_encode(const PssOptions& options, ByteView digest, ByteView salt,
                      std::size_t em_bits);

/// Whether EM is a valid encoding for this digest: "consistent". \standard{RFC 8017, 9.1.2}
bool emsa_pss_verify(const PssOptions& options, ByteView digest, ByteView em, std::size_t em_bits);

/// \standard{RFC 8017, 8.1.1}
Bytes rsassa_pss_sign(const RsaPrivateKey& key, const PssOptions& options, ByteView digest,
                      RandomSource& random);

/// Whether the signature is the key's over this digest. A digest or a signature of a wrong size is
/// not. \standard{RFC 8017, 8.1.2}
/// @throws Error (invalid_key) for a key that breaks a rule
bool rsassa_pss_verify(const RsaPublicKey& key, const PssOptions& options, ByteView digest,
                       ByteView signature);

}  // namespace smime::primitives
