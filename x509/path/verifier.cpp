// The verdict on a certificate: build candidate paths, validate each, answer with the best report.
#include "x509/path/verifier.hpp"

#include <algorithm>
#include <utility>

#include "x509/path/builder.hpp"
#include "x509/path/revocation.hpp"
#include "x509/path/validation.hpp"

namespace smime::x509::path {
namespace {

// Bounds for one verdict: certificates tried as an unnamed signer, paths searched for CRL issuers,
// and how deep these may need each other.
constexpr std::size_t kMaxSignersTried = 16;
constexpr std::size_t kMaxCrlIssuers = 32;
constexpr std::size_t kMaxNesting = 4;

// How well a path explains a refusal. One with a signature that does not hold is a path by its
// names alone, through another key or another authority; of the rest the one that came furthest.
std::pair<bool, std::ptrdiff_t> progress(const Report& report) {
  const auto& checks = report.checks();
  const bool chained = std::ranges::none_of(checks, [](const Check& check) {
    return check.reason == Reason::certificate_signature_mismatch;
  });
  return {chained, std::ranges::find(checks, Outcome::fail, &Check::outcome) - checks.begin()};
}

// The certificate that signed another one but bears a different name than its issuer, if it is
// among the first that may have.
const Certificate* signer_of_other_name(const Certificate& certificate, const TrustStore& trust,
                                        const std::vector<Certificate>& candidates) {
  std::size_t tried = 0;
  const auto did_sign = [&](const Certificate& other) {
    if (!key_identifiers_agree(certificate, other) || ++tried > kMaxSignersTried) return false;
    try {
      return !(other.subject() == certificate.issuer()) &&
             certificate.is_signed_with(other.public_key());
    } catch (const Error&) {
      return false;
    }
  };
  const auto found = std::ranges::find_if(candidates, did_sign);
  return found != candidates.end() ? &*found : trust.find_if(did_sign);
}

/// One verdict: the searches for its path and for those of CRL issuers share what they found out.
class Verifier {
 public:
  Verifier(const TrustStore& trust, const std::vector<Certificate>& candidates,
           const std::vector<CertificateList>& crls, Time at, const PathOptions& options)
      : trust_(trust),
        candidates_(candidates),
        at_(at),
        options_(options),
        crl_issuer_options_(options_for_crl_issuers(options)),
        revocation_(crls, candidates, at, options,
                    [this](const Certificate& issuer, const Certificate& anchor) {
                      return validate_crl_issuer(issuer, anchor);
                    }) {}

  PathResult verify(const Certificate& certificate) {
    PathResult best;
    const auto try_path = [&](const Path& path) {
      Validation validation(path, at_, options_);
      validation.run();
      Report report = validation.take_report();
      revocation_.check(report, path);
      const bool passed = report.passed();
      if (passed || best.chain.empty() || progress(report) > progress(best.report)) {
        best = {std::move(report), path,
                validation.state().valid_policy_tree.constrained_policies()};
      }
      return passed;
    };
    const Search search = search_paths(certificate, trust_, candidates_, options_, try_path);
    PathResult result = search.complete > 0 ? std::move(best) : no_path(search);
    if (search.budget_spent && !result.valid()) explain_budget(result.report, certificate);
    return result;
  }

 private:
  // A CRL issuer's path is for no purpose and under no policy of the user's.
  static PathOptions options_for_crl_issuers(PathOptions options) {
    options.purpose = Purpose::any;
    options.initial_policy_set.clear();
    options.initial_explicit_policy = false;
    return options;
  }

  // RFC 5280, 6.3.3 (f). Where the status of the issuer's certificate is just being looked up, its
  // own CRL speaks of it, and that look-up decides; here its path alone does.
  std::optional<PublicKey> validate_crl_issuer(const Certificate& issuer,
                                               const Certificate& anchor) {
    if (in_progress_.size() >= kMaxNesting || ++crl_issuers_tried_ > kMaxCrlIssuers) {
      return std::nullopt;
    }
    const bool is_nested = std::ranges::find(in_progress_, issuer) != in_progress_.end();
    in_progress_.push_back(issuer);
    std::optional<PublicKey> key;
    search_paths(issuer, TrustStore({anchor}), candidates_, options_, [&](const Path& path) {
      Validation validation(path, at_, crl_issuer_options_);
      validation.run();
      Report report = validation.take_report();
      if (report.passed() && !is_nested) revocation_.check(report, path);
      if (report.passed()) key = validation.state().working_public_key;
      return key.has_value();
    });
    in_progress_.pop_back();
    return key;
  }

  // Why there is no path at all.
  PathResult no_path(const Search& search) const {
    PathResult result;
    result.chain = search.longest_partial;
    const Certificate& last = result.chain.back();
    const std::string subject = last.subject().rfc4514();
    const auto fail = [&](Reason reason, const char* rule, const char* citation,
                          std::string detail) {
      result.report.fail(reason, rule, citation, subject, std::move(detail));
    };
    if (last.is_self_issued()) {
      fail(Reason::root_untrusted, "trust-anchor", "RFC 5280, 6.1.1 (d)",
           "the path ends in this root, which is not trusted; its SHA-256 is " + last.sha256_hex() +
               ". Trust it only if you know it by other means");
    } else if (const Certificate* signer = signer_of_other_name(last, trust_, candidates_)) {
      fail(Reason::name_chaining, "name-chaining", "RFC 5280, 6.1.3 (a)(4)",
           "it names the issuer " + last.issuer().rfc4514() + ", but was signed with the key of " +
               signer->subject().rfc4514() + "; its issuer must issue it under its own name");
    } else {
      fail(Reason::issuer_unknown, "trust-anchor", "RFC 5280, 6.1",
           "no certificate of its issuer " + last.issuer().rfc4514() +
               " is at hand; ask for the issuer's certificate");
    }
    return result;
  }

  void explain_budget(Report& report, const Certificate& certificate) const {
    report.fail(Reason::limit_exceeded, "path-budget", "RFC 4158, 8.1",
                certificate.subject().rfc4514(),
                "the search ended at its limit of " + std::to_string(options_.max_candidate_paths) +
                    " paths, of " + std::to_string(options_.max_path_length) +
                    " certificates in a path, or of " + std::to_string(options_.max_certificates) +
                    " certificates looked at; give only the certificates that belong to it");
  }

  const TrustStore& trust_;
  const std::vector<Certificate>& candidates_;
  Time at_;
  const PathOptions& options_;
  PathOptions crl_issuer_options_;
  Revocation revocation_;
  std::vector<Certificate> in_progress_;  // CRL issuers, each needed for the one before
  std::size_t crl_issuers_tried_ = 0;
};

}  // namespace

PathResult verify_certificate(const Certificate& certificate, const TrustStore& trust,
                              const std::vector<Certificate>& candidates,
                              const std::vector<CertificateList>& crls, Time at,
                              const PathOptions& options) {
  return Verifier(trust, candidates, crls, at, options).verify(certificate);
}

}  // namespace smime::x509::path
