// Reports: verdicts as ordered lists of checks, each with its rule, its citation and its outcome.
#include "x509/report.hpp"

#include <algorithm>
#include <utility>

namespace smime::x509 {

std::string_view to_string(Reason reason) {
  // In the order of the enumeration.
  constexpr std::string_view words[] = {"message-digest-mismatch",
                                        "signature-mismatch",
                                        "content-type-mismatch",
                                        "missing-attribute",
                                        "duplicate-attribute",
                                        "no-signer",
                                        "signer-certificate-missing",
                                        "issuer-unknown",
                                        "root-untrusted",
                                        "certificate-signature-mismatch",
                                        "not-yet-valid",
                                        "expired",
                                        "revoked",
                                        "revocation-unknown",
                                        "not-a-ca",
                                        "path-too-long",
                                        "wrong-key-usage",
                                        "wrong-extended-key-usage",
                                        "unknown-critical-extension",
                                        "name-constraint",
                                        "policy-required",
                                        "name-chaining",
                                        "address-mismatch",
                                        "weak-digest",
                                        "weak-key",
                                        "weak-cipher",
                                        "unsupported-algorithm",
                                        "malformed",
                                        "limit-exceeded",
                                        "no-recipient",
                                        "decryption-failed",
                                        "type-mismatch",
                                        "trailing-data",
                                        "not-der",
                                        "unsupported-version",
                                        "no-content",
                                        "wrong-password",
                                        "no-integrity",
                                        "key-certificate-mismatch",
                                        "partly-protected"};
  static_assert(std::size(words) == static_cast<std::size_t>(Reason::partly_protected) + 1);
  return words[static_cast<std::size_t>(reason)];
}

std::string_view to_string(Outcome outcome) {
  constexpr std::string_view words[] = {"pass", "fail", "warning", "note"};
  return words[static_cast<std::size_t>(outcome)];
}

void Report::pass(std::string rule, std::string citation, std::string subject, std::string detail) {
  checks_.push_back({std::move(rule), std::move(citation), std::move(subject), Outcome::pass,
                     std::move(detail), std::nullopt});
}

void Report::fail(Reason reason, std::string rule, std::string citation, std::string subject,
                  std::string detail) {
  checks_.push_back({std::move(rule), std::move(citation), std::move(subject), Outcome::fail,
                     std::move(detail), reason});
}

void Report::warning(std::string rule, std::string citation, std::string subject,
                     std::string detail) {
  checks_.push_back({std::move(rule), std::move(citation), std::move(subject), Outcome::warning,
                     std::move(detail), std::nullopt});
}

void Report::note(std::string rule, std::string citation, std::string subject, std::string detail) {
  checks_.push_back({std::move(rule), std::move(citation), std::move(subject), Outcome::note,
                     std::move(detail), std::nullopt});
}

void Report::append(const Report& other) {
  checks_.insert(checks_.end(), other.checks_.begin(), other.checks_.end());
}

bool Report::passed() const {
  return first_failure() == nullptr;
}

const Check* Report::first_failure() const {
  const auto failed = std::find_if(checks_.begin(), checks_.end(), [](const Check& check) {
    return check.outcome == Outcome::fail;
  });
  return failed == checks_.end() ? nullptr : &*failed;
}

std::vector<Reason> Report::reasons() const {
  std::vector<Reason> reasons;
  for (const Check& check : checks_) {
    if (check.reason && std::find(reasons.begin(), reasons.end(), *check.reason) == reasons.end()) {
      reasons.push_back(*check.reason);
    }
  }
  return reasons;
}

}  // namespace smime::x509
