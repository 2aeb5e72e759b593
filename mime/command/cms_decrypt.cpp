// smime cms decrypt: EnvelopedData, AuthEnvelopedData, EncryptedData and AuthenticatedData.
#include <CLI/CLI.hpp>
#include <iostream>

#include "cms/authenticated_data.hpp"
#include "cms/content_info.hpp"
#include "cms/decryptor.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/report_json.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/conclusion.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

using secure::OpenResult;
using secure::Verdict;
using x509::Reason;

struct Options {
  SecretOptions secrets;
  std::vector<std::string> ids;
  std::string key_name, policy = "modern", password_file, password_env, report;
  std::string input = "-", output = "-";
  DirectoryOption directory;
  bool quiet = false, unsafe_stream = false;
};

cms::DecryptionKeys keys_of(const Options& options) {
  cms::DecryptionKeys keys;
  const PasswordSource password = password_source(options.password_file, options.password_env);
  const Time now = moment({});
  for (const std::string& text : options.ids) {
    IdentityFile id =
        resolve_identity(options.directory, text, password, now, x509::path::Purpose::encrypt);
    for (cms::Identity& identity : id.identities) keys.identities.push_back(std::move(identity));
  }
  for (const std::string& file : options.secrets.secret_keys) {
    keys.shared_keys.push_back({primitives::from_hex(options.key_name), read_secret_key(file)});
  }
  for (const std::string& file : options.secrets.password_files) {
    keys.passwords.push_back(password_source(file, {})(file));
  }
  if (options.ids.empty() && options.secrets.secret_keys.empty() && keys.passwords.empty()) {
    secure::OpenOptions all;
    all.at = now;
    use_directory(all, options.directory, password, options.quiet);
    keys.locked_identities = std::move(all.locked_identities);
  }
  return keys;
}

void describe_recipients(const cms::RecipientHead& head,
                         const std::optional<cms::ChosenRecipient>& chosen, secure::Layer& layer) {
  if (head.originator_info) layer.certificates = head.originator_info->certificates;
  for (const auto& recipient : head.recipient_infos) {
    layer.recipients.push_back(
        {cms::recipient_text(recipient), cms::key_management_name(recipient), false});
  }
  if (chosen && layer.report.passed()) {
    layer.recipients.at(chosen->recipient_info).opened = true;
  }
}

void decrypt_enveloped(asn1::StreamReader& stream, const asn1::ObjectIdentifier& type,
                       const cms::DecryptionKeys& keys, Sink& content, secure::Layer& layer) {
  SystemRandom random;
  // The content waits in the output until the tag is checked, or is asked for at once.
  cms::DecryptOptions how;
  how.unsafe_stream = true;
  const cms::Decryption opened = cms::decrypt(stream, type, keys, content, random, how);
  layer.cipher = opened.cipher;
  layer.report = opened.report;
  describe_recipients(opened.head, opened.chosen, layer);
}

void decrypt_any(const Options& options, const cms::DecryptionKeys& keys, Sink& content,
                 OpenResult& result) {
  CmsInput input(options.input);
  asn1::StreamReader stream(input.source());
  const auto type = cms::enter_content_info(stream);
  secure::Layer& layer = result.layers.emplace_back();
  layer.type = cms::content_type_name(type);
  if (type == cms::id_encryptedData) {
    if (keys.shared_keys.size() != 1)
      throw UsageError("encrypted data opens with one --secret-key");
    const auto opened = cms::decrypt_with_key(stream, keys.shared_keys.front().key, content);
    layer.cipher = opened.cipher;
    layer.report = opened.report;
  } else if (type == cms::id_ct_authData) {
    SystemRandom random;
    const auto verified = cms::verify_authenticated(stream, keys, content, random);
    layer.report = verified.report;
    describe_recipients(verified.data, verified.chosen, layer);
  } else if (type == cms::id_envelopedData || type == cms::id_ct_authEnvelopedData) {
    decrypt_enveloped(stream, type, keys, content, layer);
  } else {
    throw Error(ErrorKind::malformed, "content of type " + cms::content_type_name(type),
                "enveloped, encrypted or authenticated data is decrypted", "RFC 5652, 3");
  }
  cms::leave_content_info(stream);
}

// The verdict that the layer's report comes to; decryption fails in one way.
void judge(OpenResult& result) {
  result.verdict = Verdict::not_signed;
  for (const x509::Check& check : result.layers.front().report.checks()) {
    if (check.outcome == x509::Outcome::fail) {
      const bool unreadable = check.reason == Reason::decryption_failed ||
                              check.reason == Reason::no_recipient ||
                              check.reason == Reason::unsupported_algorithm;
      return secure::refuse(result, unreadable ? Verdict::undecryptable : Verdict::malformed,
                            *check.reason, check.detail + " (" + check.citation + ")");
    }
    if (check.outcome != x509::Outcome::pass) {
      result.notes.push_back(check.detail + " (" + check.citation + ")");
    }
  }
}

int decrypt(const Options& options) {
  const bool report_takes_output =
      takes_output(options.report, options.output, options.unsafe_stream);
  const cms::DecryptionKeys keys = keys_of(options);
  FileSink content(options.output,
                   options.unsafe_stream ? FileSink::Held::no : FileSink::Held::yes);
  DigestingContent digesting(content);  // for the report alone
  const bool reports = !options.report.empty();
  OpenResult result;
  try {
    decrypt_any(options, keys, reports ? static_cast<Sink&>(digesting) : content, result);
    judge(result);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    secure::refuse(result, Verdict::malformed, secure::reason_of(error.kind()), error.what());
  }
  const int code = exit_code(result);
  if (code == kSuccess && !report_takes_output) content.finish();
  if (reports) {
    const std::string text = report_json(result, digesting.sha256_hex());
    write_file(options.report, primitives::bytes_of(text), false);
  }
  if (code != kSuccess) {
    std::cerr << "smime: " << to_string(result.reasons.front()) << "; " << result.error << "\n";
  }
  for (const std::string& note : result.notes) {
    if (!options.quiet) std::cerr << "smime: note: " << note << "\n";
  }
  return code;
}

}  // namespace

void add_cms_decrypt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("decrypt", "Decrypt a file (standard input to output)");
  command
      ->add_option("--id", options->ids,
                   "who reads: a file with private key and certificate, or an ID of the directory "
                   "(default: all of them)")
      ->allow_extra_args(false);
  options->secrets.add_to(*command);
  command->add_option("--key-name", options->key_name,
                      "the name of the shared key, in hexadecimal (default: any)");
  command->add_flag("--unsafe-stream", options->unsafe_stream,
                    "let content out as it is deciphered: it may be forged or cut off");
  command->add_option("--report", options->report, "write the report as JSON to this file");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_flag("-q,--quiet", options->quiet, "no notes on standard error");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the object (default standard input)");
  command->callback([options, &run] { run = [options] { return decrypt(*options); }; });
}

}  // namespace smime::mime::command
