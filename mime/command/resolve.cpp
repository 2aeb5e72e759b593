// What people name on the command line, found.
#include "mime/command/resolve.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>

#include "mime/command/commands.hpp"
#include "mime/command/recipients.hpp"
#include "mime/directory/people.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Identities;
using directory::StoredIdentity;
using x509::path::Purpose;

[[noreturn]] void not_found(const std::string& found, const std::string& rule) {
  throw Error(ErrorKind::not_found, found, rule);
}

x509::Certificate certificate_of(const StoredIdentity& identity, Purpose purpose, Time at) {
  if (const auto certificate = identity.certificate_for(purpose, at)) return *certificate;
  if (identity.own.empty()) {
    not_found("no certificate yet for the digital ID " + identity.name,
              "import the one that answers its request: smime id import FILE");
  }
  not_found("no certificate of the digital ID " + identity.name + " to " +
                std::string(to_string(purpose)) + " with",
            "its certificates are for other uses; get one that is for this");
}

// Asks for the password once, however many layers, messages and threads need the key, also where
// none was given or it did not fit: that is no fault of the message.
std::function<x509::PrivateKey()> unlock_once(const StoredIdentity& identity,
                                              const PasswordSource& password) {
  struct Known {
    std::mutex mutex;
    std::optional<x509::PrivateKey> key;
    std::string failure;
  };
  return [identity, password, known = std::make_shared<Known>()] {
    const std::lock_guard lock(known->mutex);
    if (!known->failure.empty()) throw UsageError(known->failure);
    try {
      if (!known->key) {
        known->key = identity.unlock(password("the digital ID " + identity.name));
      }
      return *known->key;
    } catch (const Error& error) {
      known->failure = error.what();
      throw UsageError(known->failure);
    }
  };
}

}  // namespace

bool names_a_file(const std::string& text) {
  std::error_code ignored;
  return text == "-" || std::filesystem::exists(text, ignored);
}

StoredIdentity stored_identity(Database& database, const std::string& name_or_address,
                               Purpose purpose, Time at) {
  Identities identities(database);
  auto found = name_or_address.empty() ? identities.default_identity(purpose, at)
                                       : identities.find(name_or_address, purpose, at);
  if (found) return std::move(*found);
  if (name_or_address.empty() && !identities.all().empty()) {
    not_found("no default digital ID",
              "name one, or choose it: smime id default NAME; 'smime id list' shows those that are "
              "there");
  }
  if (name_or_address.empty()) {
    not_found("no digital ID in the directory",
              "make one with 'smime id new', bring one with 'smime id import', or name a file with "
              "--id");
  }
  not_found("no digital ID " + name_or_address + ", and no such file",
            "'smime id list' shows those that are there");
}

IdentityFile unlock(const StoredIdentity& identity, const PasswordSource& password, Time at) {
  const x509::Certificate signing = certificate_of(identity, Purpose::any, at);
  const x509::PrivateKey key = identity.unlock(password("the digital ID " + identity.name));
  IdentityFile result;
  // First the one that signs, then every other that somebody may have encrypted for.
  const auto first = identity.certificate_for(Purpose::sign, at).value_or(signing);
  result.identities.push_back({first, key});
  for (const auto& other : identity.own) {
    if (!(other == first)) result.identities.push_back({other, key});
  }
  result.others = identity.chain;
  return result;
}

IdentityFile resolve_identity(const DirectoryOption& directory, const std::string& text,
                              const PasswordSource& password, Time at, Purpose purpose) {
  if (!text.empty() && (directory.none || names_a_file(text))) return read_identity(text, password);
  Database database = directory.read();
  return unlock(stored_identity(database, text, purpose, at), password, at);
}

IdentityFile resolve_signer(const DirectoryOption& directory, const Header& header,
                            const PasswordSource& password, Time at) {
  if (directory.none) throw UsageError("--id says who signs");
  Database database = directory.read();
  StoredIdentity signer = stored_identity(database, "", Purpose::sign, at);
  const auto is_senders = [&](const StoredIdentity& identity) {
    const auto addresses = identity.addresses();
    return std::ranges::any_of(sender_addresses(header), [&](const std::string& sender) {
      return std::ranges::any_of(addresses, [&](const std::string& address) {
        return x509::same_mailbox(address, sender);
      });
    });
  };
  if (!is_senders(signer)) {
    for (StoredIdentity& other : Identities(database).all()) {
      if (!is_senders(other) || other.own.empty()) continue;
      const bool can_sign = other.certificate_for(Purpose::sign, at).has_value();
      if (can_sign || !is_senders(signer)) signer = std::move(other);
    }
  }
  return unlock(signer, password, at);
}

x509::Certificate resolve_own_certificate(const DirectoryOption& directory, const std::string& text,
                                          Time at) {
  if (!text.empty() && (directory.none || names_a_file(text))) {
    return read_certificates({text}).front();
  }
  Database database = directory.read();
  return certificate_of(stored_identity(database, text, Purpose::encrypt, at), Purpose::encrypt,
                        at);
}

void add_directory(secure::OpenOptions& how, const DirectoryOption& directory,
                   const PasswordSource& password) {
  Database database = directory.read();
  const auto add = [&](const std::vector<x509::Certificate>& more) {
    how.certificates.insert(how.certificates.end(), more.begin(), more.end());
  };
  for (const StoredIdentity& identity : Identities(database).all()) {
    const auto unlock = unlock_once(identity, password);
    for (const auto& certificate : identity.own) {
      how.locked_identities.push_back({certificate, unlock});
    }
    add(identity.own);
    add(identity.chain);
  }
  add(directory::People(database).certificates());
  directory::Trust trust(database);
  for (const auto& anchor : trust.anchors(how.at).all()) how.trust.add(anchor);
  const auto crls = trust.crls();
  how.crls.insert(how.crls.end(), crls.begin(), crls.end());
}

void use_directory(secure::OpenOptions& how, const DirectoryOption& directory,
                   const PasswordSource& password, bool quiet) {
  if (directory.none) return;
  try {
    add_directory(how, directory, password);
  } catch (const Error& error) {
    if (!directory.file.empty()) throw;
    if (!quiet) std::cerr << "smime: note: without the directory: " << error.what() << "\n";
  }
}

std::vector<x509::Certificate> resolve_certificates(Database& database, const std::string& text) {
  if (names_a_file(text)) return read_certificates({text});
  std::vector<x509::Certificate> all;
  for (const auto& person : directory::People(database).find(text)) {
    for (const auto& one : person.certificates) all.push_back(one.certificate);
  }
  if (const auto own = Identities(database).find(text)) {
    all.insert(all.end(), own->own.begin(), own->own.end());
  }
  if (all.empty()) {
    not_found("no file, person or digital ID " + text + " with a certificate",
              "'smime people list' and 'smime id list' show those that are there");
  }
  return all;
}

}  // namespace smime::mime::command
