// smime id new | request: a key pair, with a certificate that it signs itself or a request for one.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "primitives/error.hpp"
#include "x509/authority.hpp"
#include "x509/profile.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Identities;
using directory::StoredIdentity;
using directory::Transaction;

struct Options {
  SubjectOptions subject;
  DirectoryOption directory;
  PasswordOptions passwords;
  std::string request, at, output;
  int days = 365;
};

constexpr std::int64_t kSecondsOfADay = 24 * 60 * 60;

x509::Certificate self_sign(const x509::PrivateKey& key, const Options& options, Time now) {
  SystemRandom random;
  const x509::Validity validity{now, Time{now.seconds + options.days * kSecondsOfADay}};
  return x509::issue_self_signed(key, options.subject.subject(),
                                 x509::Profile::person(options.subject.emails),
                                 x509::random_serial_number(random), validity, random);
}

void tell_of_request(const std::string& name, const std::string& file) {
  std::cerr << "smime: note: send " << file
            << " to an authority; its key stays here, so import the "
            << "certificate here too: smime id import FILE (for " << name << ")\n";
}

StoredIdentity add(Database& database, const Options& options, const NewKey& key, Time now) {
  Identities(database).add(options.subject.name, key.key.public_key(), key.encrypted, now);
  return stored_identity(database, options.subject.name);
}

int make_new(const Options& options) {
  const Time now = moment(options.at);
  Database database = options.directory.write();
  const NewKey key = draw_key(options.subject, options.passwords.new_source());
  Transaction transaction(database);
  const StoredIdentity identity = add(database, options, key, now);
  if (options.request.empty()) {
    Identities(database).add_certificate(identity, self_sign(key.key, options, now), now);
  } else {
    write_request(options.request,
                  make_request(database, identity, key.key, options.subject.subject(),
                               options.subject.emails, now));
  }
  transaction.commit();
  std::cerr << "smime: made the digital ID " << identity.name
            << (identity.is_default ? ", the default for signing" : "") << "\n";
  if (!options.request.empty()) {
    tell_of_request(identity.name, options.request);
  } else {
    std::cerr << "smime: note: it vouches for itself: others trust it once they cross-certify it, "
                 "or once an authority certifies it (smime id request)\n";
  }
  return kSuccess;
}

// The subject of the certificate that is there, unless another one is asked for.
x509::Name subject_of(const StoredIdentity& identity, SubjectOptions wanted, Time now) {
  const auto current = identity.certificate_for(x509::path::Purpose::any, now);
  if (current && wanted.organization.empty() && wanted.country.empty()) return current->subject();
  wanted.name = identity.name;
  return wanted.subject();
}

int request(const Options& options) {
  const Time now = moment(options.at);
  Database database = options.directory.write();
  auto identity = Identities(database).find(options.subject.name);
  const NewKey key =
      identity
          ? NewKey{identity->unlock(options.passwords.source()("the digital ID " + identity->name)),
                   {}}
          : draw_key(options.subject, options.passwords.new_source());
  Transaction transaction(database);
  if (!identity) {
    identity = add(database, options, key, now);
    std::cerr << "smime: made a key for the digital ID " << identity->name << "\n";
  }
  const auto& emails =
      options.subject.emails.empty() ? identity->addresses() : options.subject.emails;
  write_request(options.output,
                make_request(database, *identity, key.key,
                             subject_of(*identity, options.subject, now), emails, now));
  transaction.commit();
  tell_of_request(identity->name, options.output);
  return kSuccess;
}

}  // namespace

void add_id_new(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand(
      "new", "Make a digital ID: a key pair, and a certificate that it signs itself or a request");
  options->subject.add_to(*command);
  command->add_option("--request", options->request,
                      "write a request for an authority to this file, in place of a certificate");
  command->add_option("--days", options->days, "how long the certificate is valid (default 365)")
      ->check(CLI::Range(1, 36'500));
  command->add_option("--at", options->at, "from when it is valid (RFC 3339; default now)");
  options->passwords.add_new_to(*command, "the new ID");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return make_new(*options); }; });
}

void add_id_request(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand(
      "request",
      "Write a request for a certificate (PKCS #10), for an ID that is there or a new one");
  options->subject.add_to(*command);
  command->add_option("-o,--output", options->output, "the file to write")->required();
  command->add_option("--at", options->at, "when it is made (RFC 3339; default now)");
  options->passwords.add_to(*command, "the ID, where it is there");
  options->passwords.add_new_to(*command, "the ID, where it is new");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return request(*options); }; });
}

}  // namespace smime::mime::command
