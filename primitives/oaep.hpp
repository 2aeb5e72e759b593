// RSAES-OAEP (RFC 8017, 7.1): encryption with padding that a digest binds together.
#pragma once

#include "primitives/digest.hpp"
#include "primitives/random.hpp"
#include "primitives/rsa_private.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// \standard{RFC 8017, A.2.1}
struct OaepParameters {
  DigestAlgorithm hash = DigestAlgorithm::sha1;
  DigestAlgorithm mgf_hash = DigestAlgorithm::sha1;
  Bytes label;  ///< L, empty by default
};

/// EM = 00 || maskedSeed || maskedDB. \standard{RFC 8017, 7.1.1, step 2}
/// @throws Error (invalid_argument) "message too long"
Secret eme_oaep_encode(const OaepParameters& parameters, ByteView message, std::size_t k,
                       RandomSource& random);

/// \standard{RFC 8017, 7.1.1}
Bytes rsaes_oaep_encrypt(const RsaPublicKey& key, const OaepParameters& parameters,
                         ByteView message, RandomSource& random);

/// What unmasking found: DB, whether all of it is right, and where the message begins.
struct DecodedOaep {
  Secret db;
  std::uint32_t valid = 0;  ///< all ones or zero
  std::size_t message = 0;  ///< index into db; secret
};

/// Reads EM in time that depends on its size alone: an attacker must not learn which check failed
/// (Manger's attack). \standard{RFC 8017, 7.1.2, step 3}
/// @throws Error (invalid_argument) where EM is shorter than two digests and two octets
DecodedOaep eme_oaep_decode_ct(const OaepParameters& parameters, ByteView em);

/// \standard{RFC 8017, 7.1.2}
/// @throws Error (decryption_failed), the same whatever failed
Secret rsaes_oaep_decrypt(const RsaPrivateKey& key, const OaepParameters& parameters,
                          ByteView ciphertext, RandomSource& random);

/// Decrypts a message of known size, or gives random octets of that size.
/// @throws Error (invalid_argument) for what is public: the ciphertext's length
Secret rsaes_oaep_decrypt_or_random(const RsaPrivateKey& key, const OaepParameters& parameters,
                                    ByteView ciphertext, std::size_t expected,
                                    RandomSource& random);

}  // namespace smime::primitives
