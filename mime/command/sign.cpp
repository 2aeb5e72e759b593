// smime sign: a message in, a signed message out.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/draft_input.hpp"
#include "mime/command/header_options.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/recipients.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/capabilities.hpp"
#include "mime/smime/sender.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  DirectoryOption directory;
  std::vector<std::string> ids;
  std::vector<std::string> certificates, crls;
  std::string digest, at, input = "-", output = "-";
  std::string password_file, password_env;
  std::string policy = "modern";
  bool opaque = false, text = false, no_attributes = false;
  bool pss = false, compress = false, quiet = false;
  HeaderOptions header;
};

// The digital IDs that sign: those that are named; else the sender's, or the default one.
std::vector<IdentityFile> identities_of(const Options& options, const Header& header,
                                        const PasswordSource& password) {
  const Time at = moment(options.at);
  if (options.ids.empty()) return {resolve_signer(options.directory, header, password, at)};
  std::vector<IdentityFile> identities;
  for (const std::string& text : options.ids) {
    identities.push_back(
        resolve_identity(options.directory, text, password, at, x509::path::Purpose::sign));
  }
  return identities;
}

// Readers hold the signer against From.
void warn_of_other_sender(const Header& header, const x509::Certificate& certificate) {
  const auto emails = certificate.emails();
  for (const std::string& address : sender_addresses(header)) {
    if (emails.empty() || certificate.has_email(address)) continue;
    std::cerr << "smime: note: the message is from " << address << ", but is signed by "
              << emails.front() << ": readers will be warned\n";
  }
}

// A signer whose key does not decrypt says for which of its certificates to encrypt.
// \standard{RFC 8551, 2.5.3}
void prefer_encryption_certificate(const IdentityFile& id, cms::Signer& signer,
                                   std::vector<x509::Certificate>& chain) {
  std::vector<x509::Certificate> all;
  for (const cms::Identity& identity : id.identities) all.push_back(identity.certificate);
  const auto preferred = secure::encryption_certificate({}, signer.certificate, all);
  if (!preferred || *preferred == signer.certificate) return;
  for (cms::Attribute& attribute : secure::preference_attributes(*preferred)) {
    signer.more_attributes.push_back(std::move(attribute));
  }
  chain.push_back(*preferred);
}

// Who signs; their chains go along.
std::vector<cms::Signer> signers_of(const Options& options, const Header& header,
                                    std::vector<x509::Certificate>& chain,
                                    const PasswordSource& password) {
  const auto policy = x509::path::policy(options.policy);
  const DigestAlgorithm digest = primitives::digest_algorithm(
      options.digest.empty() ? default_digest(policy) : options.digest);
  require_digest(policy, digest);
  std::vector<cms::Signer> signers;
  for (const IdentityFile& id : identities_of(options, header, password)) {
    const cms::Identity& own = id.signer();
    require_key(policy, own.certificate);
    if (!options.quiet) warn_of_other_sender(header, own.certificate);
    cms::Signer signer{own.certificate, own.key};
    signer.digest = digest;
    signer.with_attributes = !options.no_attributes;
    signer.rsassa_pss = options.pss;
    signer.signing_time = moment(options.at);
    signer.more_attributes = {secure::capabilities_attribute(secure::offered_ciphers(policy))};
    prefer_encryption_certificate(id, signer, chain);
    signers.push_back(std::move(signer));
    chain.insert(chain.end(), id.others.begin(), id.others.end());
  }
  return signers;
}

int sign(const Options& options) {
  cms::SignOptions how;
  const PasswordSource password = password_source(options.password_file, options.password_env);
  how.certificates = read_certificates(options.certificates, password);
  how.crls = read_crls(options.crls, password);
  const auto form =
      options.opaque ? secure::SignedForm::opaque : secure::SignedForm::multipart_signed;
  DraftInput input(options.input,
                   options.text ? secure::Draft::Form::text : secure::Draft::Form::message,
                   form == secure::SignedForm::multipart_signed);
  const std::vector<cms::Signer> signers =
      signers_of(options, input.header(), how.certificates, password);
  const auto protection = options.header.protection(false);
  const bool no_element = protection && protect_header(input, *protection);
  if (options.compress) input.compress();
  SystemRandom random;
  FileSink output(options.output, FileSink::Held::no);
  const bool unsafe = secure::sign_message(input.draft(), signers, form, how, output, random);
  output.finish();
  if (unsafe && !options.quiet) {
    std::cerr << "smime: note: a signed part inside has eight-bit octets or lines that mail "
                 "programs change; it stays as it was signed (RFC 8551, 3.1.3)\n";
  }
  if (no_element && !options.quiet) std::cerr << kNoElement;
  return kSuccess;
}

}  // namespace

void add_sign(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("sign", "Sign a message (standard input to output)");
  command
      ->add_option("--id", options->ids,
                   "who signs: a file with a private key and its certificate, or an ID of the "
                   "directory (default: the one with the sender's address, else the default ID)")
      ->allow_extra_args(false);
  command->add_flag("--opaque", options->opaque,
                    "put the message into the signature (default: multipart/signed)");
  command->add_option("--digest", options->digest,
                      "md5 sha1 sha224 sha256 sha384 sha512 (default sha256)");
  command->add_flag("--pss", options->pss, "RSASSA-PSS in place of RSASSA-PKCS1-v1_5");
  command->add_flag("--no-attributes", options->no_attributes,
                    "sign the content alone, without attributes");
  command->add_option("--certs", options->certificates, "more certificates to send along")
      ->allow_extra_args(false);
  command->add_option("--crl", options->crls, "lists of revoked certificates to send along")
      ->allow_extra_args(false);
  command->add_flag("--compress", options->compress, "compress the message before it is signed");
  command->add_flag("--text", options->text, "the input is plain text without a header");
  command->add_option("--at", options->at, "the signing time (RFC 3339; default now)");
  command->add_flag("-q,--quiet", options->quiet, "no notes on standard error");
  options->header.add_to(*command, false);
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the message (default standard input)");
  command->callback([options, &run] { run = [options] { return sign(*options); }; });
}

}  // namespace smime::mime::command
