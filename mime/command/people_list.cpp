// smime people list | show | examine: who is in the directory, and what is known of each.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/people.hpp"
#include "mime/command/policy.hpp"
#include "mime/directory/recipients.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"
#include "x509/path/verifier.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::People;
using directory::Person;
using directory::PersonCertificate;

struct Options {
  DirectoryOption directory;
  std::string name, certificate, at, output = "-";
  bool json = false;
};

// "trusted", or why not: being in the directory is not being trusted.
std::string trust_in(const x509::Certificate& certificate, const directory::Judge& judge) {
  const auto result = x509::path::verify_certificate(certificate, judge.trust, judge.candidates,
                                                     judge.crls, judge.at, judge.path);
  const x509::Check* failure = result.report.first_failure();
  return failure ? std::string(to_string(*failure->reason)) : "trusted";
}

std::vector<std::string> ciphers_of(const PersonCertificate& one) {
  std::vector<std::string> names;
  if (!one.capabilities) return names;
  for (const auto& capability : one.capabilities->all) names.push_back(capability.text());
  return names;
}

Description described(const PersonCertificate& one, const directory::Judge& judge) {
  const x509::Certificate& certificate = one.certificate;
  Description description{{"issued_to", certificate.subject().rfc4514()},
                          {"emails", certificate.emails()},
                          {"issued_by", certificate.issuer().rfc4514()},
                          {"not_after", certificate.validity().not_after.rfc3339()},
                          {"trust", trust_in(certificate, judge)},
                          {"source", to_string(one.source)},
                          {"first_seen", one.first_seen.rfc3339()},
                          {"sha256", certificate.sha256_hex()}};
  if (one.capabilities) description["capabilities"] = ciphers_of(one);
  if (one.capabilities_time) description["capabilities_of"] = one.capabilities_time->rfc3339();
  return description;
}

Description described(const Person& person, const directory::Judge& judge) {
  Description description{
      {"name", person.name}, {"addresses", person.addresses}, {"added", person.added.rfc3339()}};
  if (person.public_key) description["public_key"] = person.public_key->description();
  if (!person.notes.empty()) description["notes"] = person.notes;
  description["certificates"] = Description::array();
  for (const auto& one : person.certificates) {
    description["certificates"].push_back(described(one, judge));
  }
  return description;
}

int write_text(const Options& options, const std::string& text) {
  write_file(options.output, primitives::bytes_of(text), false);
  return kSuccess;
}

int list(const Options& options) {
  Database database = options.directory.read();
  const auto judge = directory::Judge::of(database, moment(options.at), {});
  const auto all = People(database).all();
  if (options.json) {
    Description people = Description::array();
    for (const Person& person : all) people.push_back(described(person, judge));
    return write_text(options, json_text(people));
  }
  std::vector<std::vector<std::string>> rows{
      {"NAME", "ADDRESSES", "ISSUED BY", "EXPIRES", "TRUST"}};
  for (const Person& person : all) {
    if (person.certificates.empty()) {
      rows.push_back({person.name, joined(person.addresses), "no certificate"});
    }
    for (const auto& one : person.certificates) {
      const bool first = &one == &person.certificates.front();
      rows.push_back({first ? person.name : "", first ? joined(person.addresses) : "",
                      one.certificate.issuer().common_name(),
                      day(one.certificate.validity().not_after), trust_in(one.certificate, judge)});
    }
  }
  if (all.empty()) {
    std::cerr << "smime: nobody yet; 'smime people add' and 'smime people learn' put people in\n";
    return kSuccess;
  }
  return write_text(options, as_table(rows));
}

int show(const Options& options) {
  Database database = options.directory.read();
  const auto judge = directory::Judge::of(database, moment(options.at), {});
  Description all = Description::array();
  for (const Person& person : People(database).find(options.name)) {
    all.push_back(described(person, judge));
  }
  if (all.empty()) one_person(database, options.name);  // says that there is nobody
  const Description& shown = all.size() == 1 ? all.front() : all;
  return write_text(options, options.json ? json_text(shown) : as_text(shown));
}

// The list of certificates, and below it the details of one.
int examine(const Options& options) {
  Database database = options.directory.read();
  const auto judge = directory::Judge::of(database, moment(options.at), {});
  const Person person = one_person(database, options.name);
  std::vector<x509::Certificate> certificates;
  std::vector<std::vector<std::string>> rows{
      {"NO.", "ISSUED TO", "ISSUED BY", "EXPIRES", "TRUST", "SHA-256"}};
  for (const auto& one : person.certificates) {
    const x509::Certificate& certificate = one.certificate;
    certificates.push_back(certificate);
    rows.push_back({std::to_string(certificates.size()), certificate.subject().common_name(),
                    certificate.issuer().common_name(), day(certificate.validity().not_after),
                    trust_in(certificate, judge), certificate.sha256_hex().substr(0, 16)});
  }
  if (certificates.empty()) {
    throw Error(ErrorKind::not_found, "no certificate of " + person.name,
                "ask that person for a signed message");
  }
  const std::string which = options.certificate.empty() ? "1" : options.certificate;
  const Description details = describe(chosen_certificate(certificates, which));
  if (options.json) return write_text(options, json_text(details));
  return write_text(options, as_table(rows) + "\n" + as_text(details));
}

CLI::App* add(CLI::App& people, Run& run, const char* name, const char* what,
              int (*action)(const Options&), const std::shared_ptr<Options>& options) {
  CLI::App* command = people.add_subcommand(name, what);
  command->add_flag("--json", options->json, "as JSON");
  command->add_option("--at", options->at, "judge trust as of this moment (RFC 3339; default now)");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  options->directory.add_to(*command);
  command->callback(
      [options, &run, action] { run = [options, action] { return action(*options); }; });
  return command;
}

}  // namespace

void add_people_list(CLI::App& people, Run& run) {
  add(people, run, "list", "List the people, with who vouches for each", list,
      std::make_shared<Options>());
}

void add_people_show(CLI::App& people, Run& run) {
  auto options = std::make_shared<Options>();
  add(people, run, "show", "Show a person: addresses, certificates, capabilities", show, options)
      ->add_option("PERSON", options->name, "a name or an address")
      ->required();
}

void add_people_examine(CLI::App& people, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add(people, run, "examine",
                          "List a person's certificates, and show one in detail", examine, options);
  command->add_option("PERSON", options->name, "a name or an address")->required();
  command->add_option("--certificate", options->certificate,
                      "which one: its number in the list, or how its SHA-256 begins (default 1)");
}

}  // namespace smime::mime::command
