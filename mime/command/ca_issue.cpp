// smime ca issue: certificates for requests (PKCS #10), or for people of the directory from the
// public keys that stand with them.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "mime/command/ca_people.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"
#include "x509/request.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  CaOptions ca;
  ProfileOptions profile;
  std::vector<std::string> requests, people;
  std::string output;
};

std::vector<x509::CertificationRequest> read_requests(const std::string& file) {
  const Bytes octets = read_file(file);
  std::vector<x509::CertificationRequest> requests;
  try {
    if (!asn1::looks_like_pem(octets)) {
      requests.push_back(x509::CertificationRequest::decode(octets));
      return requests;
    }
    for (const asn1::PemObject& object : asn1::read_pem(octets)) {
      if (!object.label.ends_with("CERTIFICATE REQUEST")) continue;
      requests.push_back(x509::CertificationRequest::decode(object.octets));
    }
  } catch (const Error& error) {
    throw error.within(file);
  }
  if (!requests.empty()) return requests;
  throw Error(ErrorKind::not_found, "no request in " + file,
              "'smime id request' makes one (PKCS #10)");
}

// The addresses that are asked for: of the subjectAltName, and of the subject.
std::vector<std::string> emails_in(const x509::CertificationRequestInfo& info) {
  std::vector<std::string> emails;
  if (const auto names = info.extension_request().find<x509::SubjectAltName>()) {
    for (const auto& name : names->names) {
      const bool mailbox = name.type == x509::GeneralNameType::rfc822_name ||
                           name.oid == x509::id_on_SmtpUTF8Mailbox;
      if (mailbox) emails.push_back(name.text);
    }
  }
  for (const std::string& one : info.subject.values(x509::id_emailAddress)) {
    if (std::find(emails.begin(), emails.end(), one) == emails.end()) emails.push_back(one);
  }
  return emails;
}

// A request that does not prove possession of its key is kept as refused, and said.
void require_proof(CaDesk& desk, const x509::CertificationRequest& request) {
  if (request.verify()) return;
  directory::Transaction transaction(desk.database);
  desk.reg().add_request(desk.stored.id, request.der(), false, desk.now);
  desk.log(request.info().subject.rfc4514(), "issue", "refused: no proof of possession");
  transaction.commit();
  throw Error(ErrorKind::invalid_argument,
              "a request that was not signed with the key that it is for",
              "make the request where the key is", "RFC 2986, 3");
}

x509::Certificate issue_request(CaDesk& desk, const x509::CertificationRequest& request,
                                const ProfileOptions& options, RandomSource& random) {
  require_proof(desk, request);
  const auto& info = request.info();
  const Applicant applicant{info.subject,
                            options.emails.empty() ? emails_in(info) : options.emails};
  const x509::Order order = order_for(desk, info.subject_pk_info, applicant, options, random);
  const auto certificate = x509::issue(desk.authority, order.subject_key, order.subject,
                                       order.profile, order.serial_number, order.validity, random);
  directory::Transaction transaction(desk.database);
  const auto number = desk.reg().add_request(desk.stored.id, request.der(), true, desk.now);
  enter(desk, certificate, person_with_key(desk.database, info.subject_pk_info), number);
  transaction.commit();
  return certificate;
}

int issue(const Options& options) {
  if (options.requests.empty() == options.people.empty()) {
    throw UsageError("name either requests or --people; --help tells more");
  }
  CaDesk desk = CaDesk::open(options.ca);
  SystemRandom random;
  std::vector<x509::Certificate> issued;
  for (const std::string& file : options.requests) {
    for (const auto& request : read_requests(file)) {
      issued.push_back(issue_request(desk, request, options.profile, random));
    }
  }
  if (!options.people.empty()) {
    const auto people = people_named(desk.database, options.people);
    issued = issue_to_people(desk, people, options.profile, 1);
  }
  std::string pem;
  for (const auto& certificate : issued) {
    std::cerr << "smime: issued to " << summary_of(certificate) << "\n";
    pem += certificate_pem(certificate);
  }
  const std::string output =
      options.output.empty() && options.people.empty() ? "-" : options.output;
  if (!output.empty()) write_file(output, primitives::bytes_of(pem), false);
  if (!options.people.empty()) std::cerr << "smime: " << kWhereTheyWait << "\n";
  return kSuccess;
}

}  // namespace

void add_ca_issue(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      ca.add_subcommand("issue", "Issue certificates for requests, or for people of the directory");
  command->add_option("REQUEST", options->requests,
                      "files with requests (PKCS #10), each signed with the key that it is for");
  command
      ->add_option("--people", options->people,
                   "people of the directory, by name or address with commas between: for the "
                   "public key that stands with each; they get it at their next 'smime id login'")
      ->type_name("PERSON")
      ->delimiter(',')
      ->allow_extra_args(false);
  options->profile.add_to(*command);
  options->ca.add_to(*command);
  command->add_option("-o,--output", options->output,
                      "where to write the certificates (default: standard output for requests)");
  command->callback([options, &run] { run = [options] { return issue(*options); }; });
}

}  // namespace smime::mime::command
