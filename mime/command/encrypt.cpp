// smime encrypt: a message in, an enveloped message out.
#include <algorithm>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/smime/sender.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::vector<std::string> to, ids;
  std::string cipher, input = "-", output = "-";
  std::string password_file, password_env;
  std::string policy = "modern";
  bool text = false, not_to_self = false, originator_info = false, no_directory = false;
};

void add_once(std::vector<x509::Certificate>& all, const x509::Certificate& certificate) {
  if (std::find(all.begin(), all.end(), certificate) == all.end()) all.push_back(certificate);
}

// Of a file with a chain, only the first certificate is a recipient's.
std::vector<x509::Certificate> recipients_of(const Options& options) {
  std::vector<x509::Certificate> recipients;
  for (const std::string& file : options.to) {
    add_once(recipients, read_certificates({file}).front());
  }
  return recipients;
}

int encrypt(const Options& options) {
  const auto policy = x509::path::policy(options.policy);
  cms::EncryptOptions how;
  how.cipher =
      primitives::content_cipher(options.cipher.empty() ? default_cipher(policy) : options.cipher);
  require_cipher(policy, how.cipher);
  std::vector<x509::Certificate> recipients = recipients_of(options);
  for (const std::string& file : options.ids) {
    const x509::Certificate own = read_certificates({file}).front();
    if (!options.not_to_self) add_once(recipients, own);
    if (options.originator_info) how.originator_certificates.push_back(own);
  }
  for (const auto& recipient : recipients) require_key(policy, recipient);
  const Bytes input = read_file(options.input);
  const secure::Prepared prepared =
      options.text ? secure::prepare_text(input) : secure::prepare(input);
  SystemRandom random;
  write_file(options.output,
             primitives::bytes_of(secure::encrypt_message(prepared, recipients, how, random)),
             false);
  return kSuccess;
}

}  // namespace

void add_encrypt(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("encrypt", "Encrypt a message (standard input to output)");
  command->add_option("--to", options->to, "for whom: files with certificates")->required();
  command->add_option("--id", options->ids, "the sender, who can then read the message as well")
      ->allow_extra_args(false);
  command->add_option("--cipher", options->cipher,
                      "rc2-40 rc2-64 rc2-128 des-cbc des-ede3-cbc aes-128-cbc aes-192-cbc "
                      "aes-256-cbc (default aes-256-cbc)");
  command->add_flag("--not-to-self", options->not_to_self,
                    "leave the sender out of the recipients");
  command->add_flag("--originator-info", options->originator_info,
                    "put the sender's certificate into the package, as the article does");
  command->add_flag("--text", options->text, "the input is plain text without a header");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->no_directory);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the message (default standard input)");
  command->callback([options, &run] { run = [options] { return encrypt(*options); }; });
}

}  // namespace smime::mime::command
