// What smime ca puts into certificates: its profiles by name, subjects, extensions.
#include "mime/command/ca_profile.hpp"

#include <CLI/CLI.hpp>

#include "mime/command/certified_address.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "x509/distribution_points.hpp"
#include "x509/policy_extensions.hpp"

namespace smime::mime::command {
namespace {

constexpr int kAuthorityDays = 1825;

using x509::EndEntityUse;

EndEntityUse use_of(const std::string& profile) {
  if (profile == "sign") return EndEntityUse::sign;
  if (profile == "encrypt") return EndEntityUse::encrypt;
  return EndEntityUse::sign_and_encrypt;
}

[[noreturn]] void refuse(const std::string& found, const std::string& rule,
                         const std::string& standard = {}) {
  throw Error(ErrorKind::invalid_argument, found, rule, standard);
}

}  // namespace

void ProfileOptions::add_to(CLI::App& command) {
  command
      .add_option("--profile", profile,
                  "dual: to sign and to be encrypted for (default); sign; encrypt; yearly: dual, "
                  "one year, with the name in it; freemail: dual, with the address alone, while "
                  "the name is not verified; intermediate: an authority below")
      ->check(CLI::IsMember({"dual", "sign", "encrypt", "yearly", "freemail", "intermediate"}));
  validity.add_to(command, "as the authority was made with");
  command.add_option("--subject", subject, "this name (RFC 4514) in place of the one asked for");
  command.add_option("--email", emails, "these addresses in place of those asked for")
      ->type_name("ADDRESS")
      ->transform(CLI::Validator(as_certified_address, ""))
      ->allow_extra_args(false);
  command.add_option("--digest", digest, "of the signature (default: as the authority was made)");
  command.add_option("--policy-oid", policy_oids, "a certificate policy to state")
      ->allow_extra_args(false);
  command.add_option("--crl-url", crl_url, "where CRLs are found (CRL distribution point)")
      ->type_name("URI");
  command.add_option("--path-length", path_length, "how many authorities may stand below it")
      ->check(CLI::Range(0, 16));
}

x509::Name subject_for(const ProfileOptions& options, const Applicant& applicant) {
  if (!options.subject.empty()) return x509::Name::from_rfc4514(options.subject);
  if (options.profile == "freemail") {
    std::vector<std::pair<x509::ObjectIdentifier, std::string>> attributes = {
        {x509::id_at_commonName, "Freemail Member"}};
    for (const std::string& address : applicant.emails) {
      attributes.emplace_back(x509::id_emailAddress, address);
    }
    return x509::Name::of(attributes);
  }
  const bool needs_name = options.profile == "yearly" || options.is_authority();
  if (needs_name && applicant.name.values(x509::id_at_commonName).empty()) {
    refuse("'" + applicant.name.rfc4514() + "', which has no common name",
           "the profile " + options.profile + " has a name in it; give one with --subject");
  }
  return applicant.name;
}

x509::Profile profile_for(const ProfileOptions& options, const CaSettings& settings,
                          x509::path::Policy policy, const Applicant& applicant) {
  if (!options.is_authority() && applicant.emails.empty()) {
    refuse("no address", "a certificate for mail names one; give it with --email", "RFC 8550, 3");
  }
  if (!options.is_authority() && options.path_length >= 0) {
    throw UsageError("--path-length is for --profile intermediate");
  }
  std::vector<std::string> emails;
  for (const std::string& email : applicant.emails) emails.push_back(certified_address(email));
  x509::Profile profile =
      options.is_authority()
          ? x509::Profile::authority(
                options.path_length < 0
                    ? std::nullopt
                    : std::optional(static_cast<std::uint32_t>(options.path_length)))
          : x509::Profile::person(emails, use_of(options.profile));
  profile.digest =
      primitives::digest_algorithm(options.digest.empty() ? settings.digest : options.digest);
  require_digest(policy, profile.digest);
  add_authority_extensions(profile, options.crl_url.empty() ? settings.crl_url : options.crl_url,
                           options.policy_oids);
  return profile;
}

void add_authority_extensions(x509::Profile& profile, const std::string& crl_url,
                              const std::vector<std::string>& policy_oids) {
  if (!crl_url.empty()) {
    x509::DistributionPoint point;
    point.distribution_point = {{x509::GeneralName::uri(crl_url)}, std::nullopt};
    profile.extensions.set(x509::CrlDistributionPoints{{point}}, false);
  }
  x509::CertificatePolicies policies;
  for (const std::string& oid : policy_oids) {
    policies.policies.push_back({x509::ObjectIdentifier(oid), {}});
  }
  if (!policies.policies.empty()) profile.extensions.set(policies, false);
}

int usual_days(const ProfileOptions& options, const CaSettings& settings) {
  if (options.is_authority()) return kAuthorityDays;
  return options.profile == "yearly" ? 365 : settings.days;
}

x509::Name name_in_organization(const x509::Name& authority, const std::string& common_name) {
  std::vector<x509::RelativeDistinguishedName> parts;
  for (const auto& part : authority.rdn_sequence()) {
    const bool organization =
        part.front().type != x509::id_at_commonName && part.front().type != x509::id_emailAddress;
    if (organization) parts.push_back(part);
  }
  parts.push_back({x509::AttributeTypeAndValue::of(x509::id_at_commonName, common_name)});
  return x509::Name(parts);
}

}  // namespace smime::mime::command
