// The policy steps of path validation (RFC 5280, 6.1.3 (d) to (f), 6.1.4 (a), (b), (h) to (j),
// 6.1.5 (a), (b), (g)).
#include <algorithm>

#include "x509/path/validation.hpp"

namespace smime::x509::path {
namespace {

// "1.2.3, 1.2.4"; the first ten of many.
std::string list(const std::vector<PolicyInformation>& policies) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(policies.size(), 10); ++i) {
    const ObjectIdentifier& policy = policies[i].policy_identifier;
    text += (i == 0 ? "" : ", ") + (policy == anyPolicy ? "any policy" : policy.dotted());
  }
  return policies.size() > 10 ? text + ", ..." : text;
}

void count_down_to_zero(std::size_t& counter) {
  if (counter > 0) --counter;
}

template <typename Number>
void reduce(std::size_t& counter, const std::optional<Number>& limit) {
  if (limit) counter = std::min<std::size_t>(counter, *limit);
}

}  // namespace

void Validation::process_policies(const Certificate& certificate) {
  const auto policies = certificate.extensions().find<CertificatePolicies>();
  if (policies) {
    // (d) anyPolicy counts while it is not inhibited, and in a CA's certificate for itself.
    const bool any_policy_counts =
        state_.inhibit_any_policy > 0 || (!is_final(certificate) && certificate.is_self_issued());
    state_.valid_policy_tree.add_policies(*policies, any_policy_counts);
  } else {
    // (e) without policies nothing is left.
    state_.valid_policy_tree.set_null();
  }
}

void Validation::require_policy() {
  if (state_.explicit_policy > 0 || !state_.valid_policy_tree.is_null() || policy_refused_) return;
  policy_refused_ = true;
  report_.fail(Reason::policy_required, "policy", "RFC 5280, 6.1.3 (f)", subject_,
               "a certificate policy is required, and none holds from the anchor down to this "
               "certificate; ask its issuer for one under a policy that the authorities above "
               "assert");
}

void Validation::process_mappings(const Certificate& certificate) {
  const auto mappings = certificate.extensions().find<PolicyMappings>();
  if (!mappings) return;
  // (a) anyPolicy is not mapped, to or from.
  for (const auto& [from, to] : mappings->mappings) {
    if (from != anyPolicy && to != anyPolicy) continue;
    report_.fail(Reason::malformed, "policy-mapping", "RFC 5280, 6.1.4 (a)", subject_,
                 "its policyMappings maps " + from.dotted() + " to " + to.dotted() +
                     ": anyPolicy may not be mapped; its issuer must certify it anew without that");
    return;
  }
  if (state_.policy_mapping > 0) {
    // (b)(1) the next certificate speaks of the subject's policies.
    state_.valid_policy_tree.map_policies(*mappings);
  } else {
    // (b)(2) what is mapped no longer holds.
    state_.valid_policy_tree.delete_mapped(*mappings);
  }
}

void Validation::count_down(const Certificate& certificate) {
  if (certificate.is_self_issued()) return;
  // (h)(1), (2), (3)
  count_down_to_zero(state_.explicit_policy);
  count_down_to_zero(state_.policy_mapping);
  count_down_to_zero(state_.inhibit_any_policy);
}

void Validation::constrain_policies(const Certificate& certificate) {
  const auto constraints = certificate.extensions().find<PolicyConstraints>();
  if (!constraints) return;
  // (i)(1), (2)
  reduce(state_.explicit_policy, constraints->require_explicit_policy);
  reduce(state_.policy_mapping, constraints->inhibit_policy_mapping);
}

void Validation::inhibit_any_policy(const Certificate& certificate) {
  const auto inhibit = certificate.extensions().find<InhibitAnyPolicy>();
  if (inhibit) reduce(state_.inhibit_any_policy, std::optional(inhibit->skip_certs));
}

void Validation::intersect_policies(const Certificate& certificate) {
  // (a) the last certificate counts.
  count_down_to_zero(state_.explicit_policy);
  // (b) it may require a policy of itself.
  const auto constraints = certificate.extensions().find<PolicyConstraints>();
  if (constraints && constraints->require_explicit_policy == 0U) state_.explicit_policy = 0;
  // (g) the intersection with the user's policies.
  const auto& accepted = options_.initial_policy_set;
  const std::string found = list(state_.valid_policy_tree.constrained_policies());
  if (!accepted.empty()) {
    state_.valid_policy_tree.intersect(PolicySet(accepted.begin(), accepted.end()));
  }
  if (!state_.valid_policy_tree.is_null()) {
    report_.pass("policy", "RFC 5280, 6.1.5 (g)", subject_,
                 list(state_.valid_policy_tree.constrained_policies()));
  } else if (state_.explicit_policy > 0) {
    report_.pass("policy", "RFC 5280, 6.1.5 (g)", subject_, "none holds, none is required");
  } else if (!policy_refused_) {
    policy_refused_ = true;
    report_.fail(Reason::policy_required, "policy", "RFC 5280, 6.1.5 (g)", subject_,
                 found.empty() ? "a certificate policy is required, and none holds"
                               : "it is certified under " + found +
                                     ", which is not among the policies that are accepted; "
                                     "accept one of these, or ask for another certificate");
  }
}

}  // namespace smime::x509::path
