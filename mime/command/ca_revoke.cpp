// smime ca revoke and smime ca crl: take certificates back, and publish which.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "asn1/pem.hpp"
#include "mime/command/ca.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using x509::CrlReason;

struct RevokeOptions {
  CaOptions ca;
  std::vector<std::string> certificates;
  std::string reason = "unspecified", invalidity_date;
};

struct CrlOptions {
  CaOptions ca;
  int next_update = 30;
  std::string output = "-", digest;
  bool der = false;
};

void take_back(CaDesk& desk, const directory::IssuedCertificate& one,
               const RevokeOptions& options) {
  const CrlReason reason = x509::crl_reason(options.reason);
  const std::string who = summary_of(one.certificate);
  directory::Transaction transaction(desk.database);
  if (reason == CrlReason::remove_from_crl) {
    desk.reg().release(one);
  } else {
    directory::Revocation revocation{desk.now, reason};
    if (!options.invalidity_date.empty()) {
      revocation.invalidity = Time::from_rfc3339(options.invalidity_date);
    }
    desk.reg().revoke(one, revocation);
  }
  desk.log(holder(one.certificate), "revoke",
           options.reason + ", serial number " + one.certificate.serial_hex());
  transaction.commit();
  std::cout << (reason == CrlReason::remove_from_crl ? "no longer on hold: " : "revoked: ") << who
            << "\n";
}

int revoke(const RevokeOptions& options) {
  CaDesk desk = CaDesk::open(options.ca);
  for (const std::string& word : options.certificates) {
    take_back(desk, issued_certificate(desk, word), options);
  }
  std::cerr << "smime: others learn of it from the next 'smime ca crl'\n";
  return kSuccess;
}

int crl(const CrlOptions& options) {
  CaDesk desk = CaDesk::open(options.ca);
  x509::CrlProfile profile;
  profile.this_update = desk.now;
  profile.next_update = Time{desk.now.seconds + std::int64_t{86400} * options.next_update};
  profile.digest =
      primitives::digest_algorithm(options.digest.empty() ? desk.settings.digest : options.digest);
  require_digest(desk.policy, profile.digest);
  SystemRandom random;
  directory::Transaction transaction(desk.database);
  const std::int64_t number = desk.reg().next_crl_number(desk.stored.id);
  profile.number = number;
  const auto entries = desk.reg().revoked(desk.stored);
  const auto list = x509::issue_crl(desk.authority, entries, profile, random);
  desk.reg().add_crl(desk.stored.id, number, list);
  desk.log("CRL number " + std::to_string(number), "crl",
           std::to_string(entries.size()) + " certificates");
  transaction.commit();
  const std::string text = asn1::write_pem("X509 CRL", list.der());
  write_file(options.output, options.der ? list.der() : primitives::bytes_of(text), false);
  std::cerr << "smime: CRL number " << number << " of " << desk.stored.name << ": "
            << entries.size() << (entries.size() == 1 ? " certificate" : " certificates")
            << ", next by " << profile.next_update->rfc3339() << "\n";
  return kSuccess;
}

}  // namespace

void add_ca_revoke(CLI::App& ca, Run& run) {
  auto options = std::make_shared<RevokeOptions>();
  CLI::App* command = ca.add_subcommand("revoke", "Take certificates back");
  command
      ->add_option("CERTIFICATE", options->certificates,
                   "files, serial numbers, beginnings of SHA-256, or people (their newest)")
      ->required();
  command->add_option("--reason", options->reason, "why, in the words of RFC 5280, 5.3.1")
      ->check(CLI::IsMember({"unspecified", "keyCompromise", "cACompromise", "affiliationChanged",
                             "superseded", "cessationOfOperation", "certificateHold",
                             "removeFromCRL", "privilegeWithdrawn"}));
  command
      ->add_option("--invalidity-date", options->invalidity_date,
                   "since when its key is not to be trusted (RFC 3339), where that is known")
      ->type_name("TIME");
  options->ca.add_to(*command);
  command->callback([options, &run] { run = [options] { return revoke(*options); }; });
}

void add_ca_crl(CLI::App& ca, Run& run) {
  auto options = std::make_shared<CrlOptions>();
  CLI::App* command =
      ca.add_subcommand("crl", "Write the list of what was taken back (standard output)");
  command
      ->add_option("--next-update", options->next_update,
                   "within how many days the next one comes (default 30)")
      ->check(CLI::Range(1, 36500));
  command->add_option("--digest", options->digest,
                      "of the signature (default: as the authority was made)");
  command->add_flag("--der", options->der, "in DER, as CRLs are published (default: PEM)");
  options->ca.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->callback([options, &run] { run = [options] { return crl(*options); }; });
}

}  // namespace smime::mime::command
