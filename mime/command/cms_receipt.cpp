// smime cms receipt and verify-receipt: signed receipts (RFC 2634, 2).
#include <CLI/CLI.hpp>
#include <iostream>

#include "cms/content_info.hpp"
#include "cms/ess_receipts.hpp"
#include "cms/receipt_decision.hpp"
#include "cms/receipt_signer.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/input_error.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/report_json.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/conclusion.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  TrustOptions trust;
  std::string id, digest, content, of, report, input = "-", output = "-";
  bool pem = false;
};

cms::ContentDigests digests(const cms::SignedData& data, const Options& options) {
  if (data.encap_content_info.e_content) {
    return cms::digests_of(data, *data.encap_content_info.e_content);
  }
  if (options.content.empty()) throw UsageError("the content is detached: give it with --content");
  FileSource content(options.content);
  primitives::NullSink nowhere;
  cms::DigestingSink digesting(cms::digests_needed(data), nowhere);
  cms::pump(content, digesting);
  return digesting.finish();
}

std::optional<cms::ReceiptRequest> request_of(const cms::SignerInfo& signer) {
  return reading_input([&] { return cms::receipt_request_of(signer); });
}

// The first signer who asked for a receipt.
const cms::SignerInfo& who_asked(const cms::SignedData& data) {
  for (const cms::SignerInfo& signer : data.signer_infos) {
    if (request_of(signer)) return signer;
  }
  throw Error(ErrorKind::not_found, "no receipt request among the signed attributes",
              "a receipt answers a request", "RFC 2634, 2.3");
}

// Those who asked, and whose signature is right. Where nobody's is, it is said why, and there are
// none.
std::vector<const cms::SignerInfo*> who_is_answered(const cms::SignedData& data,
                                                    const Options& options,
                                                    const PasswordSource& password) {
  who_asked(data);
  const auto candidates = read_certificates(options.trust.certificates, password);
  const auto results = cms::verify(data, digests(data, options), candidates);
  std::vector<const cms::SignerInfo*> answered;
  const x509::Check* failure = nullptr;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!request_of(data.signer_infos[i])) continue;
    const x509::Check* wrong = results[i].report.first_failure();
    if (wrong == nullptr) answered.push_back(&data.signer_infos[i]);
    if (failure == nullptr) failure = wrong;
  }
  if (answered.empty()) {
    std::cerr << "smime: invalid; " << to_string(*failure->reason) << " (" << failure->citation
              << "): " << failure->detail << "\n";
  }
  return answered;
}

// Only a message whose signature is right is answered, and only by whom it asks.
// \standard{RFC 2634, 2.3 and 2.4}
int make(const Options& options) {
  const cms::SignedData data = read_signed(options.input);
  const PasswordSource password =
      password_source(options.trust.password_file, options.trust.password_env);
  const auto asking = who_is_answered(data, options, password);
  if (asking.empty()) return kUntrusted;
  const auto policy = x509::path::policy(options.trust.policy);
  const IdentityFile id = resolve_identity(options.trust.directory, options.id, password,
                                           moment(options.trust.at), x509::path::Purpose::sign);
  cms::Signer signer{id.signer().certificate, id.signer().key};
  const auto refusal =
      reading_input([&] { return cms::receipt_refusal(data, asking, signer.certificate); });
  if (refusal) {
    std::cerr << "smime: no receipt is made: " << refusal->reason << " (" << refusal->citation
              << ")\n";
    return kUntrusted;
  }
  signer.digest = primitives::digest_algorithm(options.digest.empty() ? default_digest(policy)
                                                                      : options.digest);
  require_digest(policy, signer.digest);
  signer.signing_time = moment(options.trust.at);
  SystemRandom random;
  const Bytes receipt = cms::make_receipt(data, *asking.front(), signer, random);
  write_cms(options.output, options.pem, [&](Sink& out) { out.write(receipt); });
  return kSuccess;
}

// Verdict and checks of a receipt.
void judge(const Options& options, const secure::OpenOptions& how, secure::OpenResult& result) {
  const cms::SignedData message = read_signed(options.of);
  const cms::SignedData receipt = read_signed(options.input);
  cms::ReceiptResult verified =
      cms::verify_receipt(receipt, who_asked(message), message.encap_content_info.e_content_type,
                          secure::candidates_of(how));
  secure::Layer& layer = result.layers.emplace_back();
  layer.type = cms::content_type_name(cms::id_signedData);
  layer.form = "opaque";
  layer.certificates = receipt.certificates;
  layer.report = verified.report;
  if (receipt.signer_infos.size() == 1) {
    const auto sender = how.from ? secure::ClaimedSender::of(*how.from) : secure::ClaimedSender();
    layer.signers = secure::judge_signers(receipt, {std::move(verified.signer)}, sender, how);
  }
  secure::conclude(result, how);
  if (const x509::Check* failure = layer.report.first_failure()) {
    secure::refuse(result, secure::Verdict::invalid, *failure->reason,
                   failure->rule + " (" + failure->citation + "): " + failure->detail);
  }
}

int verify(const Options& options) {
  const secure::OpenOptions how = options.trust.open_options();
  secure::OpenResult result;
  try {
    judge(options, how, result);
  } catch (const InputError& error) {
    secure::refuse(result, secure::Verdict::malformed, secure::reason_of(error.kind()),
                   error.what());
  }
  if (!options.report.empty()) {
    write_file(options.report, primitives::bytes_of(report_json(result)), false);
  }
  std::cerr << summary(result) << "\n";
  return exit_code(result);
}

}  // namespace

void add_cms_receipt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      cms.add_subcommand("receipt", "Answer a signed object that asks for a signed receipt");
  command
      ->add_option(
          "--id", options->id,
          "who received it: a file with private key and certificate, or an ID of the directory")
      ->required();
  command->add_option("--content", options->content, "the content of a detached signature");
  command->add_option("--digest", options->digest, "sha1 sha224 sha256 sha384 sha512");
  command->add_option("--certs", options->trust.certificates, "more certificates of signers")
      ->allow_extra_args(false);
  command->add_option("--at", options->trust.at, "the signing time (RFC 3339; default now)");
  add_common_options(*command, options->trust.policy, options->trust.password_file,
                     options->trust.password_env, options->trust.directory.none);
  options->trust.directory.add_to(*command);
  command->add_flag("--pem", options->pem, "write PEM (default DER)");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->add_option("INPUT", options->input, "the signed object (default standard input)");
  command->callback([options, &run] { run = [options] { return make(*options); }; });
}

void add_cms_verify_receipt(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand(
      "verify-receipt", "Hold a signed receipt against the signed object that was sent");
  command->add_option("--of", options->of, "the signed object that asked for it")->required();
  options->trust.add_to(*command);
  command->add_option("--report", options->report, "write the report as JSON to this file");
  command->add_option("INPUT", options->input, "the receipt (default standard input)");
  command->callback([options, &run] { run = [options] { return verify(*options); }; });
}

}  // namespace smime::mime::command
