// smime cms verify: SignedData and DigestedData (RFC 5652, 5.6 and 7).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "cms/content_info.hpp"
#include "cms/countersignature.hpp"
#include "cms/digested_data.hpp"
#include "cms/signature_verifier.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/report_json.hpp"
#include "mime/smime/conclusion.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using secure::OpenResult;
using secure::Verdict;

struct Options {
  TrustOptions trust;
  std::string content, report, signers, input = "-", output = "-";
  bool show_untrusted = false, quiet = false, pedantic = false, unsafe_stream = false;
  bool require_signature = false;
};

// What is wrong with the signatures upon a signature, and with those upon them.
void add_countersigners(const secure::SignerReport& signer, std::vector<std::string>& notes) {
  for (const secure::SignerReport& one : signer.countersigners) {
    const x509::Report report = one.report();
    if (const x509::Check* failure = report.first_failure()) {
      notes.push_back("a countersignature by " + failure->subject + " is " +
                      std::string(to_string(one.verdict)) + ": " +
                      std::string(to_string(*failure->reason)) + " (" + failure->citation + ")");
    }
    add_countersigners(one, notes);
  }
}

// What is odd in form, of the layer and of its signers: a note each. Where signers agree it is said
// once.
std::vector<std::string> oddities(const secure::Layer& layer, std::vector<std::string>& notes) {
  const auto add = [&](const x509::Report& report) {
    for (const x509::Check& check : report.checks()) {
      if (check.outcome != x509::Outcome::note) continue;
      const std::string text = check.detail + " (" + check.citation + ")";
      if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(text);
    }
  };
  add(layer.report);
  for (const secure::SignerReport& signer : layer.signers) {
    add(signer.cms.report);
    add_countersigners(signer, notes);
  }
  return notes;
}

// Passes on what is read from another source, and writes it to a sink.
class Tee : public Source {
 public:
  Tee(Source& source, Sink& sink) : source_(source), sink_(sink) {}
  std::size_t read(MutableByteView out) override {
    const std::size_t count = source_.read(out);
    sink_.write(out.first(count));
    return count;
  }

 private:
  Source& source_;
  Sink& sink_;
};

// Verifies signed data whose content is inside, or comes by itself.
void verify_signed(asn1::StreamReader& stream, ByteView message, const Options& options,
                   const secure::OpenOptions& how, Sink& content, OpenResult& result) {
  const auto candidates = secure::candidates_of(how);
  cms::StreamVerification verified;
  if (options.content.empty()) {
    verified = cms::verify(stream, content, candidates);
    cms::leave_content_info(stream);
  } else {
    FileSource file(options.content);
    Tee source(file, content);
    verified = cms::verify_detached(message, source, candidates);
  }
  secure::Layer& layer = result.layers.emplace_back();
  layer.type = cms::content_type_name(cms::id_signedData);
  layer.form = !options.content.empty()   ? "detached"
               : verified.signers.empty() ? "certs-only"
                                          : "opaque";
  layer.certificates = verified.signed_data.certificates;
  const auto sender = how.from ? secure::ClaimedSender::of(*how.from) : secure::ClaimedSender();
  layer.signers =
      secure::judge_signers(verified.signed_data, std::move(verified.signers), sender, how);
  layer.report = std::move(verified.report);
  secure::conclude(result, how, oddities(layer, result.notes));
}

void judge_digested(const cms::DigestVerification& verified, const secure::OpenOptions& how,
                    OpenResult& result) {
  secure::Layer& layer = result.layers.emplace_back();
  layer.type = cms::content_type_name(cms::id_digestedData);
  layer.report = verified.report;
  secure::conclude(result, how, oddities(layer, result.notes));
  if (const x509::Check* failure = verified.report.first_failure()) {
    secure::refuse(result, Verdict::invalid, *failure->reason, failure->detail);
  }
}

// What its content comes beside.
void verify_detached(CmsInput& input, const Options& options, const secure::OpenOptions& how,
                     Sink& content, OpenResult& result) {
  primitives::BytesSink message;
  cms::pump(input.source(), message);
  if (secure::cms_type(message.bytes()) == cms::id_digestedData) {
    FileSource file(options.content);
    Tee source(file, content);
    return judge_digested(cms::verify_digest_detached(message.bytes(), source), how, result);
  }
  primitives::BytesSource nothing({});
  asn1::StreamReader unused(nothing);
  verify_signed(unused, message.bytes(), options, how, content, result);
}

void verify_any(const Options& options, const secure::OpenOptions& how, Sink& content,
                OpenResult& result) {
  CmsInput input(options.input);
  if (!options.content.empty()) return verify_detached(input, options, how, content, result);
  asn1::StreamReader stream(input.source());
  const auto type = cms::enter_content_info(stream);
  if (type == cms::id_signedData) {
    return verify_signed(stream, {}, options, how, content, result);
  }
  if (type == cms::id_digestedData) {
    const auto verified = cms::verify_digest(stream, content);
    cms::leave_content_info(stream);
    return judge_digested(verified, how, result);
  }
  throw Error(ErrorKind::malformed, "content of type " + cms::content_type_name(type),
              "signed or digested data is verified", "RFC 5652, 3");
}

int verify(const Options& options) {
  const bool is_detached = !options.content.empty();
  if (options.content == "-" && options.input == "-") {
    throw UsageError("signature and content cannot both come from standard input");
  }
  require_other_output(options.signers, is_detached ? "" : options.output);
  const bool report_takes_output =
      !is_detached && takes_output(options.report, options.output, options.unsafe_stream);
  secure::OpenOptions how = options.trust.open_options(options.quiet);
  how.pedantic = options.pedantic;
  how.require_signature = options.require_signature;
  OpenResult result;
  FileSink content(options.output,
                   options.unsafe_stream ? FileSink::Held::no : FileSink::Held::yes);
  primitives::NullSink nowhere;
  Sink& kept = is_detached ? static_cast<Sink&>(nowhere) : content;
  DigestingContent digesting(kept);  // for the report alone
  const bool reports = !options.report.empty();
  try {
    verify_any(options, how, reports ? digesting : kept, result);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    secure::refuse(result, Verdict::malformed, secure::reason_of(error.kind()), error.what());
  }
  const int code = exit_code(result);
  const bool release = code == kSuccess || (code == kUntrusted && options.show_untrusted);
  if (release && !is_detached && !report_takes_output) content.finish();
  if (reports) {
    const std::string text = report_json(result, digesting.sha256_hex());
    write_file(options.report, primitives::bytes_of(text), false);
  }
  if (!options.signers.empty()) write_signers(options.signers, result);
  if (!options.quiet) std::cerr << summary(result) << "\n";
  for (const std::string& note : result.notes) {
    if (!options.quiet) std::cerr << "smime: note: " << note << "\n";
  }
  return code;
}

}  // namespace

void add_cms_verify(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      cms.add_subcommand("verify", "Verify signed or digested data, and write its content");
  command->add_option("--content", options->content,
                      "the content of a detached signature or digest");
  options->trust.add_to(*command);
  command->add_option("--report", options->report, "write the report as JSON to this file");
  add_signers_option(*command, options->signers);
  command->add_flag("--show-untrusted", options->show_untrusted,
                    "write the content although it must not be trusted");
  command->add_flag("--unsafe-stream", options->unsafe_stream,
                    "let content out as it passes, before its signatures are verified");
  command->add_flag("--pedantic", options->pedantic, "refuse what is odd in form");
  command->add_flag("--require-signature", options->require_signature,
                    "end with 1 where nobody signed");
  command->add_flag("-q,--quiet", options->quiet, "say nothing on standard error");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the object (default standard input)");
  command->callback([options, &run] { run = [options] { return verify(*options); }; });
}

}  // namespace smime::mime::command
