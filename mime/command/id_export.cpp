// smime id export: a digital ID as a PKCS #12 file, to carry it elsewhere; or its certificate
// alone.
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "mime/command/file_access.hpp"
#include "mime/command/id.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "primitives/error.hpp"
#include "x509/key_pair.hpp"

namespace smime::mime::command {
namespace {

using cms::pkcs12::KeyStoreClass;

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::vector<std::string> certificates;
  std::string id, output, name, kind = "modern";
  bool no_chain = false, certificate_only = false;
  bool no_privacy = false, no_integrity = false, pbmac1 = false;
  std::uint32_t iterations = 100'000;
};

KeyStoreClass class_of(const std::string& word) {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    if (word == to_string(kind)) return kind;
  }
  throw UsageError("--class is museum, widest or modern");
}

// With an ending where the name has none and is of a file: a pipe or a device is written to as it
// is named.
std::string with_ending(const std::string& file, const std::string& ending) {
  std::error_code ignored;
  if (file.ends_with('/') || std::filesystem::is_directory(file, ignored)) {
    throw UsageError("-o names a file; " + file + " is a folder");
  }
  if (!is_replaced(destination_of(file))) return file;
  const std::size_t slash = file.find_last_of('/');
  const std::size_t dot = file.find_last_of('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return has_ending ? file : file + ending;
}

std::string name_for(const cms::Identity& identity, const Options& options) {
  if (!options.name.empty()) return options.name;
  const auto emails = identity.certificate.emails();
  return emails.empty() ? identity.certificate.subject().rfc4514() : emails.front();
}

// Programs take entries of one name for one entry: each key has its own, the second a number.
std::string free_name(const std::string& wanted, const cms::pkcs12::KeyStore& store) {
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::any_of(store.keys,
                               [&](const auto& entry) { return entry.name.friendly_name == name; });
  };
  std::string name = wanted;
  for (std::size_t i = 2; is_taken(name); ++i) name = wanted + " " + std::to_string(i);
  return name;
}

cms::pkcs12::KeyStore store_of(const IdentityFile& id, const std::vector<x509::Certificate>& chain,
                               const Options& options) {
  cms::pkcs12::KeyStore store;
  for (const cms::Identity& identity : id.identities) {
    const bool last = &identity == &id.identities.back();
    auto one = cms::pkcs12::key_store_of(identity, last ? chain : std::vector<x509::Certificate>{},
                                         free_name(name_for(identity, options), store));
    const auto known = std::ranges::find_if(store.keys, [&](const auto& entry) {
      return x509::same_key(entry.key.public_key(), identity.key.public_key());
    });
    if (known != store.keys.end()) {
      // Another certificate of the same key: it goes with that key.
      one.certificates.front().name = known->name;
    } else {
      std::move(one.keys.begin(), one.keys.end(), std::back_inserter(store.keys));
    }
    std::move(one.certificates.begin(), one.certificates.end(),
              std::back_inserter(store.certificates));
  }
  return store;
}

void print_summary(const std::string& file, const cms::pkcs12::KeyStore& store,
                   const Options& options) {
  std::cerr << "file: " << file
            << "\nexport keys: yes\ninclude all certificates: " << (options.no_chain ? "no" : "yes")
            << "\nfile format: PKCS #12, class " << options.kind << "\n";
  for (const auto& one : store.certificates) {
    std::cerr << "certificate: " << one.certificate.subject().rfc4514() << ", issued by "
              << one.certificate.issuer().rfc4514() << "\n";
  }
}

int export_certificates(const Options& options) {
  const Time now = moment({});
  std::vector<x509::Certificate> all;
  if (options.id.empty() || !names_a_file(options.id)) {
    auto database = options.directory.read();
    const auto identity = stored_identity(database, options.id);
    all = {resolve_own_certificate(options.directory, options.id, now)};
    all.insert(all.end(), identity.chain.begin(), identity.chain.end());
  } else {
    all = read_certificates({options.id}, options.passwords.source());
  }
  if (options.no_chain) all.resize(1, all.front());
  std::string text;
  for (const auto& one : all) text += asn1::write_pem("CERTIFICATE", one.der());
  const std::string file = with_ending(options.output, ".cer");
  write_file(file, primitives::bytes_of(text), false);
  std::cerr << "file: " << file << "\nexport keys: no\ncertificates: " << all.size() << "\n";
  return kSuccess;
}

int export_id(const Options& options) {
  if (options.certificate_only) return export_certificates(options);
  const cms::pkcs12::KeyStoreOptions protection{class_of(options.kind), options.iterations,
                                                !options.no_privacy, !options.no_integrity,
                                                options.pbmac1};
  const IdentityFile id =
      resolve_identity(options.directory, options.id, options.passwords.source(), moment({}));
  std::cerr
      << "smime: warning: the private key is being used: it goes into the file under the file's "
         "own password\n";
  std::vector<x509::Certificate> chain =
      read_certificates(options.certificates, options.passwords.source());
  chain.insert(chain.end(), id.others.begin(), id.others.end());
  if (options.no_chain) chain.clear();
  const cms::pkcs12::KeyStore store = store_of(id, chain, options);
  check_iterations(store, protection);
  const std::string file = with_ending(options.output, ".pfx");
  const Secret password = options.passwords.new_source()(file);
  print_summary(file, store, options);
  SystemRandom random;
  write_file(file, write_key_store(store, password, protection, random), true);
  if (options.kind != "modern") {
    std::cerr << "smime: note: the class " << options.kind
              << " protects the key by broken or short-lived algorithms; it is for programs that "
                 "open nothing better\n";
  }
  return kSuccess;
}

// How the file is protected.
void add_protection(CLI::App& command, Options& options) {
  command.add_option("--class", options.kind,
                     "modern: AES-256 and SHA-256 (default); widest: Triple DES and SHA-1; "
                     "museum: 40-bit RC2 for certificates");
  command.add_option("--iterations", options.iterations,
                     "of each derivation from the password (default 100000)");
  CLI::Option* pbmac1 = command.add_flag(
      "--pbmac1", options.pbmac1, "PBMAC1 as the authentication code: for programs from 2024 on");
  command.add_flag("--no-integrity", options.no_integrity, "without an authentication code")
      ->excludes(pbmac1);
  command.add_flag("--no-privacy", options.no_privacy,
                   "without encryption: whoever has the file has the key");
}

}  // namespace

void add_id_export(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      id.add_subcommand("export", "Write a digital ID as a PKCS #12 file, to carry it elsewhere");
  CLI::Option* id_by_place =
      command->add_option("ID", options->id, "its name or address (default: the default ID)");
  command
      ->add_option("--id", options->id,
                   "the same, or a file with a private key and its certificate")
      ->excludes(id_by_place);
  command->add_option("--certs", options->certificates, "more certificates of its chain")
      ->allow_extra_args(false);
  command->add_flag("--no-chain", options->no_chain,
                    "leave out the certificates of the authorities above it");
  command->add_flag("--certificate-only", options->certificate_only,
                    "do not export the private key: write the certificates as PEM");
  command->add_option("--name", options->name, "its name for people (default: its address)");
  add_protection(*command, *options);
  options->passwords.add_to(*command, "the ID");
  options->passwords.add_new_to(*command, "the file that is written");
  command
      ->add_option("-o,--output", options->output,
                   "the file to write; .pfx is added where the name has no ending")
      ->required();
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return export_id(*options); }; });
}

}  // namespace smime::mime::command
