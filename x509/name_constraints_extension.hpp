// NameConstraints (RFC 5280, 4.2.1.10): in which name spaces a CA may name subjects.
#pragma once

#include <vector>

#include "x509/extension.hpp"
#include "x509/general_name.hpp"

namespace smime::x509 {

/// GeneralSubtrees without minimum and maximum, which RFC 5280 fixes to 0 and absent.
///
/// ```asn1
/// NameConstraints ::= SEQUENCE {
///   permittedSubtrees  [0] GeneralSubtrees OPTIONAL,
///   excludedSubtrees   [1] GeneralSubtrees OPTIONAL }
/// GeneralSubtree ::= SEQUENCE {
///   base     GeneralName,
///   minimum  [0] BaseDistance DEFAULT 0,
///   maximum  [1] BaseDistance OPTIONAL }
/// ```
struct NameConstraints {
  GeneralNames permitted_subtrees;
  GeneralNames excluded_subtrees;

  static const ObjectIdentifier& id() { return id_ce_nameConstraints; }
  /// @throws Error (malformed), also for a minimum other than 0 or a maximum
  static NameConstraints decode(ByteView value);
  Bytes encode() const;
};

}  // namespace smime::x509
