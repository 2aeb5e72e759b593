// smime sign: a message in, a signed message out.
#include <iostream>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/draft_input.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "mime/smime/capabilities.hpp"
#include "mime/smime/sender.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::vector<std::string> ids;
  std::vector<std::string> certificates, crls;
  std::string digest, at, input = "-", output = "-";
  std::string password_file, password_env;
  std::string policy = "modern";
  bool opaque = false, text = false, no_attributes = false, no_directory = false;
  bool pss = false, compress = false, quiet = false;
};

// Who signs; their chains go along.
std::vector<cms::Signer> signers_of(const Options& options, std::vector<x509::Certificate>& chain) {
  const auto policy = x509::path::policy(options.policy);
  const DigestAlgorithm digest = primitives::digest_algorithm(
      options.digest.empty() ? default_digest(policy) : options.digest);
  require_digest(policy, digest);
  const PasswordSource password = password_source(options.password_file, options.password_env);
  std::vector<cms::Signer> signers;
  for (const std::string& file : options.ids) {
    const IdentityFile id = read_identity(file, password);
    const cms::Identity& own = id.signer();
    require_key(policy, own.certificate);
    cms::Signer signer{own.certificate, own.key};
    signer.digest = digest;
    signer.with_attributes = !options.no_attributes;
    signer.rsassa_pss = options.pss;
    signer.signing_time = moment(options.at);
    signer.more_attributes = {secure::capabilities_attribute(secure::offered_ciphers(policy))};
    signers.push_back(std::move(signer));
    chain.insert(chain.end(), id.others.begin(), id.others.end());
  }
  return signers;
}

int sign(const Options& options) {
  cms::SignOptions how;
  how.certificates = read_certificates(options.certificates);
  how.crls = read_crls(options.crls);
  const std::vector<cms::Signer> signers = signers_of(options, how.certificates);
  const auto form =
      options.opaque ? secure::SignedForm::opaque : secure::SignedForm::multipart_signed;
  DraftInput input(options.input,
                   options.text ? secure::Draft::Form::text : secure::Draft::Form::message,
                   form == secure::SignedForm::multipart_signed);
  if (options.compress) input.compress();
  SystemRandom random;
  FileSink output(options.output, FileSink::Held::no);
  const bool unsafe = secure::sign_message(input.draft(), signers, form, how, output, random);
  output.finish();
  if (unsafe && !options.quiet) {
    std::cerr << "smime: note: a signed part inside has eight-bit octets or lines that mail "
                 "programs change; it stays as it was signed (RFC 8551, 3.1.3)\n";
  }
  return kSuccess;
}

}  // namespace

void add_sign(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("sign", "Sign a message (standard input to output)");
  command
      ->add_option("--id", options->ids, "who signs: a file with a private key and its certificate")
      ->required()
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
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->no_directory);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the message (default standard input)");
  command->callback([options, &run] { run = [options] { return sign(*options); }; });
}

}  // namespace smime::mime::command
