// smime cms decrypt: EnvelopedData, AuthEnvelopedData, EncryptedData and AuthenticatedData.
#include <iostream>

#include "cms/authenticated_data.hpp"
#include "cms/content_info.hpp"
#include "cms/decryptor.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  SecretOptions secrets;
  std::vector<std::string> ids;
  std::string key_name, policy = "modern", password_file, password_env;
  std::string input = "-", output = "-";
  bool no_directory = false, quiet = false;
};

cms::DecryptionKeys keys_of(const Options& options) {
  cms::DecryptionKeys keys;
  const PasswordSource password = password_source(options.password_file, options.password_env);
  for (const std::string& file : options.ids) {
    for (cms::Identity& identity : read_identity(file, password).identities) {
      keys.identities.push_back(std::move(identity));
    }
  }
  for (const std::string& file : options.secrets.secret_keys) {
    keys.shared_keys.push_back({{}, read_secret_key(file)});
  }
  for (const std::string& file : options.secrets.password_files) {
    keys.passwords.push_back(password_source(file, {})(file));
  }
  return keys;
}

x509::Report decrypt_any(const Options& options, const cms::DecryptionKeys& keys, Sink& content) {
  CmsInput input(options.input);
  SystemRandom random;
  asn1::StreamReader stream(input.source());
  const auto type = cms::enter_content_info(stream);
  x509::Report report;
  if (type == cms::id_encryptedData) {
    if (keys.shared_keys.size() != 1)
      throw UsageError("encrypted data opens with one --secret-key");
    report = cms::decrypt_with_key(stream, keys.shared_keys.front().key, content).report;
  } else if (type == cms::id_ct_authData) {
    report = cms::verify_authenticated(stream, keys, content, random).report;
  } else if (type == cms::id_envelopedData || type == cms::id_ct_authEnvelopedData) {
    // The content waits in the output until the tag is checked.
    cms::DecryptOptions how;
    how.unsafe_stream = true;
    report = cms::decrypt(stream, type, keys, content, random, how).report;
  } else {
    throw Error(ErrorKind::malformed, "content of type " + cms::content_type_name(type),
                "enveloped, encrypted or authenticated data is decrypted", "RFC 5652, 3");
  }
  cms::leave_content_info(stream);
  return report;
}

int decrypt(const Options& options) {
  const cms::DecryptionKeys keys = keys_of(options);
  FileSink content(options.output, FileSink::Held::yes);
  x509::Report report;
  try {
    report = decrypt_any(options, keys, content);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    std::cerr << "smime: malformed; " << error.what() << "\n";
    return kUnreadable;
  }
  for (const x509::Check& check : report.checks()) {
    if (check.outcome == x509::Outcome::pass) continue;
    if (check.outcome == x509::Outcome::fail) {
      const bool failed = check.reason == x509::Reason::decryption_failed;
      std::cerr << "smime: " << to_string(*check.reason) << "; "
                << (failed ? "decryption failed" : check.detail) << "\n";
      return kUnreadable;
    }
    if (!options.quiet) {
      std::cerr << "smime: note: " << check.detail << " (" << check.citation << ")\n";
    }
  }
  content.finish();
  return kSuccess;
}

}  // namespace

void add_cms_decrypt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("decrypt", "Decrypt a file (standard input to output)");
  command->add_option("--id", options->ids, "who reads: files with private key and certificate")
      ->allow_extra_args(false);
  options->secrets.add_to(*command);
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->no_directory);
  command->add_flag("-q,--quiet", options->quiet, "no notes on standard error");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the object (default standard input)");
  command->callback([options, &run] { run = [options] { return decrypt(*options); }; });
}

}  // namespace smime::mime::command
