// smime id login: opens an ID, and certificates that an authority issued to its key join it.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "mime/directory/login.hpp"

namespace smime::mime::command {
namespace {

using directory::Access;
using directory::Database;
using directory::StoredIdentity;

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::string name, from, at;
};

int login(const Options& options) {
  Database own = options.directory.write();
  const StoredIdentity identity = stored_identity(own, options.name);
  identity.unlock(options.passwords.source()("the digital ID " + identity.name));
  const Time now = moment(options.at);
  std::vector<x509::Certificate> merged;
  if (options.from.empty()) {
    merged = directory::merge_pending(own, own, identity, now);
  } else {
    if (!std::filesystem::exists(options.from)) throw UsageError("there is no " + options.from);
    Database authority = directory::open_directory(options.from, Access::write);
    merged = directory::merge_pending(own, authority, identity, now);
  }
  for (const auto& certificate : merged) {
    std::cerr << "smime: new in the digital ID " << identity.name << ": the certificate issued by "
              << certificate.issuer().rfc4514() << "\n";
  }
  if (merged.empty())
    std::cerr << "smime: no certificates were waiting for " << identity.name << "\n";
  return kSuccess;
}

}  // namespace

void add_id_login(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand(
      "login", "Open a digital ID with its password; certificates that wait for it join it");
  command->add_option("ID", options->name, "its name or address (default: the default ID)");
  command
      ->add_option("--from", options->from,
                   "the authority's directory, where they wait (default: the same)")
      ->type_name("FILE");
  options->passwords.add_to(*command, "the ID");
  command->add_option("--at", options->at, "when it is (RFC 3339; default now)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return login(*options); }; });
}

}  // namespace smime::mime::command
