// What a CRL covers (RFC 5280, 6.3.3 (b) to (d)): its issuer, its distribution point, its reasons.
#include "x509/path/crl_scope.hpp"

#include <algorithm>

#include "x509/extensions.hpp"

namespace smime::x509::path {
namespace {

bool same_name(const GeneralName& left, const GeneralName& right) {
  if (left.type != right.type) return false;
  return left.type == GeneralNameType::directory_name ? left.directory_name == right.directory_name
                                                      : left == right;
}

bool have_name_in_common(const GeneralNames& left, const GeneralNames& right) {
  return std::ranges::any_of(left, [&](const GeneralName& name) {
    return std::ranges::any_of(right,
                               [&](const GeneralName& other) { return same_name(name, other); });
  });
}

const Name* directory_name_of(const GeneralNames& names) {
  const auto found = std::ranges::find(names, GeneralNameType::directory_name, &GeneralName::type);
  return found == names.end() ? nullptr : &found->directory_name;
}

// The names that a certificate's distribution point goes by.
GeneralNames names_of(const DistributionPoint& point, const Certificate& certificate) {
  if (!point.distribution_point) return point.crl_issuer;
  const Name* issuer = directory_name_of(point.crl_issuer);
  return full_names(*point.distribution_point, issuer ? *issuer : certificate.issuer());
}

bool is_authority(const Certificate& certificate) {
  const auto constraints = certificate.extensions().find<BasicConstraints>();
  return constraints && constraints->ca;
}

bool is_known(const Extension& extension) {
  for (const ObjectIdentifier* known :
       {&id_ce_issuingDistributionPoint, &id_ce_deltaCRLIndicator, &id_ce_cRLNumber,
        &id_ce_authorityKeyIdentifier, &id_ce_cRLReasons, &id_ce_invalidityDate,
        &id_ce_certificateIssuer}) {
    if (extension.extn_id == *known) return true;
  }
  return false;
}

bool is_unknown_critical(const Extension& extension) {
  return extension.critical && !is_known(extension);
}

// Whether both have this extension with the same value, or neither has it.
bool same_extension(const CertificateList& left, const CertificateList& right,
                    const ObjectIdentifier& extension) {
  const Extension* one = left.extensions().find(extension);
  const Extension* other = right.extensions().find(extension);
  if (one == nullptr || other == nullptr) return one == other;
  return one->extn_value == other->extn_value;
}

}  // namespace

GeneralNames full_names(const DistributionPointName& point, const Name& issuer) {
  if (!point.name_relative_to_crl_issuer) return point.full_name;
  std::vector<RelativeDistinguishedName> rdns = issuer.rdn_sequence();
  rdns.push_back(*point.name_relative_to_crl_issuer);
  return {GeneralName::directory(Name(rdns))};
}

DistributionPoint assumed_distribution_point(const Certificate& certificate) {
  DistributionPointName name;
  name.full_name.push_back(GeneralName::directory(certificate.issuer()));
  if (const auto alternative = certificate.extensions().find<IssuerAltName>()) {
    name.full_name.insert(name.full_name.end(), alternative->names.begin(),
                          alternative->names.end());
  }
  return {name, std::nullopt, {}};
}

bool is_of_issuer(const CertificateList& crl, const DistributionPoint& point,
                  const Certificate& certificate) {
  if (point.crl_issuer.empty()) return crl.issuer() == certificate.issuer();
  const auto scope = crl.extensions().find<IssuingDistributionPoint>();
  return scope && scope->indirect_crl &&
         have_name_in_common(point.crl_issuer, {GeneralName::directory(crl.issuer())});
}

bool is_in_scope(const CertificateList& crl, const DistributionPoint& point,
                 const Certificate& certificate) {
  const auto scope = crl.extensions().find<IssuingDistributionPoint>();
  if (!scope) return true;
  // (i) one of its names is one of the point's.
  if (scope->distribution_point &&
      !have_name_in_common(full_names(*scope->distribution_point, crl.issuer()),
                           names_of(point, certificate))) {
    return false;
  }
  // (ii) it is for users only; (iii) for CAs only.
  if (scope->only_contains_user_certs && is_authority(certificate)) return false;
  if (scope->only_contains_ca_certs && !is_authority(certificate)) return false;
  // (iv) it is for attribute certificates only.
  return !scope->only_contains_attribute_certs;
}

bool is_delta_of(const CertificateList& delta, const CertificateList& complete) {
  const auto base = delta.delta_crl_indicator();
  const auto number = delta.crl_number(), complete_number = complete.crl_number();
  // RFC 5280, 5.2.4 (c), (d): base <= complete <= delta.
  if (!base || !number || !complete_number) return false;
  if (*base > *complete_number || *complete_number > *number) return false;
  // (c)(1) the issuer, (c)(2) the scope, (c)(3) the key are the same.
  return delta.issuer() == complete.issuer() &&
         same_extension(delta, complete, id_ce_issuingDistributionPoint) &&
         same_extension(delta, complete, id_ce_authorityKeyIdentifier);
}

ReasonFlags interim_reasons_mask(const CertificateList& crl, const DistributionPoint& point) {
  const auto scope = crl.extensions().find<IssuingDistributionPoint>();
  const bool only_some = scope && scope->only_some_reasons;
  // (d)(1) to (4): what both leave.
  const ReasonFlags in_crl = only_some ? *scope->only_some_reasons : kAllReasons;
  return in_crl & point.reasons.value_or(kAllReasons) & kAllReasons;
}

bool is_current(const CertificateList& crl, Time at) {
  const TbsCertList& list = crl.tbs_cert_list();
  return list.this_update <= at && (!list.next_update || at <= *list.next_update);
}

bool has_unknown_critical_extension(const CertificateList& crl) {
  if (std::ranges::any_of(crl.extensions(), is_unknown_critical)) return true;
  return std::ranges::any_of(
      crl.tbs_cert_list().revoked_certificates, [](const RevokedCertificate& entry) {
        return std::ranges::any_of(entry.crl_entry_extensions, is_unknown_critical);
      });
}

}  // namespace smime::x509::path
