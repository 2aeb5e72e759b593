// Extensions as people read them: one or more lines for each (RFC 5280, 4.2 and 5.2).
#include "x509/extension_text.hpp"

#include <functional>
#include <map>

#include "primitives/text_encodings.hpp"
#include "x509/crl_extensions.hpp"
#include "x509/distribution_points.hpp"
#include "x509/extensions.hpp"
#include "x509/name_constraints_extension.hpp"
#include "x509/policy_extensions.hpp"

namespace smime::x509 {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const GeneralNames& names, const std::string& before = {}) {
  Lines result;
  for (const GeneralName& name : names) result.push_back(before + name.to_text());
  return result;
}

Lines text(const AuthorityKeyIdentifier& value) {
  Lines result;
  if (value.key_identifier) result.push_back(primitives::to_hex(*value.key_identifier));
  for (const std::string& line : lines(value.authority_cert_issuer, "issuer ")) {
    result.push_back(line);
  }
  if (value.authority_cert_serial_number) {
    result.push_back("serial " + primitives::to_hex(*value.authority_cert_serial_number));
  }
  return result;
}

Lines text(const SubjectKeyIdentifier& value) {
  return {primitives::to_hex(value.key_identifier)};
}

Lines text(const KeyUsage& value) {
  return {value.to_text()};
}

Lines text(const PrivateKeyUsagePeriod& value) {
  Lines result;
  if (value.not_before) result.push_back("not before " + value.not_before->rfc3339());
  if (value.not_after) result.push_back("not after " + value.not_after->rfc3339());
  return result;
}

Lines text(const SubjectAltName& value) {
  return lines(value.names);
}

Lines text(const IssuerAltName& value) {
  return lines(value.names);
}

Lines text(const CertificateIssuer& value) {
  return lines(value.names);
}

Lines text(const SubjectDirectoryAttributes& value) {
  Lines result;
  for (const auto& attribute : value.attributes) {
    for (const Bytes& one : attribute.values) {
      result.push_back(attribute.type.dotted() + " = " +
                       AttributeTypeAndValue{attribute.type, one}.text());
    }
  }
  return result;
}

Lines text(const BasicConstraints& value) {
  if (!value.path_len_constraint) return {value.ca ? "CA" : "no CA"};
  return {"CA, path length " + std::to_string(*value.path_len_constraint)};
}

std::string purpose_name(const ObjectIdentifier& purpose) {
  static const std::map<ObjectIdentifier, std::string> names = {
      {anyExtendedKeyUsage, "anyExtendedKeyUsage"},
      {id_kp_serverAuth, "serverAuth"},
      {id_kp_clientAuth, "clientAuth"},
      {id_kp_codeSigning, "codeSigning"},
      {id_kp_emailProtection, "emailProtection"},
      {id_kp_timeStamping, "timeStamping"},
      {id_kp_OCSPSigning, "OCSPSigning"}};
  const auto found = names.find(purpose);
  return found == names.end() ? purpose.dotted() : found->second;
}

Lines text(const ExtendedKeyUsage& value) {
  Lines result;
  for (const ObjectIdentifier& purpose : value.key_purpose_ids) {
    result.push_back(purpose_name(purpose));
  }
  return result;
}

std::string policy_name(const ObjectIdentifier& policy) {
  return policy == anyPolicy ? "anyPolicy" : policy.dotted();
}

Lines text(const CertificatePolicies& value) {
  Lines result;
  for (const PolicyInformation& policy : value.policies) {
    std::string line = policy_name(policy.policy_identifier);
    for (const PolicyQualifierInfo& qualifier : policy.policy_qualifiers) {
      line += ", " + qualifier.to_text();
    }
    result.push_back(line);
  }
  return result;
}

Lines text(const PolicyMappings& value) {
  Lines result;
  for (const auto& [issuer, subject] : value.mappings) {
    result.push_back(policy_name(issuer) + " here is " + policy_name(subject) + " there");
  }
  return result;
}

Lines text(const PolicyConstraints& value) {
  Lines result;
  if (value.require_explicit_policy) {
    result.push_back("explicit policy after " + std::to_string(*value.require_explicit_policy));
  }
  if (value.inhibit_policy_mapping) {
    result.push_back("no policy mapping after " + std::to_string(*value.inhibit_policy_mapping));
  }
  return result;
}

Lines text(const InhibitAnyPolicy& value) {
  return {"no anyPolicy after " + std::to_string(value.skip_certs)};
}

Lines text(const NameConstraints& value) {
  Lines result = lines(value.permitted_subtrees, "permitted ");
  for (const std::string& line : lines(value.excluded_subtrees, "excluded ")) {
    result.push_back(line);
  }
  return result;
}

std::string reasons_text(ReasonFlags flags) {
  constexpr std::array names = {
      "unused",      "keyCompromise",        "cACompromise",    "affiliationChanged",
      "superseded",  "cessationOfOperation", "certificateHold", "privilegeWithdrawn",
      "aACompromise"};
  std::string text;
  for (std::size_t bit = 0; bit < names.size(); ++bit) {
    if ((flags >> bit & 1) == 0) continue;
    if (!text.empty()) text += ", ";
    text += names[bit];
  }
  return text;
}

Lines text(const DistributionPointName& name) {
  if (!name.name_relative_to_crl_issuer) return lines(name.full_name);
  return {"relative to the issuer: " + Name({*name.name_relative_to_crl_issuer}).rfc4514()};
}

Lines text(const std::vector<DistributionPoint>& points) {
  Lines result;
  for (const DistributionPoint& point : points) {
    if (point.distribution_point) {
      for (const std::string& line : text(*point.distribution_point)) result.push_back(line);
    }
    if (point.reasons) result.push_back("reasons " + reasons_text(*point.reasons));
    for (const std::string& line : lines(point.crl_issuer, "CRL issuer ")) result.push_back(line);
  }
  return result;
}

Lines text(const CrlDistributionPoints& value) {
  return text(value.points);
}

Lines text(const FreshestCrl& value) {
  return text(value.points);
}

Lines text(const IssuingDistributionPoint& value) {
  Lines result = value.distribution_point ? text(*value.distribution_point) : Lines{};
  if (value.only_contains_user_certs) result.emplace_back("only user certificates");
  if (value.only_contains_ca_certs) result.emplace_back("only CA certificates");
  if (value.only_contains_attribute_certs) result.emplace_back("only attribute certificates");
  if (value.only_some_reasons) {
    result.push_back("only reasons " + reasons_text(*value.only_some_reasons));
  }
  if (value.indirect_crl) result.emplace_back("indirect CRL");
  return result;
}

std::string method_name(const ObjectIdentifier& method) {
  if (method == id_ad_ocsp) return "OCSP";
  if (method == id_ad_caIssuers) return "CA issuers";
  if (method == id_ad_caRepository) return "CA repository";
  return method.dotted();
}

Lines text(const std::vector<AccessDescription>& descriptions) {
  Lines result;
  for (const AccessDescription& one : descriptions) {
    result.push_back(method_name(one.access_method) + " " + one.access_location.to_text());
  }
  return result;
}

Lines text(const AuthorityInfoAccess& value) {
  return text(value.descriptions);
}

Lines text(const SubjectInfoAccess& value) {
  return text(value.descriptions);
}

Lines text(const CrlNumber& value) {
  return {value.number.str()};
}

Lines text(const DeltaCrlIndicator& value) {
  return {"base CRL " + value.base_crl_number.str()};
}

Lines text(const ReasonCode& value) {
  return {std::string(to_string(value.reason))};
}

Lines text(const InvalidityDate& value) {
  return {value.date.rfc3339()};
}

struct Known {
  std::string_view name;
  std::function<Lines(ByteView)> text_of;
};

template <typename T>
std::pair<const ObjectIdentifier, Known> known(std::string_view name) {
  return {T::id(), {name, [](ByteView value) { return text(T::decode(value)); }}};
}

const std::map<ObjectIdentifier, Known>& table() {
  static const std::map<ObjectIdentifier, Known> all = {
      known<AuthorityKeyIdentifier>("authorityKeyIdentifier"),
      known<SubjectKeyIdentifier>("subjectKeyIdentifier"),
      known<KeyUsage>("keyUsage"),
      known<PrivateKeyUsagePeriod>("privateKeyUsagePeriod"),
      known<SubjectAltName>("subjectAltName"),
      known<IssuerAltName>("issuerAltName"),
      known<SubjectDirectoryAttributes>("subjectDirectoryAttributes"),
      known<BasicConstraints>("basicConstraints"),
      known<ExtendedKeyUsage>("extKeyUsage"),
      known<CertificatePolicies>("certificatePolicies"),
      known<PolicyMappings>("policyMappings"),
      known<PolicyConstraints>("policyConstraints"),
      known<InhibitAnyPolicy>("inhibitAnyPolicy"),
      known<NameConstraints>("nameConstraints"),
      known<CrlDistributionPoints>("cRLDistributionPoints"),
      known<FreshestCrl>("freshestCRL"),
      known<AuthorityInfoAccess>("authorityInfoAccess"),
      known<SubjectInfoAccess>("subjectInfoAccess"),
      known<IssuingDistributionPoint>("issuingDistributionPoint"),
      known<CrlNumber>("cRLNumber"),
      known<DeltaCrlIndicator>("deltaCRLIndicator"),
      known<ReasonCode>("reasonCode"),
      known<InvalidityDate>("invalidityDate"),
      known<CertificateIssuer>("certificateIssuer"),
  };
  return all;
}

}  // namespace

std::optional<std::string_view> extension_name(const ObjectIdentifier& extn_id) {
  const auto found = table().find(extn_id);
  if (found == table().end()) return std::nullopt;
  return found->second.name;
}

Lines extension_text(const Extension& extension) {
  const std::string octets = primitives::to_hex(extension.extn_value);
  const auto found = table().find(extension.extn_id);
  if (found == table().end()) return {octets};
  try {
    return found->second.text_of(extension.extn_value);
  } catch (const Error& error) {
    return {octets, std::string("malformed: ") + error.what()};
  }
}

}  // namespace smime::x509
