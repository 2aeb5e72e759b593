// The extensions that speak of certificate policies (RFC
// 5280, 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "x509/extension.hpp"

namespace smime::x509 {

/// \standard{RFC 5280, 4.2.1.4}
struct PolicyQualifierInfo {
  ObjectIdentifier policy_qualifier_id;
  Bytes qualifier;  ///< a whole encoding

  friend bool operator==(const PolicyQualifierInfo&, const PolicyQualifierInfo&) = default;

  /// id-qt-cps: a pointer to a statement. \standard{RFC 5280, 4.2.1.4}
  static PolicyQualifierInfo cps(std::string_view uri);
  /// "CPS https://..." or the text of a user notice; octets in hexadecimal for another qualifier.
  std::string to_text() const;
};

struct PolicyInformation {
  ObjectIdentifier policy_identifier;
  std::vector<PolicyQualifierInfo> policy_qualifiers;
};

/// \standard{RFC 5280, 4.2.1.4}
struct CertificatePolicies {
  std::vector<PolicyInformation> policies;

  static const ObjectIdentifier& id() { return id_ce_certificatePolicies; }
  /// @throws Error (malformed) also where a policy stands twice
  static CertificatePolicies decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.5}
struct PolicyMappings {
  struct Mapping {
    ObjectIdentifier issuer_domain_policy;
    ObjectIdentifier subject_domain_policy;
  };
  std::vector<Mapping> mappings;

  static const ObjectIdentifier& id() { return id_ce_policyMappings; }
  static PolicyMappings decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.11}
struct PolicyConstraints {
  std::optional<std::uint32_t> require_explicit_policy;
  std::optional<std::uint32_t> inhibit_policy_mapping;

  static const ObjectIdentifier& id() { return id_ce_policyConstraints; }
  static PolicyConstraints decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.14}
struct InhibitAnyPolicy {
  std::uint32_t skip_certs = 0;

  static const ObjectIdentifier& id() { return id_ce_inhibitAnyPolicy; }
  static InhibitAnyPolicy decode(ByteView value);
  Bytes encode() const;
};

}  // namespace smime::x509
