// smime id password: a private key of the directory goes under another password.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/resolve.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::string name;
};

// The passwords are asked for before the transaction, for people type slowly; the key that is
// changed must still be the one that the old password opened.
int change_password(const Options& options) {
  directory::Database database = options.directory.write();
  const directory::StoredIdentity identity = stored_identity(database, options.name);
  const std::string whose = "the digital ID " + identity.name;
  const x509::PrivateKey key = identity.unlock(options.passwords.source()(whose));
  const NewKey locked = lock_key(key, options.passwords.new_source()(whose));
  directory::Transaction transaction(database);
  directory::Identities(database).change_key_encryption(identity, locked.encrypted);
  transaction.commit();
  std::cerr << "smime: " << whose
            << " has a new password; copies that were exported keep their own\n";
  return kSuccess;
}

}  // namespace

void add_id_password(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand("password", "Change the password of a digital ID");
  command->add_option("ID", options->name, "its name or address (default: the default ID)");
  options->passwords.add_to(*command, "the ID, as it was");
  options->passwords.add_new_to(*command, "the ID, as it is to be");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return change_password(*options); }; });
}

}  // namespace smime::mime::command
