// Galois/Counter Mode as SP 800-38D specifies it, and content enciphered by it in parts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives::gcm {

inline constexpr std::size_t kBlockSize = 16;  ///< octets

/// 128 bits; as a polynomial, the coefficient of x^0 is the highest bit of the first octet.
using Block = std::array<std::uint8_t, kBlockSize>;

/// Adds one to the number in the last 32 bits, modulo 2^32. \standard{SP 800-38D, 6.2}
Block inc32(Block x);

/// X times Y in GF(2^128), in time that does not depend on them. \standard{SP 800-38D, 6.3}
Block multiply(const Block& x, const Block& y);

/// X^n, by squaring; n is public.
Block power(const Block& x, std::uint64_t n);

/// GHASH_H(X); X is a whole number of blocks. \standard{SP 800-38D, 6.4}
/// @param y  Y_0, or where an earlier call left off
/// @throws Error (invalid_argument) where X is not a whole number of blocks
Block ghash(const Block& h, ByteView x, Block y = {});

/// GCTR_K(ICB, X), X of any length. \standard{SP 800-38D, 6.5}
Bytes gctr(const KeyedCipher& cipher, Block icb, ByteView x);

/// H = CIPH_K(0^128). \standard{SP 800-38D, 7.1, step 1}
Block hash_subkey(const KeyedCipher& cipher);

/// J_0, from an IV of any length but none. \standard{SP 800-38D, 7.1, step 2}
/// @throws Error (invalid_argument) for an empty IV
Block pre_counter_block(const Block& h, ByteView iv);

/// [len(A)]_64 || [len(C)]_64, lengths given in octets. \standard{SP 800-38D, 7.1, step 5}
Block length_block(std::uint64_t a_size, std::uint64_t c_size);

/// The octets with zeros up to a whole block: X || 0^v. \standard{SP 800-38D, 7.1, step 4}
Bytes pad_to_block(ByteView x);

/// What authenticated encryption gives.
struct Sealed {
  Bytes c;  ///< the ciphertext, as long as the plaintext
  Bytes t;  ///< the tag
};

/// GCM-AE_K(IV, P, A). \standard{SP 800-38D, 7.1}
/// @param tag_size  12 to 16 octets \standard{RFC 5084, 3.2}
/// @throws Error (invalid_argument) for an empty IV or another tag size
Sealed gcm_ae(const KeyedCipher& cipher, ByteView iv, ByteView p, ByteView a,
              std::size_t tag_size = 16);

/// GCM-AD_K(IV, C, A, T): the plaintext, and nothing of it where the tag is wrong.
/// \standard{SP 800-38D, 7.2}
/// @throws Error (decryption_failed) for a wrong tag; (invalid_argument) as `gcm_ae`
Bytes gcm_ad(const KeyedCipher& cipher, ByteView iv, ByteView c, ByteView a, ByteView t);

/// Throws Error (invalid_argument) unless a tag of that many octets may be used.
void require_tag_size(std::size_t tag_size);

}  // namespace smime::primitives::gcm
