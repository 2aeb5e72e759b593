// smime id remove: a digital ID is taken out of the directory, its private key with it.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/resolve.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  DirectoryOption directory;
  std::string name;
  bool yes = false;
};

int remove(const Options& options) {
  directory::Database database = options.directory.write();
  directory::Transaction transaction(database);
  const directory::StoredIdentity identity = stored_identity(database, options.name);
  if (!options.yes) {
    throw UsageError("mail that is encrypted for " + identity.name +
                     " can never be read again without its private key: export it first, and then "
                     "say --yes");
  }
  directory::Identities(database).remove(identity.id);
  transaction.commit();
  std::cerr << "smime: removed the digital ID " << identity.name
            << "; what it has cross-certified is no longer trusted\n";
  return kSuccess;
}

}  // namespace

void add_id_remove(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      id.add_subcommand("remove", "Remove a digital ID, and its private key for good");
  command->add_option("ID", options->name, "its name or address")->required();
  command->add_flag("--yes", options->yes, "yes, remove the private key");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return remove(*options); }; });
}

}  // namespace smime::mime::command
