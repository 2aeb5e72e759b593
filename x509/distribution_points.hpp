// Where CRLs and more are found: distribution points and access descriptions (RFC 5280, 4.2.1.13,
// 4.2.1.15, 4.2.2, 5.2.5).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "x509/extension.hpp"
#include "x509/general_name.hpp"

namespace smime::x509 {

/// ReasonFlags: bit n of the named-bit list is `1 << n`. \standard{RFC 5280, 4.2.1.13}
using ReasonFlags = std::uint32_t;
/// keyCompromise (1) to aACompromise (8).
inline constexpr ReasonFlags kAllReasons = 0x1fe;

/// In ASN.1:
///
/// ```asn1
/// DistributionPointName ::= CHOICE {
///   fullName                 [0] GeneralNames,
///   nameRelativeToCRLIssuer  [1] RelativeDistinguishedName }
/// ```
struct DistributionPointName {
  GeneralNames full_name;
  std::optional<RelativeDistinguishedName> name_relative_to_crl_issuer;

  friend bool operator==(const DistributionPointName&, const DistributionPointName&) = default;

  /// Reads the CHOICE that fills `reader`.
  static DistributionPointName read(asn1::Reader& reader);
  void write(asn1::Writer& writer) const;
};

/// In ASN.1:
///
/// ```asn1
/// DistributionPoint ::= SEQUENCE {
///   distributionPoint  [0] DistributionPointName OPTIONAL,
///   reasons            [1] ReasonFlags OPTIONAL,
///   cRLIssuer          [2] GeneralNames OPTIONAL }
/// ```
struct DistributionPoint {
  std::optional<DistributionPointName> distribution_point;
  std::optional<ReasonFlags> reasons;
  GeneralNames crl_issuer;
};

std::vector<DistributionPoint> decode_distribution_points(ByteView value);
Bytes encode_distribution_points(const std::vector<DistributionPoint>& points);

/// \standard{RFC 5280, 4.2.1.13}
struct CrlDistributionPoints {
  std::vector<DistributionPoint> points;

  static const ObjectIdentifier& id() { return id_ce_cRLDistributionPoints; }
  static CrlDistributionPoints decode(ByteView value) {
    return {decode_distribution_points(value)};
  }
  Bytes encode() const { return encode_distribution_points(points); }
};

/// \standard{RFC 5280, 4.2.1.15 and 5.2.6}
struct FreshestCrl {
  std::vector<DistributionPoint> points;

  static const ObjectIdentifier& id() { return id_ce_freshestCRL; }
  static FreshestCrl decode(ByteView value) { return {decode_distribution_points(value)}; }
  Bytes encode() const { return encode_distribution_points(points); }
};

/// What a CRL covers. \standard{RFC 5280, 5.2.5}
struct IssuingDistributionPoint {
  std::optional<DistributionPointName> distribution_point;
  bool only_contains_user_certs = false;
  bool only_contains_ca_certs = false;
  std::optional<ReasonFlags> only_some_reasons;
  bool indirect_crl = false;
  bool only_contains_attribute_certs = false;

  static const ObjectIdentifier& id() { return id_ce_issuingDistributionPoint; }
  static IssuingDistributionPoint decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.2.1}
struct AccessDescription {
  ObjectIdentifier access_method;
  GeneralName access_location;
};

std::vector<AccessDescription> decode_access_descriptions(ByteView value);
Bytes encode_access_descriptions(const std::vector<AccessDescription>& descriptions);

/// \standard{RFC 5280, 4.2.2.1}
struct AuthorityInfoAccess {
  std::vector<AccessDescription> descriptions;

  static const ObjectIdentifier& id() { return id_pe_authorityInfoAccess; }
  static AuthorityInfoAccess decode(ByteView value) { return {decode_access_descriptions(value)}; }
  Bytes encode() const { return encode_access_descriptions(descriptions); }
};

/// \standard{RFC 5280, 4.2.2.2}
struct SubjectInfoAccess {
  std::vector<AccessDescription> descriptions;

  static const ObjectIdentifier& id() { return id_pe_subjectInfoAccess; }
  static SubjectInfoAccess decode(ByteView value) { return {decode_access_descriptions(value)}; }
  Bytes encode() const { return encode_access_descriptions(descriptions); }
};

}  // namespace smime::x509
