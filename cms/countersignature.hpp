// Reading and verifying countersignatures (RFC 5652, 11.4): signatures over another signer's
// signature.
#pragma once

#include <vector>

#include "cms/signature_verifier.hpp"

namespace smime::cms {

/// How many countersignatures of one signer are looked at, and how deep they may stand upon each
/// other.
inline constexpr std::size_t kMostCountersignatures = 16;
inline constexpr std::size_t kMostCountersignatureLevels = 4;

/// The countersignatures of a signer, in their order.
/// @throws Error (malformed)
std::vector<SignerInfo> countersignatures(const SignerInfo& info);

/// Verifies them, each by itself; countersignatures of countersignatures are asked for in turn.
std::vector<SignerResult> verify_countersignatures(
    const SignedData& signed_data, const SignerInfo& info,
    const std::vector<x509::Certificate>& candidates = {});

}  // namespace smime::cms
