// smime id import: a PKCS #12 file, or the certificate that answers a request, becomes part of the
// directory; with -o the ID is written as PEM for --id.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "mime/command/description.hpp"
#include "mime/command/file_streams.hpp"
#include "mime/command/id.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "primitives/secret.hpp"

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
void write_pem_file(const cms::pkcs12::KeyStore& store, const Options& options) {
  const cms::Identity own = store.identity();
  FileSink file(options.output, FileSink::Held::no, true);
  for (const auto& entry : store.keys) file.write(private_key_pem(entry.key, options).view());
  const auto write_certificate = [&](const x509::Certificate& certificate) {
    file.write(primitives::bytes_of(asn1::write_pem("CERTIFICATE", certificate.der())));
  };
  write_certificate(own.certificate);
  for (const auto& other : store.others(own.certificate)) write_certificate(other);
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

// What people call it: its address, else its common name.
std::string name_of(const x509::PrivateKey& key,
                    const std::vector<x509::Certificate>& certificates) {
  for (const auto& certificate : certificates) {
    if (!(certificate.public_key() == key.public_key())) continue;
    return certificate.subject().common_name();
  }
  throw Error(ErrorKind::not_found, "no certificate for the private key in it",
              "give it a name with --name");
}

Incoming incoming(const std::vector<x509::PrivateKey>& keys,
                  std::vector<x509::Certificate> certificates, const Options& options,
                  Database& database) {
  Incoming result;
  for (const auto& key : keys) {
    if (Identities(database).with_key(key.public_key())) continue;  // its certificates may be new
    const std::string name = options.name.empty() ? name_of(key, certificates) : options.name;
    const Secret password = options.passwords.new_source()("the digital ID " + name);
    result.keys.push_back({lock_key(key, password), name});
  }
  result.certificates = std::move(certificates);
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
std::size_t join(Database& database, const std::vector<x509::Certificate>& certificates, Time now) {
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
    std::cerr << "smime: " << (is_new ? "added to" : "already in") << " the digital ID "
              << identity->name << ": the certificate issued by " << certificate.issuer().rfc4514()
              << "\n";
  }
  return joined;
}

void store(Database& database, const Incoming& what, const Options& options, Time now) {
  Transaction transaction(database);
  for (const auto& one : what.keys) {
    Identities(database).add(one.name, one.locked.key.public_key(), one.locked.encrypted, now);
    std::cerr << "smime: imported the digital ID " << one.name << "\n";
  }
  if (join(database, what.certificates, now) == 0 && what.keys.empty()) refuse_without_key(options);
  transaction.commit();
}

int import_key_store(const Options& options, ByteView pfx) {
  const auto reading = cms::pkcs12::read_key_store(pfx, options.passwords.source()(options.file));
  std::cerr << as_text(describe(reading));
  if (reading.store.keys.empty() && reading.store.certificates.empty()) return kUnreadable;
  if (!options.output.empty()) {
    write_pem_file(reading.store, options);
  } else if (!reading.report.passed()) {
    std::cerr << "smime: not imported: the file may have been altered on its way; with -o FILE it "
                 "is written out all the same\n";
  } else {
    std::vector<x509::PrivateKey> keys;
    std::vector<x509::Certificate> certificates;
    for (const auto& entry : reading.store.keys) keys.push_back(entry.key);
    for (const auto& entry : reading.store.certificates) certificates.push_back(entry.certificate);
    Database database = options.directory.write();
    store(database, incoming(keys, certificates, options, database), options, moment(options.at));
  }
  return reading.report.passed() ? kSuccess : kUntrusted;
}

int import_id(const Options& options) {
  const Secret octets(read_file(options.file));
  if (looks_like_pkcs12(octets.view()) || !options.output.empty())
    return import_key_store(options, octets.view());
  const Material material = read_material(options.file, options.passwords.source());
  Database database = options.directory.write();
  store(database, incoming(material.keys, material.certificates, options, database), options,
        moment(options.at));
  return kSuccess;
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
