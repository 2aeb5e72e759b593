// RSAES-PKCS1-v1_5 (RFC 8017, 7.2): how session keys are wrapped in nearly all mail.
#pragma once

#include "primitives/random.hpp"
#include "primitives/rsa_private.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// EM = 00 02 PS 00 M, PS of at least eight nonzero random octets. \standard{RFC 8017, 7.2.1, step
/// 2}
/// @throws Error (invalid_argument) "message too long"
Secret eme_pkcs1_v1_5_encode(ByteView message, std::size_t k, RandomSource& random);

/// \standard{RFC 8017, 7.2.1}
Bytes rsaes_pkcs1_v1_5_encrypt(const RsaPublicKey& key, ByteView message, RandomSource& random);

/// What removing the padding found, without a branch on it.
struct DecodedPadding {
  std::uint32_t valid = 0;    ///< all ones where the padding is right, else zero
  std::size_t separator = 0;  ///< index of the zero octet behind PS; secret
};

/// Reads EM in time and memory accesses that depend on its size alone.
/// \standard{RFC 8017, 7.2.2, step 3}
/// @param em  at least 11 octets
DecodedPadding eme_pkcs1_v1_5_decode_ct(ByteView em);

/// Decrypts and says why not: for the lesson and for keys that nobody attacks. A program that
/// answers strangers with this is an oracle. \standard{RFC 8017, 7.2.2}
/// @throws Error (decryption_failed)
Secret rsaes_pkcs1_v1_5_decrypt(const RsaPrivateKey& key, ByteView ciphertext,
                                RandomSource& random);

/// Decrypts a message of known size, or gives random octets of that size, with the same
/// instructions either way: the caller learns of a failure only when the key does not fit.
/// \standard{RFC 8017, 7.2.2, note} \standard{RFC 3218, 2.3.2}
/// @throws Error (invalid_argument) where the ciphertext is not as long as the modulus or
///         `expected` does not fit: both are public
Secret rsaes_pkcs1_v1_5_decrypt_or_random(const RsaPrivateKey& key, ByteView ciphertext,
                                          std::size_t expected, RandomSource& random);

/// The choice of the function above: M from `em` where its padding is right and it has the size of
/// `fallback`, else `fallback`.
/// @throws Error (invalid_argument) where `em` is too short for a message of that size
Secret message_or_fallback_ct(ByteView em, const Secret& fallback);

}  // namespace smime::primitives
