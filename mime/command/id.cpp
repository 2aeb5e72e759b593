// smime id export | import | show: digital IDs carried between machines as PKCS #12 files.
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/description.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using cms::pkcs12::KeyStoreClass;

struct Options {
  std::vector<std::string> certificates;
  std::string id, output, name, kind = "modern";
  std::string password_file, password_env, new_password_file, new_password_env;
  bool no_chain = false, unprotected = false;
};

void add_passwords(CLI::App& command, Options& options, const std::string& of_new) {
  command.add_option("--password-file", options.password_file,
                     "a file whose first line is the password of what is read");
  command.add_option("--password-env", options.password_env,
                     "an environment variable that holds it");
  command.add_option("--new-password-file", options.new_password_file,
                     "a file whose first line is the password of " + of_new);
  command.add_option("--new-password-env", options.new_password_env,
                     "an environment variable that holds it");
}

KeyStoreClass class_of(const std::string& word) {
  for (const auto kind : {KeyStoreClass::museum, KeyStoreClass::widest, KeyStoreClass::modern}) {
    if (word == to_string(kind)) return kind;
  }
  throw UsageError("--class is museum, widest or modern");
}

// With the ending .pfx where the name has none.
std::string with_ending(const std::string& file) {
  const std::size_t slash = file.find_last_of('/');
  const std::size_t dot = file.find_last_of('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return file == "-" || has_ending ? file : file + ".pfx";
}

int export_id(const Options& options) {
  const PasswordSource password = password_source(options.password_file, options.password_env);
  const IdentityFile id = read_identity(options.id, password);
  std::vector<x509::Certificate> chain = read_certificates(options.certificates);
  chain.insert(chain.end(), id.others.begin(), id.others.end());
  if (options.no_chain) chain.clear();
  cms::pkcs12::KeyStore store;
  for (const cms::Identity& identity : id.identities) {
    const bool last = &identity == &id.identities.back();
    const std::string name = !options.name.empty() ? options.name
                             : identity.certificate.emails().empty()
                                 ? identity.certificate.subject().rfc4514()
                                 : identity.certificate.emails().front();
    auto one =
        cms::pkcs12::key_store_of(identity, last ? chain : std::vector<x509::Certificate>{}, name);
    std::move(one.keys.begin(), one.keys.end(), std::back_inserter(store.keys));
    std::move(one.certificates.begin(), one.certificates.end(),
              std::back_inserter(store.certificates));
  }
  const std::string file = with_ending(options.output);
  const Secret new_password =
      password_source(options.new_password_file, options.new_password_env)(file);
  SystemRandom random;
  write_file(file, write_key_store(store, new_password, class_of(options.kind), random), true);
  if (options.kind != "modern") {
    std::cerr << "smime: note: the class " << options.kind
              << " protects the key by broken or short-lived algorithms; it is for programs that "
                 "open nothing better\n";
  }
  return kSuccess;
}

Bytes private_key_pem(const x509::PrivateKey& key, const Options& options, RandomSource& random) {
  const auto pem = [](const char* label, ByteView der) {
    return primitives::to_bytes(asn1::write_pem(label, der));
  };
  if (options.unprotected) return pem("PRIVATE KEY", key.to_pkcs8().view());
  const Secret password =
      password_source(options.new_password_file, options.new_password_env)(options.output);
  return pem("ENCRYPTED PRIVATE KEY", key.to_encrypted_pkcs8(password, {}, random));
}

int import_id(const Options& options) {
  const PasswordSource password = password_source(options.password_file, options.password_env);
  const auto reading = cms::pkcs12::read_key_store(read_file(options.id), password(options.id));
  std::cerr << as_text(describe(reading));
  if (reading.store.keys.empty() && reading.store.certificates.empty()) return kUnreadable;
  const cms::Identity own = reading.store.identity();
  SystemRandom random;
  Bytes text;
  for (const auto& entry : reading.store.keys) {
    primitives::append(text, private_key_pem(entry.key, options, random));
  }
  const auto append_certificate = [&](const x509::Certificate& certificate) {
    primitives::append(text,
                       primitives::bytes_of(asn1::write_pem("CERTIFICATE", certificate.der())));
  };
  append_certificate(own.certificate);
  for (const auto& other : reading.store.others(own.certificate)) append_certificate(other);
  write_file(options.output, text, true);
  return reading.report.passed() ? kSuccess : kUntrusted;
}

void add_export(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      id.add_subcommand("export", "Write a digital ID as a PKCS #12 file, to carry it elsewhere");
  command->add_option("--id", options->id, "a file with a private key and its certificate")
      ->required();
  command->add_option("--certs", options->certificates, "more certificates of its chain")
      ->allow_extra_args(false);
  command->add_flag("--no-chain", options->no_chain,
                    "leave out the certificates of the authorities above it");
  command->add_option("--name", options->name, "its name for people (default: its address)");
  command->add_option("--class", options->kind,
                      "modern: AES-256 and SHA-256 (default); widest: Triple DES and SHA-1; "
                      "museum: 40-bit RC2 for certificates");
  add_passwords(*command, *options, "the file that is written");
  command
      ->add_option("-o,--output", options->output,
                   "the file to write; .pfx is added where the name has no ending")
      ->required();
  command->callback([options, &run] { run = [options] { return export_id(*options); }; });
}

void add_import(CLI::App& id, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = id.add_subcommand(
      "import", "List what a PKCS #12 file holds, and write its ID as PEM for --id");
  command->add_option("FILE", options->id, "the PKCS #12 file")->required();
  add_passwords(*command, *options, "the key that is written");
  command->add_flag("--unprotected", options->unprotected, "write the key without a password");
  command->add_option("-o,--output", options->output, "the PEM file to write")->required();
  command->callback([options, &run] { run = [options] { return import_id(*options); }; });
}

}  // namespace

void add_id(CLI::App& app, Run& run) {
  CLI::App* id = app.add_subcommand("id", "Digital IDs: a private key and its certificates");
  id->require_subcommand(1);
  add_export(*id, run);
  add_import(*id, run);
}

}  // namespace smime::mime::command
