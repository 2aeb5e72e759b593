// Which digests and keys a policy trusts: the one place that decides what is too weak.
#pragma once

#include <string>

#include "primitives/digest.hpp"
#include "x509/path/options.hpp"
#include "x509/public_key.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// Whether signatures over this digest are trusted: SHA-2 under `modern`, every digest otherwise.
/// \standard{RFC 8551, 2.1} \standard{RFC 8551, B.1}
bool digest_is_trusted(Policy policy, primitives::DigestAlgorithm digest);

/// The fewest bits that an RSA modulus or a DSA p may have: 2048, 1024, or 0.
/// \standard{RFC 8550, 4.1 to 4.3}
std::size_t fewest_key_bits(Policy policy);

/// Whether the key is long enough. A key of unknown type is not judged here.
bool key_is_trusted(Policy policy, const PublicKey& key);

/// Adds the checks "digest-strength" and "key-strength" to a report.
void check_digest(Report& report, Policy policy, primitives::DigestAlgorithm digest,
                  const std::string& subject);
void check_key(Report& report, Policy policy, const PublicKey& key, const std::string& subject);

}  // namespace smime::x509::path
