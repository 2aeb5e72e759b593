// The verdict on a certificate: build candidate paths, validate each, answer with the best report.
#include "x509/path/verifier.hpp"

#include <algorithm>
#include <utility>

#include "x509/path/builder.hpp"
#include "x509/path/revocation.hpp"
#include "x509/path/validation.hpp"

namespace smime::x509::path {
namespace {

// How many checks stand before the first failure: the path that came furthest explains most.
std::ptrdiff_t progress(const Report& report) {
  const auto& checks = report.checks();
  return std::ranges::find(checks, Outcome::fail, &Check::outcome) - checks.begin();
}

// Why there is no path at all: a root that nobody trusts, or an issuer that is not at hand.
PathResult no_path(const Search& search) {
  PathResult result;
  result.chain = search.longest_partial;
  const Certificate& last = result.chain.back();
  const std::string subject = last.subject().rfc4514();
  if (last.is_self_issued()) {
    result.report.fail(Reason::root_untrusted, "trust-anchor", "RFC 5280, 6.1.1 (d)", subject,
                       "the path ends in this root, which is not trusted; its SHA-256 is " +
                           last.sha256_hex() + ". Trust it only if you know it by other means");
  } else {
    result.report.fail(Reason::issuer_unknown, "trust-anchor", "RFC 5280, 6.1", subject,
                       "no certificate of its issuer " + last.issuer().rfc4514() +
                           " is at hand; ask for the issuer's certificate");
  }
  return result;
}

}  // namespace

PathResult verify_certificate(const Certificate& certificate, const TrustStore& trust,
                              const std::vector<Certificate>& candidates,
                              const std::vector<CertificateList>& crls, Time at,
                              const PathOptions& options) {
  PathResult best;
  const auto try_path = [&](const Path& path) {
    Report report = validate_path(path, at, options);
    check_revocation(report, path, crls, at, options);
    const bool passed = report.passed();
    if (passed || best.chain.empty() || progress(report) > progress(best.report)) {
      best = {std::move(report), path};
    }
    return passed;
  };
  const Search search = search_paths(certificate, trust, candidates, options, try_path);
  if (search.complete > 0) return best;
  PathResult result = no_path(search);
  if (search.budget_spent) {
    result.report.fail(Reason::limit_exceeded, "path-budget", "RFC 4158, 2.5.2",
                       certificate.subject().rfc4514(),
                       "the search ended at its limit of paths or of their length");
  }
  return result;
}

}  // namespace smime::x509::path
