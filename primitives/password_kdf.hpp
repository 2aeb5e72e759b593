// Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018).
#pragma once

#include <cstdint>

#include "primitives/digest.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// The default bound on iteration counts, so that a file cannot ask for hours.
inline constexpr std::uint64_t kMostIterations = 10'000'000;

/// Refuses an iteration count of zero (invalid_argument) or above `most` (limit_exceeded).
/// @param standard  the section that the error names
void check_iterations(std::uint64_t iterations, std::uint64_t most, const char* standard);

/// U_1 to U_c XORed together: the function F of block `index`. \standard{RFC 8018, 5.2, step 3}
Secret pbkdf2_block(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
                    std::uint32_t index);

/// DK of `octets` octets, with HMAC of `prf` as the pseudorandom function. \standard{RFC 8018, 5.2}
/// @throws Error (invalid_argument) for zero iterations or too long a key, (limit_exceeded) above
///         `most_iterations`
Secret pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations = kMostIterations);

/// DK of at most the digest's size: T_c = Hash^c(P || S). For old files alone.
/// \standard{RFC 8018, 5.1}
/// @throws Error (invalid_argument, limit_exceeded)
Secret pbkdf1(DigestAlgorithm hash, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations = kMostIterations);

}  // namespace smime::primitives
