// Keys from passwords as PKCS #12 derives them (RFC 7292, appendix B). For old files alone: the
// standard itself sends new ones to PBKDF2.
#pragma once

#include <cstdint>
#include <string_view>

#include "primitives/digest.hpp"
#include "primitives/password_kdf.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// What PKCS #12 derives: the ID octet. \standard{RFC 7292, B.3}
enum class Pkcs12Id : std::uint8_t { key = 1, iv = 2, mac_key = 3 };

/// A password as PKCS #12 wants it: UTF-16, most significant octet first, with two zero octets
/// behind it. \standard{RFC 7292, B.1}
/// @param utf8  the password; octets that are not UTF-8 are taken as ISO 8859-1 characters
Secret pkcs12_password(std::string_view utf8);

/// The diversifier D: a block (64 or 128 octets) of the ID octet. \standard{RFC 7292, B.2, step 1}
Bytes pkcs12_diversifier(DigestAlgorithm hash, Pkcs12Id id);

/// I: the salt and then the password, each repeated to whole blocks; nothing of an empty one.
/// \standard{RFC 7292, B.2, steps 2 to 4}
Secret pkcs12_input(DigestAlgorithm hash, ByteView password, ByteView salt);

/// A_i: the digest of D || I, digested again until there are `iterations` digests.
/// \standard{RFC 7292, B.2, step 6 A}
Secret pkcs12_block(DigestAlgorithm hash, ByteView D, ByteView I, std::uint64_t iterations);

/// Adds to each block of I, as a number, the block B of repeated A_i and 1.
/// \standard{RFC 7292, B.2, steps 6 B and 6 C}
/// @throws Error (invalid_argument) where A is no digest
void pkcs12_advance(DigestAlgorithm hash, MutableByteView I, ByteView A);

/// `octets` octets by PKCS #12's derivation. \standard{RFC 7292, B.2}
/// @param password  as `pkcs12_password` makes it; empty for a missing password
/// @throws Error (invalid_argument) for zero iterations, (limit_exceeded) above `most_iterations`
Secret pkcs12_kdf(DigestAlgorithm hash, Pkcs12Id id, ByteView password, ByteView salt,
                  std::uint64_t iterations, std::size_t octets,
                  std::uint64_t most_iterations = kMostIterations);

}  // namespace smime::primitives
