// Building candidate paths (RFC 5280, 6.1; RFC 4158): every way from a certificate to a trust
// anchor by names, under a budget.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "x509/certificate.hpp"
#include "x509/path/options.hpp"
#include "x509/path/trust_store.hpp"

namespace smime::x509::path {

/// From the end entity to the anchor.
using Path = std::vector<Certificate>;

/// What a search came to.
struct Search {
  std::size_t complete = 0;   ///< paths that ended in an anchor
  Path longest_partial;       ///< where there was none: how far it went
  bool budget_spent = false;  ///< there may be more
};

/// Tries every simple path from `certificate` over `candidates` to an anchor of `trust`, as names
/// chain, the most promising first, until `is_good(path)` says that one is. A certificate that is
/// an anchor itself is a path of one. No key stands twice under one name in a path, so that loops
/// end. \standard{RFC 4158, 2.4 and 3}
Search search_paths(const Certificate& certificate, const TrustStore& trust,
                    const std::vector<Certificate>& candidates, const PathOptions& options,
                    const std::function<bool(const Path& path)>& is_good);

/// Whether `issuer`'s subjectKeyIdentifier is what `subject`'s authorityKeyIdentifier names; true
/// also where either is missing. A hint for the order only. \standard{RFC 5280, 4.2.1.1}
bool key_identifiers_agree(const Certificate& subject, const Certificate& issuer);

}  // namespace smime::x509::path
