// smime ca renew: the same name and key for another while.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <set>

#include "mime/command/ca_people.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  CaOptions ca;
  std::vector<std::string> certificates;
  ValidityOptions validity;
  int expiring = -1;
  bool self = false;
  std::string output;
};

// Of each key and subject the newest is looked at, so that what was renewed is not renewed again.
std::vector<directory::IssuedCertificate> expiring(CaDesk& desk, int days) {
  const Time until{desk.now.seconds + std::int64_t{86400} * days};
  std::vector<directory::IssuedCertificate> found;
  std::set<std::pair<Bytes, Bytes>> seen;
  auto all = desk.reg().issued(desk.stored.id);
  for (auto one = all.rbegin(); one != all.rend(); ++one) {
    const auto key = std::pair(primitives::to_bytes(one->certificate.public_key().der()),
                               one->certificate.subject().canonical());
    if (!seen.insert(key).second || !one->is_current(desk.now)) continue;
    if (one->certificate.validity().not_after < until) found.push_back(std::move(*one));
  }
  return found;
}

x509::Certificate renew_one(CaDesk& desk, const directory::IssuedCertificate& old,
                            const ValidityOptions& options, RandomSource& random) {
  if (old.revocation) {
    throw Error(ErrorKind::invalid_argument,
                "a certificate that was revoked at " + old.revocation->at.rfc3339(),
                "issue a new one, for a new key");
  }
  require_key_for(desk.policy, old.certificate.public_key(), holder(old.certificate));
  const auto certificate = x509::renew(
      desk.authority, old.certificate, x509::random_serial_number(random),
      options.validity(desk.now, desk.settings.days, desk.authority.certificate.validity()),
      random);
  directory::Transaction transaction(desk.database);
  desk.reg().enter(desk.stored.id, certificate, old.person, std::nullopt, desk.now);
  directory::queue(desk.database, certificate, desk.stored.id, old.person, desk.now);
  desk.log(holder(certificate), "renew",
           "serial number " + certificate.serial_hex() + " after " + old.certificate.serial_hex());
  transaction.commit();
  return certificate;
}

// A root certifies itself anew; what it issued stays valid, for name and key are the same.
x509::Certificate renew_self(CaDesk& desk, const ValidityOptions& options, RandomSource& random) {
  const x509::Certificate& old = desk.authority.certificate;
  if (!old.is_self_issued()) {
    throw Error(ErrorKind::invalid_argument,
                desk.stored.name + ", which " + old.issuer().rfc4514() + " certified",
                "the authority above renews it: smime ca renew --ca ABOVE " + old.serial_hex());
  }
  x509::Profile profile;
  profile.extensions = old.extensions();
  profile.digest = primitives::digest_algorithm(desk.settings.digest);
  require_digest(desk.policy, profile.digest);
  const auto certificate = x509::issue_self_signed(
      desk.authority.key, old.subject(), profile, x509::random_serial_number(random),
      options.validity(desk.now, 3650, std::nullopt), random);
  directory::Transaction transaction(desk.database);
  desk.reg().set_certificate(desk.stored.id, certificate);
  desk.log(holder(certificate), "renew", "itself, serial number " + certificate.serial_hex());
  transaction.commit();
  return certificate;
}

// An authority of this directory that was renewed issues by its new certificate.
void update_authority(CaDesk& desk, const x509::Certificate& renewed) {
  directory::Transaction transaction(desk.database);
  for (const auto& one : desk.reg().authorities()) {
    if (one.certificate.subject() == renewed.subject() &&
        one.certificate.public_key() == renewed.public_key()) {
      desk.reg().set_certificate(one.id, renewed);
    }
  }
  transaction.commit();
}

int renew(const Options& options) {
  if (options.certificates.empty() && options.expiring < 0 && !options.self) {
    throw UsageError("name certificates, or give --expiring DAYS, or --self");
  }
  CaDesk desk = CaDesk::open(options.ca);
  SystemRandom random;
  std::vector<x509::Certificate> renewed;
  if (options.self) renewed.push_back(renew_self(desk, options.validity, random));
  std::vector<directory::IssuedCertificate> old;
  for (const std::string& word : options.certificates)
    old.push_back(issued_certificate(desk, word));
  if (options.expiring >= 0) {
    for (auto& one : expiring(desk, options.expiring)) old.push_back(std::move(one));
  }
  for (const auto& one : old) {
    renewed.push_back(renew_one(desk, one, options.validity, random));
    update_authority(desk, renewed.back());
  }
  std::string pem;
  for (const auto& certificate : renewed) {
    std::cout << summary_of(certificate) << "\n";
    pem += certificate_pem(certificate);
  }
  if (renewed.empty()) std::cerr << "smime: none is to be renewed\n";
  if (!options.output.empty()) write_file(options.output, primitives::bytes_of(pem), false);
  return kSuccess;
}

}  // namespace

void add_ca_renew(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      ca.add_subcommand("renew", "Issue certificates anew: the same names and keys, a new time");
  command->add_option("CERTIFICATE", options->certificates,
                      "files, serial numbers, beginnings of SHA-256, or people");
  command
      ->add_option("--expiring", options->expiring,
                   "all that are current and expire within so many days")
      ->type_name("DAYS")
      ->check(CLI::Range(0, 36500));
  command->add_flag("--self", options->self, "the authority's own certificate, of a root");
  options->validity.add_to(*command, "as the authority was made with");
  options->ca.add_to(*command);
  command->add_option("-o,--output", options->output, "write the new certificates to this file");
  command->callback([options, &run] { run = [options] { return renew(*options); }; });
}

}  // namespace smime::mime::command
