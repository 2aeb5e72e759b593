// smime open: unwraps every layer, says what it found, and writes the innermost content.
#include <CLI/CLI.hpp>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

#include "mime/command/cms.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/file_storage.hpp"
#include "mime/command/learning.hpp"
#include "mime/command/material.hpp"
#include "mime/command/open_mailbox.hpp"
#include "mime/command/open_summary.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/passing_storage.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/progress.hpp"
#include "mime/command/report_json.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/diagnosis.hpp"
#include "mime/smime/legacy_display.hpp"
#include "mime/smime/opener.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using secure::Verdict;

struct Options {
  DirectoryOption directory;
  std::vector<std::string> ids, trust, crls, certificates, secret_keys;
  std::string at, content, from, part, report, signers, input = "-", output = "-";
  std::string password_file, password_env;
  std::string policy = "modern";
  bool no_learn = false, require_signature = false, pedantic = false, show_untrusted = false;
  bool require_revocation = false, quiet = false, unsafe_stream = false, mbox = false;
  bool without_legacy_display = false;
  std::size_t most_layers = 8;
  std::uint64_t most_octets = std::uint64_t{1} << 30;
  unsigned threads = 0;
};

secure::OpenOptions open_options(const Options& options) {
  secure::OpenOptions result;
  const PasswordSource password = password_source(options.password_file, options.password_env);
  for (const std::string& text : options.ids) {
    IdentityFile id = resolve_identity(options.directory, text, password, moment(options.at),
                                       x509::path::Purpose::encrypt);
    result.certificates.insert(result.certificates.end(), id.others.begin(), id.others.end());
    for (cms::Identity& identity : id.identities) {
      result.identities.push_back(std::move(identity));
    }
  }
  const bool password_given = !options.password_file.empty() || !options.password_env.empty();
  if (password_given) result.passwords.push_back(password("the message"));
  for (const std::string& file : options.secret_keys) {
    result.secret_keys.push_back(read_secret_key(file));
  }
  result.trust = x509::path::TrustStore(read_certificates(options.trust, password));
  const auto more = read_certificates(options.certificates, password);
  result.certificates.insert(result.certificates.end(), more.begin(), more.end());
  result.crls = read_crls(options.crls, password);
  result.at = moment(options.at);
  result.path.policy = x509::path::policy(options.policy);
  result.path.require_revocation = options.require_revocation;
  if (!options.content.empty()) result.detached_content = stored_input(options.content);
  if (!options.from.empty()) result.from = options.from;
  if (!options.part.empty()) result.part = options.part;
  result.require_signature = options.require_signature;
  result.pedantic = options.pedantic;
  result.most_layers = options.most_layers;
  result.decompression.octets = options.most_octets;
  use_directory(result, options.directory, password, options.quiet);
  return result;
}

// What the message taught, or what there is to know about a stranger.
std::vector<std::string> learn_and_advise(const secure::OpenResult& result, const Options& options,
                                          Time now) {
  if (options.directory.none) return {};
  std::vector<std::string> lines;
  try {
    const bool learns = !options.no_learn && options.policy != "any";
    if (learns) lines = learn_from(result, options.directory, now);
    const auto advice = advice_on_strangers(result, options.directory, options.input, now);
    lines.insert(lines.end(), advice.begin(), advice.end());
  } catch (const Error&) {
    // That the directory cannot be read was said when the message was opened.
  }
  return lines;
}

void tell(const Options& options, const secure::OpenResult& result, Time now) {
  const auto lines = learn_and_advise(result, options, now);
  if (options.quiet) return;
  std::cerr << summary(result) << "\n" << open_summary(result);
  for (const std::string& line : lines) std::cerr << "smime: note: " << line << "\n";
}

// What repeats hidden header fields for old readers is left out only on request.
// \standard{RFC 9788, 4.5.3.1}
void release(const secure::OpenResult& result, const Options& options) {
  const bool encrypted =
      std::any_of(result.layers.begin(), result.layers.end(),
                  [](const secure::Layer& layer) { return !layer.cipher.empty(); });
  if (!options.without_legacy_display || !encrypted) {
    return release_content(result, options.output);
  }
  primitives::BytesSink content;
  cms::pump(*result.stored->source(), content);
  write_file(options.output, secure::without_legacy_display(content.bytes()), false);
}

void write_report(const Options& options, const std::string& report) {
  write_file(options.report, primitives::bytes_of(report), false);
}

// The content is held until the verdict on it is known.
int open_held(const Options& options, const secure::OpenOptions& how, RandomSource& random) {
  FileSource input(options.input);
  ProgressSource progress(input, input.size());
  FileStorage storage(options.output);
  secure::OpenResult result = secure::open(progress, storage, how, random);
  secure::diagnose(result);
  const int code = exit_code(result);
  const bool release_it = code == kSuccess || (code == kUntrusted && options.show_untrusted);
  const bool report_takes_output = takes_output(options.report, options.output, false);
  if (!options.report.empty()) write_report(options, report_json(result));
  if (release_it && !report_takes_output) release(result, options);
  if (!options.signers.empty()) write_signers(options.signers, result);
  tell(options, result, how.at);
  return code;
}

// The content goes out as it comes; of what could not be read to its end no file is left.
int open_unheld(const Options& options, const secure::OpenOptions& how, RandomSource& random) {
  static_cast<void>(takes_output(options.report, options.output, true));
  FileSource input(options.input);
  PassingStorage storage(options.output);
  const secure::OpenResult result = secure::open(input, storage, how, random);
  std::string digest;
  if (result.stored) {
    auto& content = static_cast<PassingContent&>(*result.stored);
    content.release();
    digest = content.sha256_hex();
  }
  if (!options.report.empty()) write_report(options, report_json(result, digest));
  if (!options.signers.empty()) write_signers(options.signers, result);
  tell(options, result, how.at);
  return exit_code(result);
}

int open_all(const Options& options, const secure::OpenOptions& how) {
  MailboxOptions mailbox;
  mailbox.input = options.input;
  if (!options.report.empty()) mailbox.report = options.report;
  if (options.output != "-") mailbox.folder = options.output;
  mailbox.show_untrusted = options.show_untrusted;
  mailbox.quiet = options.quiet;
  mailbox.threads = options.threads;
  const bool learns = !options.directory.none && !options.no_learn && options.policy != "any";
  if (learns) mailbox.learns = options.directory;
  return open_mailbox(mailbox, how);
}

int open(const Options& options) {
  if (options.mbox && options.unsafe_stream) {
    throw UsageError("--unsafe-stream is for a single message");
  }
  if (options.mbox && !options.signers.empty()) {
    throw UsageError("--signers is for a single message");
  }
  require_other_output(options.signers, options.output);
  const secure::OpenOptions how = open_options(options);
  if (options.mbox) return open_all(options, how);
  SystemRandom random;
  return options.unsafe_stream ? open_unheld(options, how, random)
                               : open_held(options, how, random);
}

}  // namespace

void add_open(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "open", "Open a message: decrypt, verify, and write its content (standard input to output)");
  command
      ->add_option(
          "--id", options->ids,
          "who reads: a file with a private key and its certificate, or an ID of the directory "
          "(default: all of them)")
      ->allow_extra_args(false);
  command->add_option("--trust", options->trust, "certificates of the authorities that are trusted")
      ->allow_extra_args(false);
  command->add_option("--crl", options->crls, "lists of revoked certificates")
      ->allow_extra_args(false);
  command->add_option("--certs", options->certificates, "more certificates to build paths from")
      ->allow_extra_args(false);
  command->add_option("--at", options->at, "judge as of this moment (RFC 3339; default now)");
  command
      ->add_option("--secret-key", options->secret_keys,
                   "a file with a key in hexadecimal that sender and reader share")
      ->allow_extra_args(false);
  command->add_option("--content", options->content, "the content of a detached signature");
  command->add_option("--from", options->from, "the address to hold the signer against");
  command->add_option("--part", options->part,
                      "open this part of a multipart alone: 1, or 2.1 for the first part of the "
                      "second");
  command->add_option("--report", options->report, "write the report as JSON to this file");
  add_signers_option(*command, options->signers);
  command->add_flag("--require-signature", options->require_signature,
                    "end with 1 where the message is not signed");
  command->add_flag("--require-revocation", options->require_revocation,
                    "distrust where no CRL tells");
  command->add_flag("--show-untrusted", options->show_untrusted,
                    "write the content although it must not be trusted");
  command->add_flag("--pedantic", options->pedantic, "refuse what is odd in form");
  command->add_flag("--unsafe-stream", options->unsafe_stream,
                    "write the content as it comes, before it is known who signed it and whether "
                    "it was changed");
  command->add_flag("--mbox", options->mbox,
                    "open every message of a mailbox, with one line of JSON for each on standard "
                    "output or in --report; -o then names a folder for the contents");
  command->add_option("--threads", options->threads,
                      "with --mbox: messages opened at once (default: as many as there are cores)");
  command->add_option("--most-layers", options->most_layers,
                      "layers that are opened, one inside the other (default 8)");
  command->add_option("--most-octets", options->most_octets,
                      "octets that what was compressed may have, its header among them "
                      "(default 1 GiB)");
  command->add_flag("--no-learn", options->no_learn,
                    "keep nothing about the sender in the directory");
  command->add_flag("--without-legacy-display", options->without_legacy_display,
                    "leave out what repeats hidden header fields for old readers (RFC 9788)");
  command->add_flag("-q,--quiet", options->quiet, "say nothing on standard error");
  add_common_options(*command, options->policy, options->password_file, options->password_env,
                     options->directory.none);
  options->directory.add_to(*command);
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the message (default standard input)");
  command->callback([options, &run] { run = [options] { return open(*options); }; });
}

}  // namespace smime::mime::command
