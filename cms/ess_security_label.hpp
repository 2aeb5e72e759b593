// Security labels (RFC 2634, 3): how sensitive a content is, by somebody's policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/attributes.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// SecurityCategory ::= SEQUENCE {
///   type   [0] OBJECT IDENTIFIER,
///   value  [1] ANY DEFINED BY type }
/// ```
struct SecurityCategory {
  ObjectIdentifier type;
  Bytes value;  ///< a whole encoding, inside [1]

  friend bool operator==(const SecurityCategory&, const SecurityCategory&) = default;
};

/// In ASN.1:
///
/// ```asn1
/// ESSSecurityLabel ::= SET {
///   security-policy-identifier  OBJECT IDENTIFIER,
///   security-classification     INTEGER (0..256) OPTIONAL,
///   privacy-mark                CHOICE { PrintableString, UTF8String } OPTIONAL,
///   security-categories         SET SIZE (1..64) OF SecurityCategory OPTIONAL }
/// ```
/// \standard{RFC 2634, 3.2}
struct EssSecurityLabel {
  ObjectIdentifier security_policy_identifier;
  std::optional<int> security_classification;  ///< 0 unmarked to 5 top-secret; others by policy
  std::string privacy_mark;                    ///< UTF-8; empty where absent
  std::vector<SecurityCategory> security_categories;

  friend bool operator==(const EssSecurityLabel&, const EssSecurityLabel&) = default;

  static EssSecurityLabel decode(ByteView value);
  static EssSecurityLabel read(asn1::Reader& reader);
  Bytes encode() const;
};

/// "unmarked", "unclassified", "restricted", "confidential", "secret", "top-secret", or the number.
std::string classification_text(int security_classification);

/// EquivalentLabels ::= SEQUENCE OF ESSSecurityLabel. \standard{RFC 2634, 3.4}
std::vector<EssSecurityLabel> read_equivalent_labels(ByteView value);
Bytes equivalent_labels_value(const std::vector<EssSecurityLabel>& labels);

}  // namespace smime::cms
