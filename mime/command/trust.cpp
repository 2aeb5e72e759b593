// smime trust add | list | remove: the roots that are trusted, and the CRLs that go with them.
#include "mime/command/trust.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "mime/command/id.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/people.hpp"
#include "mime/command/policy.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Trust;

struct Options {
  DirectoryOption directory;
  std::vector<std::string> files;
  std::string target, at, output = "-";
  bool json = false;
};

int add(const Options& options) {
  const Time now = moment(options.at);
  Material all;
  for (const std::string& file : options.files) {
    const Material one = read_material(file, nullptr, Wanted::certificates);
    if (one.certificates.empty() && one.crls.empty()) {
      throw Error(ErrorKind::not_found, "no certificate and no CRL", "one is due here", {},
                  std::nullopt, file);
    }
    all.certificates.insert(all.certificates.end(), one.certificates.begin(),
                            one.certificates.end());
    all.crls.insert(all.crls.end(), one.crls.begin(), one.crls.end());
  }
  Database database = options.directory.write();
  directory::Transaction transaction(database);
  Trust trust(database);
  for (const auto& certificate : all.certificates) {
    const bool is_new = trust.add_root(certificate, now);
    std::cerr << "smime: " << (is_new ? "now trusted: " : "trusted already: ")
              << certificate.subject().rfc4514() << ", SHA-256 " << certificate.sha256_hex()
              << "\n";
  }
  for (const auto& crl : all.crls) {
    const bool is_new = trust.add_crl(crl, now);
    std::cerr << "smime: " << (is_new ? "took" : "has a newer one than") << " the CRL of "
              << crl.issuer().rfc4514() << " of " << crl.tbs_cert_list().this_update.rfc3339()
              << "\n";
  }
  transaction.commit();
  return kSuccess;
}

Description described(Trust& trust, Time at) {
  Description all = Description::array();
  for (const auto& root : trust.roots()) {
    all.push_back({{"kind", "root"},
                   {"trusted", root.certificate.subject().rfc4514()},
                   {"issued_by", root.certificate.issuer().rfc4514()},
                   {"not_after", root.certificate.validity().not_after.rfc3339()},
                   {"counts", true},
                   {"sha256", root.certificate.sha256_hex()}});
  }
  for (const auto& cross : trust.cross_certificates()) {
    const std::string defect = trust.defect(cross, at);
    Description one{{"kind", "cross-certificate"},
                    {"scope", to_string(cross.scope)},
                    {"trusted", cross.target.subject().rfc4514()},
                    {"issued_by", cross.target.issuer().rfc4514()},
                    {"not_after", cross.target.validity().not_after.rfc3339()},
                    {"signed_by", cross.certificate.issuer().rfc4514()},
                    {"counts", defect.empty()},
                    {"sha256", cross.target.sha256_hex()}};
    if (!defect.empty()) one["defect"] = defect;
    all.push_back(one);
  }
  for (const auto& crl : trust.crls()) {
    all.push_back({{"kind", "crl"},
                   {"issued_by", crl.issuer().rfc4514()},
                   {"this_update", crl.tbs_cert_list().this_update.rfc3339()},
                   {"revoked", crl.tbs_cert_list().revoked_certificates.size()}});
  }
  return all;
}

std::string table_of(const Description& all) {
  std::vector<std::vector<std::string>> rows{
      {"KIND", "TRUSTED", "ISSUED BY", "UNTIL", "SHA-256", "REMARKS"}};
  for (const auto& one : all) {
    const auto text = [&](const char* name) { return one.value(name, std::string()); };
    std::string kind = text("kind"), remarks = text("defect");
    if (one.contains("scope")) kind = "cross (" + text("scope") + ")";
    if (one.contains("revoked")) {
      remarks = std::to_string(one["revoked"].get<std::size_t>()) + " revoked, of " +
                text("this_update").substr(0, 10);
    }
    rows.push_back({kind, text("trusted"), text("issued_by"), text("not_after").substr(0, 10),
                    text("sha256").substr(0, 16), remarks});
  }
  return as_table(rows);
}

int list(const Options& options) {
  Database database = options.directory.read();
  Trust trust(database);
  const Description all = described(trust, moment(options.at));
  if (all.empty() && !options.json) {
    std::cerr << "smime: nobody is trusted yet; 'smime trust add' takes a root\n";
    return kSuccess;
  }
  const std::string text = options.json ? json_text(all) : table_of(all);
  write_file(options.output, primitives::bytes_of(text), false);
  return kSuccess;
}

// What is trusted, by its SHA-256 or its subject.
x509::Certificate trusted_certificate(Trust& trust, const std::string& text) {
  std::vector<x509::Certificate> all;
  const auto add_once = [&](const x509::Certificate& one) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
  };
  for (const auto& root : trust.roots()) add_once(root.certificate);
  for (const auto& cross : trust.cross_certificates()) add_once(cross.target);
  std::vector<x509::Certificate> named;
  std::ranges::copy_if(all, std::back_inserter(named), [&](const x509::Certificate& one) {
    return one.subject().rfc4514() == text || one.subject().common_name() == text;
  });
  if (named.size() == 1) return named.front();
  constexpr std::size_t kFewestDigits = 8;
  return chosen_certificate(text.size() < kFewestDigits ? named : all, text);
}

int remove(const Options& options) {
  Database database = options.directory.write();
  directory::Transaction transaction(database);
  Trust trust(database);
  const x509::Certificate certificate = trusted_certificate(trust, options.target);
  trust.remove(certificate);
  transaction.commit();
  std::cerr << "smime: no longer trusted: " << certificate.subject().rfc4514() << "\n";
  return kSuccess;
}

}  // namespace

void add_trust_add(CLI::App& trust, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = trust.add_subcommand(
      "add", "Trust roots, which you know to be right by other means; or take CRLs");
  command->add_option("FILE", options->files, "certificates and CRLs, PEM or DER")->required();
  command->add_option("--at", options->at, "when it is added (RFC 3339; default now)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return add(*options); }; });
}

void add_trust_list(CLI::App& trust, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = trust.add_subcommand("list", "List whom and what you trust");
  command->add_flag("--json", options->json, "as JSON");
  command->add_option("--at", options->at, "judge as of this moment (RFC 3339; default now)");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return list(*options); }; });
}

void add_trust_remove(CLI::App& trust, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = trust.add_subcommand("remove", "Trust a certificate no longer");
  command
      ->add_option("CERTIFICATE", options->target,
                   "its subject, its common name, or how its SHA-256 begins (8 digits at least)")
      ->required();
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return remove(*options); }; });
}

void add_trust(CLI::App& app, Run& run, std::string_view word) {
  CLI::App* trust = app.add_subcommand("trust", "Whom you trust: roots and cross-certificates");
  trust->require_subcommand(1);
  add_commands(*trust, run,
               {{"add", add_trust_add},
                {"cross-certify", add_trust_cross_certify},
                {"list", add_trust_list},
                {"remove", add_trust_remove}},
               word);
}

}  // namespace smime::mime::command
