// The verdict on a certificate: build candidate paths, validate each, answer with the best report.
#pragma once

#include <cstddef>
#include <vector>

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/path/trust_store.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// Which strength of algorithms is enough.
enum class Policy {
  modern,   ///< no MD5 or SHA-1 signatures, no RSA or DSA key under 2048 bits
  article,  ///< as in 1999: MD5 and SHA-1, keys from 1024 bits
  any,      ///< everything, for looking only
};

/// "modern", "article", "any"
std::string_view to_string(Policy policy);
/// @throws Error (invalid_argument)
Policy policy(std::string_view word);

/// What the end entity's key is to be used for. \standard{RFC 8550, 4.4.2 and 4.4.4}
enum class Purpose { sign, encrypt, any };

/// What the verdict depends on, beside certificate, trust and time.
struct PathOptions {
  Policy policy = Policy::modern;
  Purpose purpose = Purpose::any;
  bool require_revocation = false;      ///< an unknown revocation status is a failure
  std::size_t max_path_length = 16;     ///< certificates, the anchor included
  std::size_t max_candidate_paths = 64;
  // The inputs of RFC 5280, 6.1.1 (c), (e), (f), (g).
  std::vector<ObjectIdentifier> initial_policy_set;  ///< empty: any-policy
  bool initial_explicit_policy = false;
  bool initial_policy_mapping_inhibit = false;
  bool initial_any_policy_inhibit = false;
};

/// A verdict with its path.
struct PathResult {
  Report report;                   ///< of the path that passed, else of the one that came furthest
  std::vector<Certificate> chain;  ///< from the end entity to the anchor; as far as it was built

  bool valid() const { return report.passed(); }
};

/// Builds and validates. \standard{RFC 5280, 6.1}
/// @param candidates  certificates to build from, in any order; they are not trusted
/// @param crls        to look up revocation in
/// @param at          the moment that validity is asked for
PathResult verify_certificate(const Certificate& certificate, const TrustStore& trust,
                              const std::vector<Certificate>& candidates,
                              const std::vector<CertificateList>& crls, Time at,
                              const PathOptions& options = {});

}  // namespace smime::x509::path
