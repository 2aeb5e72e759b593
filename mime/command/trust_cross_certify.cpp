// smime trust cross-certify: from now on the signer of a message, or the authority that issued to
// it, is believed. The decision is a certificate that one's own digital ID signs.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/cms.hpp"
#include "mime/command/learning.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "mime/command/trust.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using directory::Database;
using directory::Scope;
using x509::Certificate;

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::vector<std::string> certificates;
  std::string target, scope, id, at;
};

// Whom it is about, and certificates to find its issuer among.
struct Subject {
  Certificate signer;
  std::vector<Certificate> candidates;
};

std::optional<Subject> certificate_in_file(const std::string& file,
                                           const PasswordSource& password) {
  try {
    auto all = read_material(file, password, Wanted::certificates).certificates;
    if (!all.empty()) return Subject{all.front(), all};
  } catch (const Error&) {
    // No file of certificates: a message.
  }
  return std::nullopt;
}

Subject signer_of_message(const Options& options, Time now) {
  const secure::OpenResult result =
      open_for_signers(options.target, options.directory, options.passwords.source(), now);
  const auto all = introductions(result, now, false);
  if (all.empty()) {
    throw Error(ErrorKind::not_found, "no right signature of its sender in " + options.target,
                "only whose signature is right can be trusted: " + summary(result));
  }
  Subject subject{all.front().signer, {}};
  for (const auto& layer : result.layers) {
    subject.candidates.insert(subject.candidates.end(), layer.certificates.begin(),
                              layer.certificates.end());
  }
  return subject;
}

Subject subject_of(const Options& options, Database& database, Time now) {
  if (!names_a_file(options.target)) {
    const auto all = resolve_certificates(database, options.target);
    return {all.front(), all};
  }
  if (options.target != "-") {
    if (auto subject = certificate_in_file(options.target, options.passwords.source()))
      return std::move(*subject);
  }
  return signer_of_message(options, now);
}

Certificate target_of(const Options& options, Scope scope, Database& database, Time now) {
  Subject subject = subject_of(options, database, now);
  if (scope == Scope::signer) return subject.signer;
  const auto constraints = subject.signer.extensions().find<x509::BasicConstraints>();
  if (constraints && constraints->ca) return subject.signer;  // the authority itself was named
  const auto more = read_certificates(options.certificates, options.passwords.source());
  subject.candidates.insert(subject.candidates.end(), more.begin(), more.end());
  const auto known = directory::People(database).certificates();
  subject.candidates.insert(subject.candidates.end(), known.begin(), known.end());
  if (const auto issuer = issuer_of(subject.signer, subject.candidates)) return *issuer;
  throw Error(ErrorKind::not_found,
              "no certificate of the authority " + subject.signer.issuer().rfc4514(),
              "give it with --certs, or trust the signer alone: --scope signer");
}

int cross_certify(const Options& options) {
  const Time now = moment(options.at);
  const Scope scope = directory::scope(options.scope);
  Database database = options.directory.write();
  const Certificate target = target_of(options, scope, database, now);
  const directory::StoredIdentity identity =
      stored_identity(database, options.id, x509::path::Purpose::sign, now);
  const IdentityFile own = unlock(identity, options.passwords.source(), now);
  SystemRandom random;
  const directory::CrossCertificate cross{
      make_cross_certificate({own.signer().certificate, own.signer().key}, target, scope, random),
      target, scope, now};
  directory::Trust trust(database);
  if (const std::string defect = trust.defect(cross, now); !defect.empty()) {
    throw Error(ErrorKind::invalid_argument, "a cross-certificate that would not count: " + defect,
                "ask for a certificate that is valid now");
  }
  directory::Transaction transaction(database);
  trust.add_cross_certificate(cross);
  transaction.commit();
  std::cerr << "smime: now trusted: " << (scope == Scope::signer ? "" : "everybody certified by ")
            << target.subject().rfc4514() << ", SHA-256 " << target.sha256_hex() << "\n";
  return kSuccess;
}

}  // namespace

void add_trust_cross_certify(CLI::App& trust, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = trust.add_subcommand(
      "cross-certify", "Trust the signer of a message, or the authority that issued to it");
  command
      ->add_option("WHOM", options->target,
                   "a signed message, a certificate, or somebody in the directory")
      ->required();
  command
      ->add_option("--scope", options->scope,
                   "signer: this certificate alone; authority: everybody to whom it issues")
      ->required()
      ->check(CLI::IsMember({"signer", "authority"}));
  command->add_option("--id", options->id, "the own ID that vouches (default: the default ID)");
  command->add_option("--certs", options->certificates, "certificates to find the authority among")
      ->allow_extra_args(false);
  options->passwords.add_to(*command, "the own ID");
  command->add_option("--at", options->at, "when it is (RFC 3339; default now)");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return cross_certify(*options); }; });
}

}  // namespace smime::mime::command
