// smime id list | show | default: which digital IDs are there, and which one signs.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/description.hpp"
#include "mime/command/id.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/people.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "x509/key_pair.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Identities;
using directory::StoredIdentity;

struct Options {
  DirectoryOption directory;
  std::string name, output = "-";
  bool json = false;
};

// Whether it is one's own, or of an authority above it: only the first can sign.
std::string kind_of(const StoredIdentity& identity, const x509::Certificate& certificate) {
  if (!x509::same_key(certificate.public_key(), identity.public_key)) return "authority";
  return certificate.is_self_issued() ? "own, self-signed" : "own";
}

std::vector<std::string> row_of(const StoredIdentity& identity,
                                const x509::Certificate& certificate) {
  const auto emails = certificate.emails();
  const std::string to = certificate.subject().common_name();
  return {identity.name + (identity.is_default ? " (default)" : ""),
          kind_of(identity, certificate),
          emails.empty() ? to : to + " <" + joined(emails) + ">",
          certificate.issuer().common_name(),
          day(certificate.validity().not_after),
          certificate.sha256_hex().substr(0, 16)};
}

Description described(const StoredIdentity& identity) {
  Description certificates = Description::array();
  for (const auto* list : {&identity.own, &identity.chain}) {
    for (const auto& certificate : *list) {
      certificates.push_back({{"kind", kind_of(identity, certificate)},
                              {"issued_to", certificate.subject().rfc4514()},
                              {"emails", certificate.emails()},
                              {"issued_by", certificate.issuer().rfc4514()},
                              {"not_after", certificate.validity().not_after.rfc3339()},
                              {"sha256", certificate.sha256_hex()}});
    }
  }
  return {{"name", identity.name},
          {"default", identity.is_default},
          {"key", identity.public_key.description()},
          {"addresses", identity.addresses()},
          {"requests", identity.requests.size()},
          {"certificates", certificates}};
}

void write_text(const Options& options, const std::string& text) {
  write_file(options.output, primitives::bytes_of(text), false);
}

int list(const Options& options) {
  Database database = options.directory.read();
  const auto all = Identities(database).all();
  if (options.json) {
    Description descriptions = Description::array();
    for (const auto& identity : all) descriptions.push_back(described(identity));
    write_text(options, json_text(descriptions));
    return kSuccess;
  }
  if (all.empty()) {
    std::cerr << "smime: no digital IDs yet; 'smime id new' makes one\n";
    return kSuccess;
  }
  std::vector<std::vector<std::string>> rows{
      {"ID", "CERTIFICATE", "ISSUED TO", "ISSUED BY", "EXPIRES", "SHA-256"}};
  for (const auto& identity : all) {
    for (const auto& one : identity.own) rows.push_back(row_of(identity, one));
    if (identity.own.empty()) {
      rows.push_back({identity.name + (identity.is_default ? " (default)" : ""), "none yet",
                      joined(identity.addresses())});
    }
    for (const auto& one : identity.chain) rows.push_back(row_of(identity, one));
  }
  write_text(options, as_table(rows));
  return kSuccess;
}

int show(const Options& options) {
  Database database = options.directory.read();
  const StoredIdentity identity = stored_identity(database, options.name);
  Description description = described(identity);
  if (!options.json) {
    description["certificates"] = Description::array();
    for (const auto* list : {&identity.own, &identity.chain}) {
      for (const auto& certificate : *list) {
        Description one{{"kind", kind_of(identity, certificate)}};
        one.update(describe(certificate));
        description["certificates"].push_back(one);
      }
    }
  }
  write_text(options, options.json ? json_text(description) : as_text(description));
  return kSuccess;
}

int choose_default(const Options& options) {
  Database database = options.directory.write();
  directory::Transaction transaction(database);
  const StoredIdentity identity = stored_identity(database, options.name);
  Identities(database).set_default(identity.name);
  transaction.commit();
  std::cerr << "smime: " << identity.name << " is the default digital ID for signing\n";
  return kSuccess;
}

CLI::App* add(CLI::App& id, Run& run, const char* name, const char* what,
              int (*action)(const Options&), const std::shared_ptr<Options>& options) {
  CLI::App* command = id.add_subcommand(name, what);
  options->directory.add_to(*command);
  command->callback(
      [options, &run, action] { run = [options, action] { return action(*options); }; });
  return command;
}

}  // namespace

void add_id_list(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add(
      id, run, "list", "List the digital IDs, to whom and by whom they are issued", list, options);
  command->add_flag("--json", options->json, "as JSON");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
}

void add_id_default(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  add(id, run, "default", "Make a digital ID the default one for signing", choose_default, options)
      ->add_option("ID", options->name, "its name or address")
      ->required();
}

void add_id_show(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add(id, run, "show", "Show a digital ID and its certificates", show, options);
  command->add_option("ID", options->name, "its name or address (default: the default ID)");
  command->add_flag("--json", options->json, "as JSON");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
}

}  // namespace smime::mime::command
