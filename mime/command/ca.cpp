// smime ca: what the commands of the authority share.
#include "mime/command/ca.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "asn1/pem.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "x509/path/strength.hpp"

namespace smime::mime::command {
namespace {

constexpr std::int64_t kSecondsOfADay = 86400;

std::optional<directory::IssuedCertificate> issued_to_person(CaDesk& desk,
                                                             const std::string& word) {
  for (const directory::Person& person : directory::People(desk.database).find(word)) {
    for (auto& one : desk.reg().issued_to(desk.stored.id, person.id)) {
      if (one.is_current(desk.now)) return std::move(one);
    }
  }
  return std::nullopt;
}

}  // namespace

void CaOptions::add_to(CLI::App& command) {
  command.add_option("--ca", name, "which authority, where the directory has several");
  command.add_option("--policy", policy, "modern, article or any (default: as it was made with)")
      ->check(CLI::IsMember({"modern", "article", "any"}));
  command.add_option("--at", at, "do it as of this moment (RFC 3339; default now)");
  password.add_to(command, "the authority");
  directory.add_to(command);
}

CaSettings CaSettings::read(const std::string& json) {
  CaSettings settings;
  const auto read = nlohmann::json::parse(json, nullptr, false);
  if (!read.is_object()) return settings;
  settings.policy = read.value("policy", settings.policy);
  settings.digest = read.value("digest", settings.digest);
  settings.crl_url = read.value("crl_url", settings.crl_url);
  settings.days = read.value("days", settings.days);
  return settings;
}

std::string CaSettings::write() const {
  return nlohmann::json{
      {"policy", policy}, {"digest", digest}, {"crl_url", crl_url}, {"days", days}}
      .dump();
}

CaDesk CaDesk::open(const CaOptions& options) {
  auto database = options.directory.write();
  auto stored = directory::Register(database).authority(options.name);
  x509::Authority authority =
      stored.unlock(options.password.source()("the authority " + stored.name));
  CaSettings settings = CaSettings::read(stored.settings);
  const auto policy = x509::path::policy(options.policy.empty() ? settings.policy : options.policy);
  return {std::move(database), std::move(stored), std::move(authority), std::move(settings), policy,
          moment(options.at)};
}

void CaDesk::log(const std::string& subject, const std::string& action,
                 const std::string& outcome) {
  directory::log(database, {now, stored.name, subject, action, outcome});
}

directory::IssuedCertificate issued_certificate(CaDesk& desk, const std::string& word) {
  std::optional<directory::IssuedCertificate> found;
  if (std::filesystem::is_regular_file(word)) {
    found = desk.reg().find(desk.stored.id, read_certificates({word}).front());
  } else {
    found = desk.reg().find(desk.stored.id, word);
    if (!found) found = issued_to_person(desk, word);
  }
  if (found) return std::move(*found);
  throw Error(ErrorKind::not_found, "'" + word + "', which " + desk.stored.name + " did not issue",
              "name a file, a serial number, a SHA-256 or a person; 'smime ca list --issued' shows "
              "them");
}

void ValidityOptions::add_to(CLI::App& command, const std::string& usual) {
  command.add_option("--days", days, "how long it is valid (default " + usual + ")")
      ->check(CLI::Range(1, 36500));
  command.add_option("--not-before", not_before, "from when (RFC 3339; default now)")
      ->type_name("TIME");
  command.add_option("--not-after", not_after, "until when (RFC 3339), in place of --days")
      ->type_name("TIME");
}

x509::Validity ValidityOptions::validity(Time now, int usual_days,
                                         const std::optional<x509::Validity>& authority) const {
  if (days != 0 && !not_after.empty()) throw UsageError("give --days or --not-after, not both");
  const Time begin = not_before.empty() ? now : Time::from_rfc3339(not_before);
  const std::int64_t count = days != 0 ? days : usual_days;
  Time end{begin.seconds + count * kSecondsOfADay - 1};  // the last second counts
  if (!not_after.empty()) end = Time::from_rfc3339(not_after);
  if (authority && authority->not_after < end) {
    if (days != 0 || !not_after.empty()) {
      throw UsageError("the authority itself is valid until " + authority->not_after.rfc3339() +
                       " only");
    }
    end = authority->not_after;
  }
  if (end < begin) throw UsageError("it would end before it begins");
  return {begin, end};
}

std::string holder(const x509::Certificate& certificate) {
  std::string text = certificate.subject().rfc4514();
  for (const std::string& address : certificate.emails()) text += " <" + address + ">";
  return text;
}

std::string summary_of(const x509::Certificate& certificate) {
  return holder(certificate) + ", serial number " + certificate.serial_hex() + ", until " +
         certificate.validity().not_after.rfc3339();
}

std::string certificate_pem(const x509::Certificate& certificate) {
  return asn1::write_pem("CERTIFICATE", certificate.der());
}

void require_key_for(x509::path::Policy policy, const x509::PublicKey& key,
                     const std::string& whose) {
  if (x509::path::key_is_trusted(policy, key)) return;
  throw Error(ErrorKind::invalid_argument,
              whose + " with a key of " + std::to_string(key.bits()) + " bits",
              "the policy '" + std::string(to_string(policy)) + "' wants " +
                  std::to_string(x509::path::fewest_key_bits(policy)),
              "RFC 8550, 4.1 to 4.3");
}

void add_ca(CLI::App& app, Run& run, std::string_view word) {
  CLI::App* ca = app.add_subcommand(
      "ca", "An authority: issue certificates, take them back, and publish what was taken back");
  ca->require_subcommand(1);
  add_commands(*ca, run,
               {{"init", add_ca_init},
                {"issue", add_ca_issue},
                {"issue-all", add_ca_issue_all},
                {"renew", add_ca_renew},
                {"revoke", add_ca_revoke},
                {"crl", add_ca_crl},
                {"cross-certify", add_ca_cross_certify},
                {"list", add_ca_list}},
               word);
}

}  // namespace smime::mime::command
