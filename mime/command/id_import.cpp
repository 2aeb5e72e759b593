// smime id import: a PKCS #12 file, or the certificate that answers a request, becomes part of the
// directory; with -o the ID is written as PEM for --id.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "cms/certificate_set.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "mime/command/description.hpp"
#include "mime/command/file_streams.hpp"
#include "mime/command/id.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "primitives/secret.hpp"
#include "x509/key_pair.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Identities;
using directory::StoredIdentity;
using directory::Transaction;

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::string file, name, output, at;
  bool unprotected = false;
};

Secret private_key_pem(const x509::PrivateKey& key, const Options& options) {
  const auto pem = [](const char* label, ByteView der) {
    std::string text = asn1::write_pem(label, der);
    Secret secret(primitives::bytes_of(text));
    primitives::wipe(text);
    return secret;
  };
  if (options.unprotected) return pem("PRIVATE KEY", key.to_pkcs8().view());
  return pem("ENCRYPTED PRIVATE KEY",
             lock_key(key, options.passwords.new_source()(options.output)).encrypted);
}

// Everything as one PEM file: keys, their certificate, and the others.
void write_pem_file(const Material& material, const Options& options) {
  require_pair(material, options.file);
  std::vector<x509::Certificate> certificates;
  for (const auto& key : material.keys) {
    const auto* own = material.certificate_of(key);
    if (own != nullptr) cms::add_once(certificates, *own);
  }
  for (const auto& one : material.certificates) cms::add_once(certificates, one);
  FileSink file(options.output, FileSink::Held::no, true);
  for (const auto& key : material.distinct_keys()) {
    file.write(private_key_pem(key, options).view());
  }
  for (const auto& one : certificates) {
    file.write(primitives::bytes_of(asn1::write_pem("CERTIFICATE", one.der())));
  }
  file.finish();
}

// The keys of a file under the new IDs' password, and every certificate.
struct Incoming {
  struct Key {
    NewKey locked;
    std::string name;
  };
  std::vector<Key> keys;
  std::vector<x509::Certificate> certificates;
};

// What people call it: its common name.
std::string name_of(const x509::PrivateKey& key, const Material& material) {
  if (const auto* own = material.certificate_of(key)) return own->subject().common_name();
  throw Error(ErrorKind::not_found, "no certificate for the private key in it",
              "give it a name with --name");
}

// The key with what its certificate restricts it to.
x509::PrivateKey as_certified(const x509::PrivateKey& key, const Material& material) {
  const auto* own = material.certificate_of(key);
  return own == nullptr ? key : x509::restricted_as(own->public_key(), key);
}

// A name that no ID has: people have a key to sign and one to be encrypted for, of one name.
std::string free_name(const std::string& wanted, const std::vector<std::string>& taken) {
  std::string name = wanted;
  for (std::size_t i = 2; std::ranges::find(taken, name) != taken.end(); ++i) {
    name = wanted + " " + std::to_string(i);
  }
  return name;
}

void tell_of_name(const StoredIdentity& there, const Options& options) {
  if (options.name.empty() || options.name == there.name) return;
  std::cerr << "smime: note: the private key is here already, as the digital ID " << there.name
            << "; it keeps that name\n";
}

Incoming incoming(const Material& material, const Options& options, Database& database) {
  Incoming result;
  Identities identities(database);
  std::vector<std::string> taken;
  for (const auto& identity : identities.all()) taken.push_back(identity.name);
  for (const auto& key : material.distinct_keys()) {
    if (const auto there = identities.with_key(key.public_key())) {
      tell_of_name(*there, options);
      continue;  // its certificates may be new
    }
    const std::string wanted = options.name.empty() ? name_of(key, material) : options.name;
    if (!options.name.empty() && result.keys.empty() &&
        std::ranges::find(taken, wanted) != taken.end()) {
      throw Error(ErrorKind::invalid_argument, "a digital ID named " + wanted,
                  "choose another name");
    }
    const std::string name = taken.emplace_back(free_name(wanted, taken));
    const Secret password = options.passwords.new_source()("the digital ID " + name);
    result.keys.push_back({lock_key(as_certified(key, material), password), name});
  }
  result.certificates = material.certificates;
  return result;
}

// Certificates of authorities above an ID: those that its own name as their issuer, and theirs.
std::vector<x509::Certificate> chain_of(const x509::Certificate& own,
                                        const std::vector<x509::Certificate>& all) {
  std::vector<x509::Certificate> chain{own};
  for (std::size_t i = 0; i < chain.size(); ++i) {
    for (const auto& one : all) {
      if (one.subject() == chain[i].issuer() && std::ranges::find(chain, one) == chain.end()) {
        chain.push_back(one);
      }
    }
  }
  chain.erase(chain.begin());
  return chain;
}

[[noreturn]] void refuse_without_key(const Options& options) {
  throw Error(ErrorKind::not_found, "no private key here for the certificate",
              "a certificate is picked up where its request was made, for the private key never "
              "leaves there: import it into the directory that holds the key; somebody else's "
              "certificate goes by 'smime people add'",
              {}, std::nullopt, options.file);
}

// Joins certificates to the IDs whose keys they are for; how many found one.
std::size_t join(Database& database, const std::vector<x509::Certificate>& certificates, Time now,
                 std::string& said) {
  Identities identities(database);
  std::size_t joined = 0;
  for (const auto& certificate : certificates) {
    const auto identity = identities.with_key(certificate.public_key());
    if (!identity) continue;
    ++joined;
    const bool is_new = identities.add_certificate(*identity, certificate, now);
    for (const auto& one : chain_of(certificate, certificates)) {
      identities.add_certificate(*identity, one, now);
    }
    said += std::string("smime: ") + (is_new ? "added to" : "already in") + " the digital ID " +
            identity->name + ": the certificate issued by " + certificate.issuer().rfc4514() + "\n";
  }
  return joined;
}

int refuse_unsupported(const Error& unsupported_key) {
  std::cerr << "smime: not imported: " << unsupported_key.what() << "\n";
  return kUnreadable;
}

int store(const Material& material, const Options& options) {
  const Time now = moment(options.at);
  Database database = options.directory.write();
  const Incoming what = incoming(material, options, database);
  std::string said;  // once it is so
  Transaction transaction(database);
  for (const auto& one : what.keys) {
    Identities(database).add(one.name, one.locked.key.public_key(), one.locked.encrypted, now);
    said += "smime: imported the digital ID " + one.name + "\n";
  }
  if (join(database, what.certificates, now, said) == 0 && what.keys.empty()) {
    if (!material.unsupported_key) refuse_without_key(options);
    return refuse_unsupported(*material.unsupported_key);
  }
  transaction.commit();
  std::cerr << said;
  return kSuccess;
}

void say_not_imported(const x509::Check& failure) {
  std::cerr << "smime: not imported: "
            << (failure.reason == x509::Reason::no_integrity
                    ? "the file may have been altered on its way; with -o FILE it is written out "
                      "all the same"
                    : failure.detail)
            << "\n";
}

int import_key_store(const Options& options, ByteView pfx) {
  const auto reading = examine_pkcs12(pfx, options.passwords.source()(options.file));
  std::cerr << as_text(describe(reading));
  const cms::pkcs12::KeyStore& store = reading.store;
  const x509::Check* failure = reading.report.first_failure();
  if (store.keys.empty() && store.unsupported_key &&
      (!options.output.empty() || store.certificates.empty())) {
    return refuse_unsupported(*store.unsupported_key);
  }
  if (store.keys.empty() && store.certificates.empty()) return kUnreadable;
  Material material;
  material.add(store);
  const bool has_pair = std::ranges::any_of(
      material.keys, [&](const auto& key) { return material.certificate_of(key) != nullptr; });
  if (failure != nullptr && (options.output.empty() || !has_pair)) {
    say_not_imported(*failure);
    return kUntrusted;
  }
  if (options.output.empty()) return command::store(material, options);
  write_pem_file(material, options);
  return failure == nullptr ? kSuccess : kUntrusted;
}

// Keys and certificates themselves, in PEM or DER. What cannot be read ends as with `show`.
int import_material(const Options& options) {
  std::optional<Material> material;
  try {
    material = read_material(options.file, options.passwords.source());
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::input_output) throw;
    std::cerr << "smime: " << error.what() << "\n";
    return kUnreadable;
  }
  if (material->is_mismatched()) require_pair(*material, options.file);
  if (options.output.empty()) return store(*material, options);
  write_pem_file(*material, options);
  return kSuccess;
}

int import_id(const Options& options) {
  const Secret octets(read_file(options.file));
  if (const auto pfx = pkcs12_in(octets.view())) return import_key_store(options, pfx->view());
  return import_material(options);
}

}  // namespace

void add_id_import(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand("import",
                                        "List what a PKCS #12 file holds and keep its ID, or take "
                                        "a certificate that answers a request");
  command
      ->add_option(
          "FILE", options->file,
          "a PKCS #12 file, a certificate for a key that is here, or keys and certificates")
      ->required();
  command->add_option("--name", options->name, "the ID's name (default: its common name)");
  options->passwords.add_to(*command, "the file that is read");
  options->passwords.add_new_to(*command, "the ID that is kept, or of the key that is written");
  command->add_flag("--unprotected", options->unprotected,
                    "with -o: write the key without a password");
  command->add_option("-o,--output", options->output,
                      "write the ID to this PEM file, and not into the directory");
  command->add_option("--at", options->at, "when it is imported (RFC 3339; default now)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return import_id(*options); }; });
}

}  // namespace smime::mime::command
