// Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018), and PKCS #12's own (RFC 7292, appendix B).
#pragma once

#include <cstdint>
#include <string_view>

#include "primitives/digest.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// The default bound on iteration counts, so that a file cannot ask for hours.
inline constexpr std::uint64_t kMostIterations = 10'000'000;

/// U_1 to U_c XORed together: the function F of block `index`. \standard{RFC 8018, 5.2, step 3}
Secret pbkdf2_block(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
                    std::uint32_t index);

/// DK of `octets` octets, with HMAC of `prf` as the pseudorandom function. \standard{RFC 8018, 5.2}
/// @throws Error (invalid_argument) for zero iterations, (limit_exceeded) above `most_iterations`
Secret pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations = kMostIterations);

/// DK of at most the digest's size: T_c = Hash^c(P || S). For old files alone.
/// \standard{RFC 8018, 5.1}
/// @throws Error (invalid_argument, limit_exceeded)
Secret pbkdf1(DigestAlgorithm hash, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations = kMostIterations);

/// What PKCS #12 derives: the ID octet. \standard{RFC 7292, B.3}
enum class Pkcs12Id : std::uint8_t { key = 1, iv = 2, mac_key = 3 };

/// A password as PKCS #12 wants it: UTF-16, most significant octet first, with two zero octets
/// behind it. \standard{RFC 7292, B.1}
/// @param utf8  the password; octets that are not UTF-8 are taken as ISO 8859-1 characters
Secret pkcs12_password(std::string_view utf8);

/// `octets` octets by PKCS #12's derivation. \standard{RFC 7292, B.2}
/// @param password  as `pkcs12_password` makes it; empty for a missing password
/// @throws Error (invalid_argument, limit_exceeded)
Secret pkcs12_kdf(DigestAlgorithm hash, Pkcs12Id id, ByteView password, ByteView salt,
                  std::uint64_t iterations, std::size_t octets,
                  std::uint64_t most_iterations = kMostIterations);

}  // namespace smime::primitives
