// Building candidate paths (RFC 5280, 6.1; RFC 4158): every way from a certificate to a trust
// anchor by names, under a budget.
#include "x509/path/builder.hpp"

#include <algorithm>

#include "x509/extensions.hpp"

namespace smime::x509::path {
namespace {

// Certificates looked at for one verdict, whatever the candidates are like.
constexpr std::size_t kMaxSteps = 10'000;

class Builder {
 public:
  Builder(const TrustStore& trust, const std::vector<Certificate>& candidates,
          const PathOptions& options)
      : trust_(trust), options_(options) {
    for (const Certificate& candidate : candidates) {
      by_subject_[candidate.subject().canonical()].push_back(candidate);
    }
  }

  CandidatePaths build(const Certificate& certificate) {
    path_ = {certificate};
    if (trust_.contains(certificate)) found_.complete.push_back(path_);
    extend();
    return std::move(found_);
  }

 private:
  bool spent() {
    const bool spent =
        steps_ >= kMaxSteps || found_.complete.size() >= options_.max_candidate_paths;
    found_.budget_spent |= spent;
    return spent;
  }

  // Depth first: anchors at every step before further certificates, so that short paths come early.
  void extend() {
    if (found_.complete.empty() && path_.size() > found_.longest_partial.size()) {
      found_.longest_partial = path_;
    }
    if (path_.size() >= options_.max_path_length) {
      found_.budget_spent = true;
      return;
    }
    const Certificate subject = path_.back();
    for (const Certificate& anchor : in_order(subject, trust_.find(subject.issuer()))) {
      if (spent()) return;
      if (stands_in_path(anchor)) continue;
      path_.push_back(anchor);
      found_.complete.push_back(path_);
      path_.pop_back();
    }
    const auto issuers = by_subject_.find(subject.issuer().canonical());
    if (issuers == by_subject_.end()) return;
    for (const Certificate& issuer : in_order(subject, issuers->second)) {
      if (spent()) return;
      if (stands_in_path(issuer) || trust_.contains(issuer)) continue;
      ++steps_;
      path_.push_back(issuer);
      extend();
      path_.pop_back();
    }
  }

  // The issuers whose key identifier fits come first; the order is stable otherwise.
  static std::vector<Certificate> in_order(const Certificate& subject,
                                           std::vector<Certificate> issuers) {
    std::stable_partition(issuers.begin(), issuers.end(), [&](const Certificate& issuer) {
      return key_identifiers_agree(subject, issuer);
    });
    return issuers;
  }

  // The same name with the same key cannot bring a path further.
  bool stands_in_path(const Certificate& certificate) const {
    return std::ranges::any_of(path_, [&](const Certificate& other) {
      return other.public_key() == certificate.public_key() &&
             other.subject() == certificate.subject();
    });
  }

  const TrustStore& trust_;
  const PathOptions& options_;
  std::map<Bytes, std::vector<Certificate>> by_subject_;
  Path path_;
  CandidatePaths found_;
  std::size_t steps_ = 0;
};

}  // namespace

bool key_identifiers_agree(const Certificate& subject, const Certificate& issuer) {
  try {
    const auto authority = subject.extensions().find<AuthorityKeyIdentifier>();
    const auto key = issuer.subject_key_identifier();
    return !authority || !authority->key_identifier || !key || *authority->key_identifier == *key;
  } catch (const Error&) {
    return false;  // an identifier that cannot be read fits nothing
  }
}

CandidatePaths build_paths(const Certificate& certificate, const TrustStore& trust,
                           const std::vector<Certificate>& candidates, const PathOptions& options) {
  return Builder(trust, candidates, options).build(certificate);
}

}  // namespace smime::x509::path
