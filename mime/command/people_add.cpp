// smime people add | remove: who is in the address book, with which addresses, certificates and
// public key.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/people.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "x509/request.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::People;
using directory::Person;

struct Options {
  DirectoryOption directory;
  std::vector<std::string> emails, certificates;
  std::string name, key, notes, at, certificate;
};

// The public key of a file: alone, or of a request, a certificate or an unencrypted private key.
x509::PublicKey read_public_key(const std::string& file) {
  const Bytes octets = read_file(file);
  if (asn1::looks_like_pem(octets)) {
    for (const asn1::PemObject& object : asn1::read_pem(octets)) {
      if (object.label == "PUBLIC KEY") return x509::PublicKey::decode(object.octets);
      if (object.label.ends_with("CERTIFICATE REQUEST")) {
        return x509::CertificationRequest::decode(object.octets).info().subject_pk_info;
      }
    }
  }
  const Material material = read_material(file, nullptr);
  if (!material.keys.empty()) return material.keys.front().public_key();
  if (!material.certificates.empty()) return material.certificates.front().public_key();
  throw Error(ErrorKind::not_found, "no public key",
              "a file holds one as PEM, or in a certificate or a request", {}, std::nullopt, file);
}

// Of a file with a chain, the first certificate is the person's.
std::vector<x509::Certificate> own_certificates(const Options& options) {
  std::vector<x509::Certificate> all;
  for (const std::string& file : options.certificates) {
    all.push_back(read_certificates({file}).front());
  }
  return all;
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void warn_of_strange_addresses(const Person& person, const x509::Certificate& certificate) {
  for (const std::string& address : person.addresses) {
    if (certificate.emails().empty() || certificate.has_email(address)) continue;
    std::cerr << "smime: warning: the certificate " << certificate.sha256_hex().substr(0, 16)
              << " does not name the address " << address << "\n";
  }
}

int add(const Options& options) {
  const Time now = moment(options.at);
  const auto certificates = own_certificates(options);
  std::optional<x509::PublicKey> key;
  if (!options.key.empty()) key = read_public_key(options.key);
  if (options.emails.empty() && certificates.empty() && !key && options.notes.empty()) {
    throw UsageError("say what to add: --email, --cert, --key or --notes");
  }
  Database database = options.directory.write();
  directory::Transaction transaction(database);
  People people(database);
  const std::int64_t id = people.add(options.name, now);
  for (const std::string& address : options.emails) people.add_address(id, address);
  for (const auto& certificate : certificates) {
    people.add_certificate(id, {certificate, directory::CertificateSource::added, now});
    if (!options.emails.empty()) continue;
    for (const std::string& address : certificate.emails()) people.add_address(id, address);
  }
  if (key) people.set_public_key(id, *key);
  if (!options.notes.empty()) people.set_notes(id, options.notes);
  const Person person = *people.named(options.name);
  transaction.commit();
  std::cerr << "smime: " << person.name << " has "
            << counted(person.addresses.size(), "address", "addresses") << " and "
            << counted(person.certificates.size(), "certificate", "certificates") << "\n";
  for (const auto& certificate : certificates) warn_of_strange_addresses(person, certificate);
  return kSuccess;
}

int remove(const Options& options) {
  Database database = options.directory.write();
  directory::Transaction transaction(database);
  const Person person = one_person(database, options.name);
  if (options.certificate.empty()) {
    People(database).remove(person.id);
  } else {
    std::vector<x509::Certificate> all;
    for (const auto& one : person.certificates) all.push_back(one.certificate);
    People(database).remove_certificate(person.id, chosen_certificate(all, options.certificate));
  }
  transaction.commit();
  std::cerr << "smime: removed "
            << (options.certificate.empty() ? person.name : "a certificate of " + person.name)
            << "\n";
  return kSuccess;
}

}  // namespace

void add_people_add(CLI::App& people, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      people.add_subcommand("add", "Put a person into the directory, or add to one who is there");
  command->add_option("NAME", options->name, "the person's name")->required();
  command->add_option("--email", options->emails, "an address (default: those of the certificates)")
      ->allow_extra_args(false);
  command
      ->add_option("--cert", options->certificates,
                   "a file with the person's certificate, which you know to be right")
      ->allow_extra_args(false);
  command->add_option("--key", options->key,
                      "a file with the person's public key, to which an authority can issue");
  command->add_option("--notes", options->notes, "anything worth remembering");
  command->add_option("--at", options->at, "when it is added (RFC 3339; default now)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return add(*options); }; });
}

void add_people_remove(CLI::App& people, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = people.add_subcommand("remove", "Take a person, or one certificate, out");
  command->add_option("PERSON", options->name, "a name or an address")->required();
  command->add_option("--certificate", options->certificate,
                      "only this one: its number in the list, or how its SHA-256 begins");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return remove(*options); }; });
}

}  // namespace smime::mime::command
