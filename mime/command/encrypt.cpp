// smime encrypt: a message in, an enveloped message out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/directory_recipients.hpp"
#include "mime/command/draft_input.hpp"
#include "mime/command/header_options.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/recipients.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/error.hpp"
#include "x509/key_pair.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  DirectoryOption directory;
  std::vector<std::string> to, ids, certificates;
  std::string cipher, oaep, input = "-", output = "-";
  std::string password_file, password_env;
  std::string policy = "modern";
  bool text = false, not_to_self = false, originator_info = false;
  bool compress = false, keep_bcc = false, quiet = false;
  HeaderOptions header;
};

void add_once(std::vector<x509::Certificate>& all, const x509::Certificate& certificate) {
  if (std::find(all.begin(), all.end(), certificate) == all.end()) all.push_back(certificate);
}

// The sender's own certificate: of a file with keys the one whose key decrypts.
x509::Certificate own_certificate(const std::string& file, const PasswordSource& password) {
  const Material material = read_material(file, password);
  if (material.certificates.empty()) {
    throw Error(ErrorKind::not_found, "no certificate", "--id names the sender's").within(file);
  }
  const auto mine = std::find_if(
      material.certificates.begin(), material.certificates.end(),
      [&](const x509::Certificate& certificate) {
        return can_encrypt_for(certificate) &&
               std::any_of(material.keys.begin(), material.keys.end(), [&](const auto& key) {
                 return x509::same_key(key.public_key(), certificate.public_key());
               });
      });
  return mine == material.certificates.end() ? material.certificates.front() : *mine;
}

// The sender's own certificates: of what is named, else of the default ID.
std::vector<x509::Certificate> own_certificates(const Options& options, Time now,
                                                const PasswordSource& password) {
  std::vector<x509::Certificate> own;
  for (const std::string& text : options.ids) {
    const bool is_file = options.directory.none || names_a_file(text);
    own.push_back(is_file ? own_certificate(text, password)
                          : resolve_own_certificate(options.directory, text, now));
  }
  if (!options.ids.empty() || options.directory.none) return own;
  if (const auto by_default = default_certificate(options.directory, now)) {
    own.push_back(*by_default);
  }
  return own;
}

// Those of --to; without it those of the message's To, Cc and Bcc.
Recipients recipients_of(const Options& options, const Header& header, Time now,
                         x509::path::Policy policy, const PasswordSource& password) {
  const std::vector<std::string> to = options.to.empty() ? recipient_addresses(header) : options.to;
  if (to.empty()) {
    throw UsageError("nobody to encrypt for: the message has no To, Cc or Bcc; use --to");
  }
  const auto known = read_certificates(options.certificates, password);
  Recipients recipients;
  for (const std::string& who : to) {
    add_recipients(recipients, options.directory, who, known, now, policy, password);
  }
  return recipients;
}

// Who gets a blind copy is nobody's business. \standard{RFC 5322, 3.6.3}
void remove_bcc_fields(secure::DividedHeader& header) {
  Header outer;
  for (const HeaderField& field : header.outer.fields()) {
    if (!same_token(field.name, "Bcc") && !same_token(field.name, "Resent-Bcc")) outer.add(field);
  }
  header.outer = std::move(outer);
}

// Also of what is revised already.
void remove_bcc(secure::Draft& draft) {
  draft.revise = [before = draft.revise](secure::DividedHeader& header) {
    if (before) before(header);
    remove_bcc_fields(header);
  };
}

cms::EncryptOptions encrypt_options(const Options& options, x509::path::Policy policy,
                                    const Recipients& recipients) {
  cms::EncryptOptions how;
  how.cipher = options.cipher.empty() ? common_cipher(recipients, policy)
                                      : primitives::content_cipher(options.cipher);
  require_cipher(policy, how.cipher);
  return how;
}

std::vector<cms::Recipient> for_certificates(const std::vector<x509::Certificate>& certificates,
                                             const Options& options) {
  const auto how = options.oaep.empty()
                       ? cms::KeyTransport::pkcs1_v1_5()
                       : cms::KeyTransport::rsaes_oaep(primitives::digest_algorithm(options.oaep));
  std::vector<cms::Recipient> recipients;
  for (const x509::Certificate& certificate : certificates) {
    recipients.push_back(cms::CertificateRecipient{certificate, how});
  }
  return recipients;
}

int encrypt(const Options& options) {
  const auto policy = x509::path::policy(options.policy);
  const Time now = moment({});
  DraftInput input(options.input,
                   options.text ? secure::Draft::Form::text : secure::Draft::Form::message, false);
  const PasswordSource password = password_source(options.password_file, options.password_env);
  const Recipients found = recipients_of(options, input.header(), now, policy, password);
  cms::EncryptOptions how = encrypt_options(options, policy, found);
  std::vector<x509::Certificate> recipients;
  for (const auto& certificate : found.certificates) add_once(recipients, certificate);
  for (const x509::Certificate& own : own_certificates(options, now, password)) {
    if (!options.not_to_self) add_once(recipients, own);
    if (options.originator_info) how.originator_certificates.push_back(own);
  }
  for (const auto& recipient : recipients) require_recipient(policy, recipient);
  const auto protection = options.header.protection(true);
  const bool no_element = protection && protect_header(input, *protection);
  if (options.compress) input.compress();
  if (!options.keep_bcc) remove_bcc(input.draft());
  SystemRandom random;
  FileSink output(options.output, FileSink::Held::no);
  secure::encrypt_message(input.draft(), for_certificates(recipients, options), how, output,
                          random);
  output.finish();
  print_notes(found.notes, options.quiet);
  print_notes(doubts_about_recipients(recipients, now), options.quiet);
  if (input.header().get("Bcc") && !options.quiet) {
    std::cerr << "smime: note: each recipient can see for how many others, and under which "
                 "certificates, a message is encrypted; to hide blind copies, encrypt for them "
                 "apart with --to\n";
  }
  if (no_element && !options.quiet) std::cerr << kNoElement;
  return kSuccess;
}

}  // namespace

void add_encrypt(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("encrypt", "Encrypt a message (standard input to output)");
  command
      ->add_option("--to", options->to,
                   "for whom: files with certificates, or addresses and names of the directory "
                   "(default: the message's To, Cc and Bcc)")
      ->allow_extra_args(false);
  command
      ->add_option("--id", options->ids,
                   "the sender, who can then read the message as well (default: the default ID)")
      ->allow_extra_args(false);
  command
      ->add_option("--certs", options->certificates, "certificates to find addresses' owners among")
      ->allow_extra_args(false);
  command->add_option(
      "--cipher", options->cipher,
      "rc2-40 rc2-64 rc2-128 des-cbc des-ede3-cbc aes-128-cbc aes-192-cbc "
      "aes-256-cbc aes-128-gcm aes-192-gcm aes-256-gcm (default: what the recipients "
      "prefer, else aes-256-cbc)");
  command->add_option("--oaep", options->oaep,
                      "RSAES-OAEP with this digest in place of RSAES-PKCS1-v1_5");
  command->add_flag("--not-to-self", options->not_to_self,
                    "leave the sender out of the recipients");
  command->add_flag("--originator-info", options->originator_info,
                    "put the sender's certificate into the package, as the article does");
  command->add_flag("--keep-bcc", options->keep_bcc,
                    "leave Bcc in the header, for 'sendmail -t', which takes it out itself");
  command->add_flag("--compress", options->compress, "compress the message before it is encrypted");
  command->add_flag("--text", options->text, "the input is plain text without a header");
  command->add_flag("-q,--quiet", options->quiet, "no notes on standard error");
  options->header.add_to(*command, true);
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the message (default standard input)");
  command->callback([options, &run] { run = [options] { return encrypt(*options); }; });
}

}  // namespace smime::mime::command
