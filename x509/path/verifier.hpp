// The verdict on a certificate: build candidate paths, validate each, answer with the best report.
#pragma once

#include <vector>

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/path/options.hpp"
#include "x509/path/trust_store.hpp"
#include "x509/policy_extensions.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// A verdict with its path.
struct PathResult {
  Report report;                   ///< of the path that passed, else of the one that came furthest
  std::vector<Certificate> chain;  ///< from the end entity to the anchor; as far as it was built
  /// The user-constrained-policy-set with its qualifiers. \standard{RFC 5280, 6.1.6}
  std::vector<PolicyInformation> policies;

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
