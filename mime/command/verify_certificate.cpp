// smime verify-certificate: builds paths to a trusted root and validates them (RFC 5280, 6).
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/format.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/report_json.hpp"
#include "mime/command/resolve.hpp"
#include "primitives/error.hpp"
#include "x509/path/verifier.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::string file, at, report, policy = "modern", purpose = "any";
  std::string password_file, password_env;
  std::vector<std::string> trust, certificates, crls, policy_oids;
  bool require_revocation = false, require_explicit_policy = false;
  bool inhibit_policy_mapping = false, inhibit_any_policy = false;
  DirectoryOption directory;
  x509::path::PathOptions limits;
};

x509::path::PathOptions path_options(const Options& options) {
  x509::path::PathOptions path = options.limits;
  path.policy = x509::path::policy(options.policy);
  path.purpose = x509::path::purpose(options.purpose);
  path.require_revocation = options.require_revocation;
  for (const std::string& oid : options.policy_oids) path.initial_policy_set.emplace_back(oid);
  path.initial_explicit_policy = options.require_explicit_policy;
  path.initial_policy_mapping_inhibit = options.inhibit_policy_mapping;
  path.initial_any_policy_inhibit = options.inhibit_any_policy;
  return path;
}

void say(const x509::Certificate& certificate, const x509::path::PathResult& result) {
  text::print("{}: {}\n", certificate.subject().rfc4514(), result.valid() ? "valid" : "untrusted");
  if (const x509::Check* failure = result.report.first_failure()) {
    text::print("  refused, {}: {}: {} ({}, {})\n", to_string(failure->reason.value()),
                failure->subject, failure->detail, failure->rule, failure->citation);
  }
  for (const x509::Certificate& link : result.chain) {
    text::print("  path: {}, until {}, SHA-256 {}\n", link.subject().rfc4514(),
                link.validity().not_after.rfc3339(), link.sha256_hex());
  }
  for (const x509::Check& check : result.report.checks()) {
    text::print("  [{}] {} ({}): {}{}{}\n", to_string(check.outcome), check.rule, check.citation,
                check.subject, check.detail.empty() ? "" : ": ", check.detail);
  }
}

// The first certificate is the one asked about; the others of its file help to build paths.
int verify(const Options& options) {
  const PasswordSource password = password_source(options.password_file, options.password_env);
  std::vector<x509::Certificate> candidates;
  try {
    candidates = read_certificates({options.file}, password);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output || error.kind() == ErrorKind::not_found) throw;
    std::cerr << "smime: " << error.what() << "\n";
    return kUnreadable;
  }
  const x509::Certificate certificate = candidates.front();
  const auto more = read_certificates(options.certificates, password);
  candidates.insert(candidates.end(), more.begin(), more.end());
  secure::OpenOptions known;
  known.at = moment(options.at);
  known.trust = x509::path::TrustStore(read_certificates(options.trust, password));
  known.crls = read_crls(options.crls, password);
  if (!options.directory.none) add_directory(known, options.directory, nullptr);
  candidates.insert(candidates.end(), known.certificates.begin(), known.certificates.end());
  const auto result = x509::path::verify_certificate(certificate, known.trust, candidates,
                                                     known.crls, known.at, path_options(options));
  if (options.report.empty()) {
    say(certificate, result);
  } else {
    write_file(options.report, primitives::bytes_of(report_json(certificate, result)), false);
  }
  return result.valid() ? kSuccess : kUntrusted;
}

void add_limits(CLI::App& command, x509::path::PathOptions& limits) {
  command
      .add_option("--max-path-length", limits.max_path_length,
                  "certificates in a path, the root included")
      ->capture_default_str();
  command.add_option("--max-candidate-paths", limits.max_candidate_paths, "paths that are tried")
      ->capture_default_str();
  command
      .add_option("--max-certificates", limits.max_certificates,
                  "certificates that are looked at between the first and the roots")
      ->capture_default_str();
}

}  // namespace

void add_verify_certificate(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("verify-certificate",
                                         "Say whether a certificate is to be believed, and why");
  command->add_option("FILE", options->file, "the certificate, and perhaps others to build from")
      ->required();
  command->add_option("--trust", options->trust, "certificates of the authorities that are trusted")
      ->allow_extra_args(false);
  command->add_option("--certs", options->certificates, "more certificates to build paths from")
      ->allow_extra_args(false);
  command->add_option("--crl", options->crls, "lists of revoked certificates")
      ->allow_extra_args(false);
  command->add_option("--at", options->at, "judge as of this moment (RFC 3339; default now)");
  command->add_option("--purpose", options->purpose, "what the key is for: sign, encrypt or any")
      ->check(CLI::IsMember({"sign", "encrypt", "any"}));
  command->add_flag("--require-revocation", options->require_revocation,
                    "distrust where no CRL tells");
  command
      ->add_option("--policy-oid", options->policy_oids,
                   "user-initial-policy-set (RFC 5280, 6.1.1 (c))")
      ->allow_extra_args(false);
  command->add_flag("--require-explicit-policy", options->require_explicit_policy,
                    "initial-explicit-policy (RFC 5280, 6.1.1 (f))");
  command->add_flag("--inhibit-policy-mapping", options->inhibit_policy_mapping,
                    "initial-policy-mapping-inhibit (RFC 5280, 6.1.1 (e))");
  command->add_flag("--inhibit-any-policy", options->inhibit_any_policy,
                    "initial-any-policy-inhibit (RFC 5280, 6.1.1 (g))");
  add_limits(*command, options->limits);
  command->add_option("--report", options->report, "write the report as JSON to this file, or '-'");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return verify(*options); }; });
}

}  // namespace smime::mime::command
