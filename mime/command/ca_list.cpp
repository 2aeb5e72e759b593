// smime ca list: the authorities of a directory; what one issued, what waits, and what was done.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "mime/command/ca.hpp"
#include "mime/command/format.hpp"
#include "mime/command/policy.hpp"

namespace smime::mime::command {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  CaOptions ca;
  bool issued = false, pending = false, log = false, json = false;
};

Json describe_certificate(const x509::Certificate& certificate) {
  return {{"subject", certificate.subject().rfc4514()},
          {"emails", certificate.emails()},
          {"serial_number", certificate.serial_hex()},
          {"sha256", certificate.sha256_hex()},
          {"not_before", certificate.validity().not_before.rfc3339()},
          {"not_after", certificate.validity().not_after.rfc3339()}};
}

Json describe_issued(const directory::IssuedCertificate& one, Time now) {
  Json json = describe_certificate(one.certificate);
  json["issued"] = one.issued.rfc3339();
  json["state"] = one.revocation ? "revoked" : one.is_current(now) ? "current" : "expired";
  if (one.revocation) {
    json["revoked"] = one.revocation->at.rfc3339();
    json["reason"] = std::string(to_string(one.revocation->reason));
  }
  return json;
}

// What is asked for of one authority.
Json describe_authority(directory::Database& database, const directory::StoredAuthority& authority,
                        const Options& options, Time now) {
  directory::Register reg(database);
  Json json = {{"name", authority.name}};
  json.update(describe_certificate(authority.certificate));
  json["issuer"] = authority.certificate.issuer().rfc4514();
  const auto issued = reg.issued(authority.id);
  std::map<std::string, std::size_t> counts;
  for (const auto& one : issued) ++counts[describe_issued(one, now)["state"]];
  json["counts"] = {{"issued", issued.size()},
                    {"current", counts["current"]},
                    {"revoked", counts["revoked"]},
                    {"expired", counts["expired"]}};
  json["crl_number"] = authority.crl_number;
  if (options.issued) {
    json["issued"] = Json::array();
    for (const auto& one : issued) json["issued"].push_back(describe_issued(one, now));
  }
  if (options.pending) {
    json["pending"] = Json::array();
    for (const auto& one : directory::queued(database, authority.id)) {
      if (one.delivered) continue;
      Json entry = describe_certificate(one.certificate);
      entry["person"] = one.person;
      entry["queued"] = one.queued.rfc3339();
      json["pending"].push_back(entry);
    }
  }
  if (options.log) {
    json["log"] = Json::array();
    for (const auto& line : directory::log_of(database, authority.name)) {
      json["log"].push_back({{"at", line.at.rfc3339()},
                             {"subject", line.subject},
                             {"action", line.action},
                             {"outcome", line.outcome}});
    }
  }
  return json;
}

std::string day(const std::string& rfc3339) {
  return rfc3339.substr(0, 10);
}

std::string holder_of(const Json& json) {
  std::string text = json["subject"];
  for (const std::string address : json["emails"]) text += " <" + address + ">";
  return text;
}

void print_lists(const Json& json) {
  for (const Json& one : json.value("issued", Json::array())) {
    const std::string reason = one.value("reason", "");
    text::print("  {}  {}  until {}  {}{}\n", one["sha256"].get<std::string>().substr(0, 8),
                holder_of(one), day(one["not_after"]), one["state"].get<std::string>(),
                reason.empty() ? "" : " (" + reason + ")");
  }
  for (const Json& one : json.value("pending", Json::array())) {
    text::print("  waits since {}: {}\n", day(one["queued"]), holder_of(one));
  }
  for (const Json& one : json.value("log", Json::array())) {
    text::print("  {}  {}  {}: {}\n", one["at"].get<std::string>(),
                one["action"].get<std::string>(), one["subject"].get<std::string>(),
                one["outcome"].get<std::string>());
  }
}

void print_authority(const Json& json) {
  const Json& counts = json["counts"];
  text::print("{}: {}\n", json["name"].get<std::string>(), json["subject"].get<std::string>());
  if (json["issuer"] != json["subject"]) {
    text::print("  certified by {}\n", json["issuer"].get<std::string>());
  }
  text::print("  valid from {} until {}\n", day(json["not_before"]), day(json["not_after"]));
  text::print("  issued {}: {} current, {} revoked, {} expired\n", counts["issued"].get<int>(),
              counts["current"].get<int>(), counts["revoked"].get<int>(),
              counts["expired"].get<int>());
  const auto crl = json["crl_number"].get<std::int64_t>();
  text::print("  last CRL: {}\n", crl == 0 ? "none yet" : "number " + std::to_string(crl));
  print_lists(json);
}

int list(const Options& options) {
  directory::Database database = options.ca.directory.read();
  directory::Register reg(database);
  const Time now = moment("");
  Json all = Json::array();
  for (const auto& authority : reg.authorities()) {
    if (!options.ca.name.empty() && authority.name != options.ca.name) continue;
    all.push_back(describe_authority(database, authority, options, now));
  }
  if (all.empty() && !options.ca.name.empty())
    reg.authority(options.ca.name);  // says what is there
  if (options.json) {
    std::cout << all.dump(2) << "\n";
  } else {
    for (const Json& one : all) print_authority(one);
    if (all.empty()) std::cerr << "smime: no authority yet; 'smime ca init' makes one\n";
  }
  return kSuccess;
}

}  // namespace

void add_ca_list(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = ca.add_subcommand("list", "List the authorities, and what each has done");
  command->add_option("--ca", options->ca.name, "this one alone");
  command->add_flag("--issued", options->issued, "the certificates that it issued");
  command->add_flag("--pending", options->pending, "those that wait for their owners");
  command->add_flag("--log", options->log, "what was done, and when");
  command->add_flag("--json", options->json, "as JSON");
  options->ca.directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return list(*options); }; });
}

}  // namespace smime::mime::command
