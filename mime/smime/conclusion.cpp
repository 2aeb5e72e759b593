// The whole verdict on what was opened.
#include "mime/smime/conclusion.hpp"

#include <algorithm>

namespace smime::mime::secure {
namespace {

using x509::Reason;

std::vector<SignerReport*> signers_of(OpenResult& result) {
  std::vector<SignerReport*> signers;
  for (Layer& layer : result.layers) {
    for (SignerReport& signer : layer.signers) signers.push_back(&signer);
  }
  return signers;
}

}  // namespace

void add_reason(OpenResult& result, Reason reason) {
  auto& all = result.reasons;
  if (std::find(all.begin(), all.end(), reason) == all.end()) all.push_back(reason);
}

void refuse(OpenResult& result, Verdict verdict, Reason reason, const std::string& error) {
  result.verdict = verdict;
  result.error = error;
  add_reason(result, reason);
  if (verdict == Verdict::undecryptable || verdict == Verdict::malformed) {
    result.content.clear();
    result.stored.reset();
  }
}

void conclude(OpenResult& result, const OpenOptions& options,
              const std::vector<std::string>& oddities) {
  const auto signers = signers_of(result);
  settle_addresses(signers);
  Verdict worst = Verdict::valid;
  for (const SignerReport* signer : signers) {
    if (signer->verdict == Verdict::invalid) worst = Verdict::invalid;
    if (signer->verdict == Verdict::untrusted && worst == Verdict::valid) {
      worst = Verdict::untrusted;
    }
    for (const Reason reason : signer->report().reasons()) add_reason(result, reason);
  }
  result.verdict = signers.empty() ? Verdict::not_signed : worst;
  if (signers.empty() && options.require_signature) {
    refuse(result, Verdict::untrusted, Reason::no_signer,
           "a signature is required and there is none");
  }
  if (options.pedantic && !oddities.empty()) {
    refuse(result, Verdict::malformed, Reason::malformed, oddities.front());
  }
}

}  // namespace smime::mime::secure
