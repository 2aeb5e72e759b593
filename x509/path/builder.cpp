// Building candidate paths (RFC 5280, 6.1; RFC 4158): every way from a certificate to a trust
// anchor by names, under a budget.
#include "x509/path/builder.hpp"

#include <algorithm>
#include <map>

#include "x509/extensions.hpp"

namespace smime::x509::path {
namespace {

class Builder {
 public:
  Builder(const TrustStore& trust, const std::vector<Certificate>& candidates,
          const PathOptions& options, const std::function<bool(const Path&)>& is_good)
      : trust_(trust), options_(options), is_good_(is_good) {
    for (const Certificate& candidate : candidates) {
      by_subject_[candidate.subject().canonical()].push_back(candidate);
    }
  }

  Search search(const Certificate& certificate) {
    path_ = {certificate};
    if (!trust_.contains(certificate) || !try_path()) extend();
    return std::move(search_);
  }

 private:
  bool paths_spent() { return spend(search_.complete >= options_.max_candidate_paths); }
  bool certificates_spent() { return spend(looked_at_ >= options_.max_certificates); }
  bool spend(bool all) {
    search_.budget_spent |= all;
    return all;
  }

  bool try_path() {
    ++search_.complete;
    found_ = is_good_(path_);
    return found_;
  }

  // Depth first: anchors at every step before further certificates, so that short paths come early.
  void extend() {
    if (search_.complete == 0 && path_.size() > search_.longest_partial.size()) {
      search_.longest_partial = path_;
    }
    if (path_.size() >= options_.max_path_length) {
      search_.budget_spent = true;
      return;
    }
    const Bytes issuer = path_.back().issuer().canonical();
    for (const Certificate& anchor : in_order(path_.back(), trust_.find_canonical(issuer))) {
      if (found_ || paths_spent()) return;
      if (stands_in_path(anchor)) continue;
      path_.push_back(anchor);
      try_path();
      path_.pop_back();
    }
    const auto issuers = by_subject_.find(issuer);
    if (found_ || issuers == by_subject_.end()) return;
    for (const Certificate& next : in_order(path_.back(), issuers->second)) {
      if (found_ || paths_spent() || certificates_spent()) return;
      if (stands_in_path(next) || trust_.contains(next)) continue;
      ++looked_at_;
      path_.push_back(next);
      extend();
      path_.pop_back();
    }
  }

  // The issuers whose key identifier fits come first; the order is stable otherwise.
  static std::vector<Certificate> in_order(const Certificate& subject,
                                           std::vector<Certificate> issuers) {
    if (issuers.size() < 2) return issuers;
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
  const std::function<bool(const Path&)>& is_good_;
  std::map<Bytes, std::vector<Certificate>> by_subject_;
  Path path_;
  Search search_;
  std::size_t looked_at_ = 0;
  bool found_ = false;
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

Search search_paths(const Certificate& certificate, const TrustStore& trust,
                    const std::vector<Certificate>& candidates, const PathOptions& options,
                    const std::function<bool(const Path&)>& is_good) {
  return Builder(trust, candidates, options, is_good).search(certificate);
}

}  // namespace smime::x509::path
