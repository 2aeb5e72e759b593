// What smime ca puts into certificates: its profiles by name, subjects, extensions.
#pragma once

#include <string>
#include <vector>

#include "mime/command/ca.hpp"
#include "mime/command/cli.hpp"
#include "x509/profile.hpp"

namespace smime::mime::command {

/// What the options of several commands say about a certificate that is to be issued.
struct ProfileOptions {
  std::string profile = "dual", digest, crl_url, subject;
  std::vector<std::string> emails, policy_oids;
  int path_length = -1;  ///< less than 0: not given
  ValidityOptions validity;

  void add_to(CLI::App& command);
  bool is_authority() const { return profile == "intermediate"; }
};

/// Who a certificate is for, before the profile has its say.
struct Applicant {
  x509::Name name;
  std::vector<std::string> emails;
};

/// The subject that the profile allows: of the authority's naming for `freemail`, which has not
/// verified a name yet. @throws Error (invalid_argument) where the profile wants more than is known
x509::Name subject_for(const ProfileOptions& options, const Applicant& applicant);

/// All of the certificate beside subject, key, number and time.
x509::Profile profile_for(const ProfileOptions& options, const CaSettings& settings,
                          x509::path::Policy policy, const Applicant& applicant);

/// Adds what an authority adds to all: where its CRLs are, and under which policies it issues.
void add_authority_extensions(x509::Profile& profile, const std::string& crl_url,
                              const std::vector<std::string>& policy_oids);

/// How long certificates of the profile are valid where nothing else is said.
int usual_days(const ProfileOptions& options, const CaSettings& settings);

/// A person of the authority's organization: its name with the person's for its common name.
x509::Name name_in_organization(const x509::Name& authority, const std::string& common_name);

}  // namespace smime::mime::command
