// The six digests, and the compression that each runs on, for tests over all of them.
#pragma once

#include <string>

#include "primitives/digest.hpp"

namespace smime::tests {

inline constexpr DigestAlgorithm kDigests[] = {DigestAlgorithm::md5,    DigestAlgorithm::sha1,
                                               DigestAlgorithm::sha224, DigestAlgorithm::sha256,
                                               DigestAlgorithm::sha384, DigestAlgorithm::sha512};

/// The primitive that `on_every_implementation` knows: SHA-224 is SHA-256's with another start.
inline std::string compression(DigestAlgorithm algorithm) {
  if (algorithm == DigestAlgorithm::sha224) return "sha256";
  if (algorithm == DigestAlgorithm::sha384) return "sha512";
  return std::string(primitives::to_string(algorithm));
}

}  // namespace smime::tests
