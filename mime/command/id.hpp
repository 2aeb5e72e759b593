// smime id: what its commands share.
#pragma once

#include <string>
#include <vector>

#include "mime/command/cli.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/directory_option.hpp"
#include "mime/command/password.hpp"
#include "mime/directory/identities.hpp"

namespace smime::mime::command {

void add_id_new(CLI::App& id, Run& run);
void add_id_request(CLI::App& id, Run& run);
void add_id_import(CLI::App& id, Run& run);
void add_id_export(CLI::App& id, Run& run);
void add_id_list(CLI::App& id, Run& run);
void add_id_default(CLI::App& id, Run& run);
void add_id_show(CLI::App& id, Run& run);
void add_id_login(CLI::App& id, Run& run);
void add_id_password(CLI::App& id, Run& run);
void add_id_remove(CLI::App& id, Run& run);

/// Who an ID is for.
struct SubjectOptions {
  std::string name;                 ///< of the ID, and the common name
  std::vector<std::string> emails;  ///< addresses, one at least
  std::string organization, country;
  unsigned bits = 3072;

  void add_to(CLI::App& command);
  /// CN, O and C.
  x509::Name subject() const;
};

/// A key, and the same under the password of its ID.
struct NewKey {
  x509::PrivateKey key;
  Bytes encrypted;
};

/// Draws a key pair and asks for its password: before any transaction, for people type slowly.
NewKey draw_key(const SubjectOptions& subject, const PasswordSource& new_password);
/// Encrypts a key under the password of an ID.
NewKey lock_key(const x509::PrivateKey& key, const Secret& password);

/// A request for this key, kept with its ID.
x509::CertificationRequest make_request(directory::Database& database,
                                        const directory::StoredIdentity& identity,
                                        const x509::PrivateKey& key, const x509::Name& subject,
                                        const std::vector<std::string>& emails, Time now);

/// Writes a request as PEM.
void write_request(const std::string& file, const x509::CertificationRequest& request);

/// A table for people: columns that are as wide as their widest cell, in characters.
std::string as_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace smime::mime::command
