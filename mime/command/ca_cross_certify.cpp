// smime ca cross-certify: a certificate for another authority, within the limits that one sets it.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/ca_profile.hpp"
#include "mime/command/material.hpp"
#include "mime/command/name_space.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  CaOptions ca;
  std::string file, output = "-";
  std::vector<std::string> permitted, excluded, policy_oids, mappings;
  int path_length = -1, require_explicit = -1, inhibit_mapping = -1, inhibit_any = -1;
  ValidityOptions validity;
};

std::optional<std::uint32_t> given(int number) {
  return number < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(number));
}

// "1.2.3=1.2.4": our policy, and the other's that counts as much.
x509::PolicyMappings::Mapping mapping(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) throw UsageError("--map-policy takes OURS=THEIRS, two OIDs");
  return {x509::ObjectIdentifier(text.substr(0, equals)),
          x509::ObjectIdentifier(text.substr(equals + 1))};
}

x509::CrossCertification restrictions(const Options& options) {
  x509::CrossCertification limits;
  limits.path_len_constraint = given(options.path_length);
  for (const std::string& oid : options.policy_oids) limits.policies.emplace_back(oid);
  for (const std::string& text : options.mappings) {
    limits.policy_mappings.mappings.push_back(mapping(text));
  }
  limits.policy_constraints = {given(options.require_explicit), given(options.inhibit_mapping)};
  if (const auto skip = given(options.inhibit_any)) limits.inhibit_any_policy = {*skip};
  for (const std::string& text : options.permitted) {
    limits.name_constraints.permitted_subtrees.push_back(name_space(text));
  }
  for (const std::string& text : options.excluded) {
    limits.name_constraints.excluded_subtrees.push_back(name_space(text));
  }
  return limits;
}

int cross_certify(const Options& options) {
  const x509::Certificate other = read_certificates({options.file}).front();
  CaDesk desk = CaDesk::open(options.ca);
  require_key_for(desk.policy, other.public_key(), other.subject().rfc4514());
  require_digest(desk.policy, primitives::DigestAlgorithm::sha256);
  x509::Validity most = desk.authority.certificate.validity();
  if (other.validity().not_after < most.not_after) most.not_after = other.validity().not_after;
  SystemRandom random;
  const auto certificate = x509::cross_certify(
      desk.authority, other, restrictions(options), x509::random_serial_number(random),
      options.validity.validity(desk.now, desk.settings.days, most), random);
  directory::Transaction transaction(desk.database);
  desk.reg().enter(desk.stored.id, certificate, std::nullopt, std::nullopt, desk.now);
  desk.log(holder(certificate), "cross-certify", "serial number " + certificate.serial_hex());
  transaction.commit();
  write_file(options.output, primitives::bytes_of(certificate_pem(certificate)), false);
  std::cerr << "smime: cross-certified " << summary_of(certificate) << "\n";
  return kSuccess;
}

void add_policy_options(CLI::App& command, Options& options) {
  command.add_option("--policy-oid", options.policy_oids, "a certificate policy that holds for it")
      ->allow_extra_args(false);
  command
      .add_option("--map-policy", options.mappings,
                  "OURS=THEIRS: two policies of which one stands for the other")
      ->type_name("OIDS")
      ->allow_extra_args(false);
  const auto number = [&](const char* name, int& target, const char* text) {
    command.add_option(name, target, text)->type_name("NUMBER")->check(CLI::Range(0, 16));
  };
  number("--require-explicit-policy", options.require_explicit,
         "after so many certificates a policy is required");
  number("--inhibit-policy-mapping", options.inhibit_mapping,
         "after so many certificates no mapping holds");
  number("--inhibit-any-policy", options.inhibit_any,
         "after so many certificates anyPolicy means nothing");
}

}  // namespace

void add_ca_cross_certify(CLI::App& ca, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = ca.add_subcommand(
      "cross-certify", "Certify another authority, so that your people trust those it certifies");
  command->add_option("FILE", options->file, "the other authority's certificate")->required();
  command
      ->add_option("--permit", options->permitted,
                   "it may name these alone: email:example.org, email:.example.org, "
                   "dns:example.org, dir:O=Example, ip:192.0.2.0/24")
      ->type_name("NAMES")
      ->allow_extra_args(false);
  command->add_option("--exclude", options->excluded, "it may not name these")
      ->type_name("NAMES")
      ->allow_extra_args(false);
  command
      ->add_option("--path-length", options->path_length, "how many authorities may stand below it")
      ->check(CLI::Range(0, 16));
  add_policy_options(*command, *options);
  options->validity.add_to(*command, "as the authority was made with");
  options->ca.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->callback([options, &run] { run = [options] { return cross_certify(*options); }; });
}

}  // namespace smime::mime::command
