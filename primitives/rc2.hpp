// RC2 as RFC 2268 describes it: key expansion to any effective length, mixing and mashing rounds.
//
// RC2 is obsolete, and with 40 effective key bits broken by mere search. It stands here to read old
// mail.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::rc2 {

inline constexpr std::size_t kBlockSize = 8;  ///< octets

/// R[0], ..., R[3]: the block as four 16-bit words, low-order octet first. \standard{RFC 2268, 1.1}
using Words = std::array<std::uint16_t, 4>;

/// K[0], ..., K[63]. \standard{RFC 2268, 2}
using ExpandedKey = std::array<std::uint16_t, 64>;

/// PITABLE, a permutation of the octets made from the digits of pi. \standard{RFC 2268, 2}
extern const std::array<std::uint8_t, 256> kPiTable;

/// The mask TM for an effective key length of T1 bits. \standard{RFC 2268, 2}
std::uint8_t effective_mask(unsigned t1);

/// Key expansion. \standard{RFC 2268, 2}
///
/// @param key                 T octets, 1 to 128
/// @param effective_key_bits  T1, 1 to 1024
/// @throws Error (invalid_argument) for lengths out of these ranges
ExpandedKey expand_key(ByteView key, unsigned effective_key_bits);

/// Mix up R[i] with the key word K[j]. \standard{RFC 2268, 3.1}
Words mix(Words r, std::size_t i, std::uint16_t k_j);
/// Mix up R[0] to R[3] with K[j] to K[j+3]. \standard{RFC 2268, 3.2}
Words mixing_round(Words r, const ExpandedKey& k, std::size_t j);
/// Mash R[i] with the key word that R[i-1] points at. \standard{RFC 2268, 3.3}
Words mash(Words r, std::size_t i, const ExpandedKey& k);
/// Mash R[0] to R[3]. \standard{RFC 2268, 3.4}
Words mashing_round(Words r, const ExpandedKey& k);

/// Undoes `mix`. \standard{RFC 2268, 4.1}
Words r_mix(Words r, std::size_t i, std::uint16_t k_j);
/// R-mix up R[3] to R[0] with K[j] down to K[j-3]. \standard{RFC 2268, 4.2}
Words r_mixing_round(Words r, const ExpandedKey& k, std::size_t j);
/// Undoes `mash`. \standard{RFC 2268, 4.3}
Words r_mash(Words r, std::size_t i, const ExpandedKey& k);
/// R-mash R[3] to R[0]. \standard{RFC 2268, 4.4}
Words r_mashing_round(Words r, const ExpandedKey& k);

/// The encryption operation on the words of one block. \standard{RFC 2268, 3.5}
Words encrypt(const ExpandedKey& k, Words r);
/// The decryption operation on the words of one block. \standard{RFC 2268, 4.5}
Words decrypt(const ExpandedKey& k, Words r);

/// The eight octets of a block as words, and back.
Words load_words(const std::uint8_t* block);
void store_words(std::uint8_t* block, const Words& r);

}  // namespace smime::primitives::rc2
