// smime ca: what the commands of the authority share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/command/cli.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/directory_option.hpp"
#include "mime/command/password.hpp"
#include "mime/directory/administration.hpp"
#include "mime/directory/people.hpp"
#include "mime/directory/register.hpp"
#include "x509/path/options.hpp"

namespace smime::mime::command {

/// Which authority, of which directory, and how to unlock it.
struct CaOptions {
  DirectoryOption directory;
  std::string name, policy, at;
  PasswordOptions password;

  void add_to(CLI::App& command);
};

/// What an authority issues by where nothing else is said.
struct CaSettings {
  std::string policy = "modern", digest = "sha256", crl_url;
  int days = 365;

  static CaSettings read(const std::string& json);
  std::string write() const;
};

/// An authority with its directory open and its key unlocked.
struct CaDesk {
  directory::Database database;
  directory::StoredAuthority stored;
  x509::Authority authority;
  CaSettings settings;
  x509::path::Policy policy;
  Time now;

  static CaDesk open(const CaOptions& options);
  directory::Register reg() { return directory::Register(database); }
  void log(const std::string& subject, const std::string& action, const std::string& outcome);
};

/// The certificate that a word means: a file, a serial number, the first digits of its SHA-256, or
/// a person's name or address (the newest that is current).
/// @throws Error (not_found) where the authority did not issue it
directory::IssuedCertificate issued_certificate(CaDesk& desk, const std::string& word);

/// From when to when, as the options of several commands say it.
struct ValidityOptions {
  std::string not_before, not_after;
  int days = 0;  ///< 0: not given

  void add_to(CLI::App& command, const std::string& usual);
  /// Never longer than the authority's own, where the options do not ask for it.
  /// @throws UsageError where they ask for more, or for nothing
  x509::Validity validity(Time now, int usual_days,
                          const std::optional<x509::Validity>& authority) const;
};

/// "CN=Alice,O=Example <alice@example.org>": a certificate's holder for people.
std::string holder(const x509::Certificate& certificate);
/// "katie@example.org, serial number 0a1b..., until 2027-11-25T12:00:00Z"
std::string summary_of(const x509::Certificate& certificate);
std::string certificate_pem(const x509::Certificate& certificate);

/// Whether the policy lets an authority certify this key.
/// @throws Error (invalid_argument)
void require_key_for(x509::path::Policy policy, const x509::PublicKey& key,
                     const std::string& whose);

void add_ca_init(CLI::App& ca, Run& run);
void add_ca_issue(CLI::App& ca, Run& run);
void add_ca_issue_all(CLI::App& ca, Run& run);
void add_ca_renew(CLI::App& ca, Run& run);
void add_ca_revoke(CLI::App& ca, Run& run);
void add_ca_crl(CLI::App& ca, Run& run);
void add_ca_cross_certify(CLI::App& ca, Run& run);
void add_ca_list(CLI::App& ca, Run& run);

}  // namespace smime::mime::command
