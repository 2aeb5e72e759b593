// The valid_policy_tree (RFC 5280, 6.1.2 (a)): which certificate policies hold along a path.
#include "x509/path/policy_tree.hpp"

#include <algorithm>

namespace smime::x509::path {
namespace {

const PolicySet kAnyPolicySet = {anyPolicy};

std::shared_ptr<const PolicyQualifiers> shared(const PolicyInformation& policy) {
  return std::make_shared<const PolicyQualifiers>(policy.policy_qualifiers);
}

// Which nodes of a level expect each policy.
std::map<ObjectIdentifier, PolicySet> expecting_nodes(const PolicyLevel& level) {
  std::map<ObjectIdentifier, PolicySet> expecting;
  for (const auto& [valid_policy, node] : level) {
    for (const ObjectIdentifier& expected : node.expected_policy_set) {
      expecting[expected].insert(valid_policy);
    }
  }
  return expecting;
}

// issuerDomainPolicy to all its subjectDomainPolicies.
std::map<ObjectIdentifier, PolicySet> by_issuer_policy(const PolicyMappings& mappings) {
  std::map<ObjectIdentifier, PolicySet> mapped;
  for (const auto& mapping : mappings.mappings) {
    mapped[mapping.issuer_domain_policy].insert(mapping.subject_domain_policy);
  }
  return mapped;
}

bool is_below_any_policy(const PolicyNode& node) {
  return node.parents.contains(anyPolicy);
}

}  // namespace

PolicyTree::PolicyTree() : levels_(1) {
  levels_[0][anyPolicy] = {std::make_shared<const PolicyQualifiers>(), kAnyPolicySet, {}};
}

void PolicyTree::add_policies(const CertificatePolicies& policies, bool any_policy_counts) {
  if (is_null()) return;
  const auto expecting = expecting_nodes(levels_.back());
  levels_.emplace_back();
  // (d)(1) each policy but anyPolicy.
  const PolicyInformation* any = nullptr;
  for (const PolicyInformation& policy : policies.policies) {
    if (policy.policy_identifier == anyPolicy) {
      any = &policy;
    } else {
      add_policy(policy, expecting);
    }
  }
  // (d)(2) anyPolicy stands for all that is expected and not named.
  if (any != nullptr && any_policy_counts) add_any_policy(*any, expecting);
  // (d)(3) nodes without children go.
  prune();
}

void PolicyTree::add_policy(const PolicyInformation& policy,
                            const std::map<ObjectIdentifier, PolicySet>& expecting) {
  const ObjectIdentifier& name = policy.policy_identifier;
  const auto found = expecting.find(name);
  if (found != expecting.end()) {
    // (d)(1)(i) below every node that expects it.
    levels_.back()[name] = {shared(policy), {name}, found->second};
  } else if (levels_[levels_.size() - 2].contains(anyPolicy)) {
    // (d)(1)(ii) else below anyPolicy.
    levels_.back()[name] = {shared(policy), {name}, kAnyPolicySet};
  }
}

void PolicyTree::add_any_policy(const PolicyInformation& any,
                                const std::map<ObjectIdentifier, PolicySet>& expecting) {
  const auto qualifiers = shared(any);
  for (const auto& [name, parents] : expecting) {
    levels_.back().try_emplace(name, PolicyNode{qualifiers, {name}, parents});
  }
}

void PolicyTree::map_policies(const PolicyMappings& mappings) {
  if (is_null()) return;
  PolicyLevel& leaves = levels_.back();
  const auto any = leaves.find(anyPolicy);
  for (auto& [issuer_policy, subject_policies] : by_issuer_policy(mappings)) {
    const auto node = leaves.find(issuer_policy);
    if (node != leaves.end()) {
      node->second.expected_policy_set = subject_policies;
    } else if (any != leaves.end()) {
      leaves[issuer_policy] = {any->second.qualifier_set, subject_policies, kAnyPolicySet};
    }
  }
}

void PolicyTree::delete_mapped(const PolicyMappings& mappings) {
  if (is_null()) return;
  // (b)(2)(i) the nodes go, (ii) and those that are left without children.
  for (const auto& mapping : mappings.mappings) {
    levels_.back().erase(mapping.issuer_domain_policy);
  }
  prune();
}

void PolicyTree::intersect(const PolicySet& user_initial_policy_set) {
  // (g)(i) NULL stays NULL; (g)(ii) with any-policy the tree stays as it is.
  if (is_null() || user_initial_policy_set.contains(anyPolicy)) return;
  // (g)(iii) 1., 2. nodes below anyPolicy that the user does not accept go, with all below them.
  delete_unaccepted(user_initial_policy_set);
  // (g)(iii) 3. a leaf anyPolicy becomes what the user accepts.
  spell_out_any_policy(user_initial_policy_set);
  // (g)(iii) 4. nodes without children go.
  prune();
}

void PolicyTree::delete_unaccepted(const PolicySet& accepted) {
  for (std::size_t depth = 1; depth < levels_.size(); ++depth) {
    const PolicyLevel& above = levels_[depth - 1];
    for (auto& [valid_policy, node] : levels_[depth]) {
      std::erase_if(node.parents,
                    [&](const ObjectIdentifier& parent) { return !above.contains(parent); });
    }
    std::erase_if(levels_[depth], [&](const auto& entry) {
      const auto& [valid_policy, node] = entry;
      return node.parents.empty() || (is_below_any_policy(node) && valid_policy != anyPolicy &&
                                      !accepted.contains(valid_policy));
    });
  }
}

void PolicyTree::spell_out_any_policy(const PolicySet& accepted) {
  PolicyLevel& leaves = levels_.back();
  const auto any = leaves.find(anyPolicy);
  if (levels_.size() == 1 || any == leaves.end()) return;
  PolicySet named;  // the valid_policy_node_set
  for (const PolicyLevel& level : levels_) {
    for (const auto& [valid_policy, node] : level) {
      if (is_below_any_policy(node)) named.insert(valid_policy);
    }
  }
  const auto qualifiers = any->second.qualifier_set;
  leaves.erase(any);
  for (const ObjectIdentifier& policy : accepted) {
    if (named.contains(policy)) continue;
    const auto [leaf, added] = leaves.try_emplace(policy, PolicyNode{qualifiers, {policy}, {}});
    leaf->second.parents.insert(anyPolicy);
  }
}

std::vector<PolicyInformation> PolicyTree::constrained_policies() const {
  if (is_null()) return {};
  if (levels_.back().contains(anyPolicy)) return {{anyPolicy, {}}};
  std::map<ObjectIdentifier, PolicyInformation> policies;
  for (const PolicyLevel& level : levels_) {
    for (const auto& [valid_policy, node] : level) {
      if (!is_below_any_policy(node) || valid_policy == anyPolicy) continue;
      policies.try_emplace(valid_policy, PolicyInformation{valid_policy, *node.qualifier_set});
    }
  }
  std::vector<PolicyInformation> list;
  for (auto& [valid_policy, policy] : policies) list.push_back(std::move(policy));
  return list;
}

void PolicyTree::prune() {
  for (std::size_t depth = levels_.size() - 1; depth-- > 0;) {
    PolicySet with_children;
    for (const auto& [valid_policy, node] : levels_[depth + 1]) {
      with_children.insert(node.parents.begin(), node.parents.end());
    }
    std::erase_if(levels_[depth],
                  [&](const auto& entry) { return !with_children.contains(entry.first); });
  }
  if (levels_.front().empty() || levels_.back().empty()) levels_.clear();
}

}  // namespace smime::x509::path
