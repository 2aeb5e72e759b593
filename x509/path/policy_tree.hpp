// The valid_policy_tree (RFC 5280, 6.1.2 (a)): which certificate policies hold along a path.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "x509/policy_extensions.hpp"

namespace smime::x509::path {

using PolicySet = std::set<ObjectIdentifier>;
using PolicyQualifiers = std::vector<PolicyQualifierInfo>;

/// One node. \standard{RFC 5280, 6.1.2 (a)}
struct PolicyNode {
  std::shared_ptr<const PolicyQualifiers> qualifier_set;
  PolicySet expected_policy_set;
  PolicySet parents;  ///< the valid_policy of each parent, one depth above
};

/// The nodes of one depth by their valid_policy.
///
/// The tree of RFC 5280 has one node for every way that a policy came to a depth, and grows
/// exponentially. Those nodes are alike in all but their parent; they are one node with several
/// parents here, so that the size is that of the certificates. \standard{RFC 9618}
using PolicyLevel = std::map<ObjectIdentifier, PolicyNode>;

class PolicyTree {
 public:
  /// The node anyPolicy at depth 0. \standard{RFC 5280, 6.1.2 (a)}
  PolicyTree();

  bool is_null() const { return levels_.empty(); }
  /// From depth 0 on.
  const std::vector<PolicyLevel>& levels() const { return levels_; }

  /// Adds the depth of the next certificate. \standard{RFC 5280, 6.1.3 (d)}
  /// @param any_policy_counts  whether the certificate's anyPolicy is processed: step (d)(2)
  void add_policies(const CertificatePolicies& policies, bool any_policy_counts);
  /// The certificate has no policies. \standard{RFC 5280, 6.1.3 (e)}
  void set_null() { levels_.clear(); }
  /// The next certificate speaks of the subject's policies. \standard{RFC 5280, 6.1.4 (b)(1)}
  void map_policies(const PolicyMappings& mappings);
  /// Mapping is inhibited: what is mapped is dropped. \standard{RFC 5280, 6.1.4 (b)(2)}
  void delete_mapped(const PolicyMappings& mappings);
  /// Leaves what the user accepts. \standard{RFC 5280, 6.1.5 (g)(iii)}
  void intersect(const PolicySet& user_initial_policy_set);

  /// The policies in the words of the anchor's domain; anyPolicy alone where every policy holds.
  /// \standard{RFC 5280, 6.1.5 (g)}
  std::vector<PolicyInformation> constrained_policies() const;

 private:
  void add_policy(const PolicyInformation& policy, const std::map<ObjectIdentifier, PolicySet>& by);
  void add_any_policy(const PolicyInformation& any,
                      const std::map<ObjectIdentifier, PolicySet>& expecting);
  void delete_unaccepted(const PolicySet& accepted);
  void spell_out_any_policy(const PolicySet& accepted);
  void prune();

  std::vector<PolicyLevel> levels_;
};

}  // namespace smime::x509::path
