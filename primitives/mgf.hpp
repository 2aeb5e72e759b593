// MGF1 (RFC 8017, B.2.1): a mask of any length from a seed and a digest.
#pragma once

#include "primitives/digest.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// Digests of the seed and a counter, one after the other, `mask_len` octets of them.
/// \standard{RFC 8017, B.2.1}
Secret mgf1(DigestAlgorithm hash, ByteView mgf_seed, std::size_t mask_len);

/// `out` XOR MGF1(seed), in place.
void apply_mgf1(DigestAlgorithm hash, ByteView mgf_seed, MutableByteView out);

}  // namespace smime::primitives
