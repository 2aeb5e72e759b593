// The diagnosis of an opened message.
#include "mime/smime/diagnosis.hpp"

#include <algorithm>

#include "cms/attributes.hpp"
#include "primitives/error.hpp"
#include "x509/signature.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

bool has(const SignerReport& signer, Reason reason) {
  const auto reasons = signer.cms.report.reasons();
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

// A signature over the content itself: each digest has to be tried.
DigestMatches signature_verifies(const SignerReport& signer) {
  return [key = signer.cms.certificate->public_key(), signature = signer.signer_info.signature,
          scheme = x509::signature_scheme(signer.signer_info.signature_algorithm,
                                          *signer.cms.digest)](ByteView digest) {
    try {
      return x509::verify_signature_of_digest(key, scheme, digest, signature);
    } catch (const Error&) {
      return false;
    }
  };
}

void diagnose(const Content& content, SignerReport& signer, const DiagnosisLimits& limits) {
  const auto matches = signed_digest(signer);
  if (!matches) return;
  signer.diagnosis =
      diagnose([&] { return content.source(); }, *signer.cms.digest, *matches, limits);
}

}  // namespace

std::optional<DigestMatches> signed_digest(const SignerReport& signer) {
  if (!signer.cms.digest || !signer.cms.certificate) return std::nullopt;
  try {
    if (!signer.signer_info.signed_attrs) {
      if (!has(signer, Reason::signature_mismatch)) return std::nullopt;
      return signature_verifies(signer);
    }
    const auto value = signer.signer_info.signed_attrs->only_value(cms::id_messageDigest);
    const bool differs = has(signer, Reason::message_digest_mismatch);
    if (!value || !differs || has(signer, Reason::signature_mismatch)) return std::nullopt;
    return [due = cms::read_message_digest(*value)](ByteView digest) {
      return primitives::equal(digest, due);
    };
  } catch (const Error&) {
    return std::nullopt;  // what cannot be read tells nothing
  }
}

void diagnose(OpenResult& result, const DiagnosisLimits& limits) {
  for (Layer& layer : result.layers) {
    if (!layer.content) continue;
    for (SignerReport& signer : layer.signers) diagnose(*layer.content, signer, limits);
  }
  for (OpenedPart& part : result.parts) diagnose(part.result, limits);
}

}  // namespace smime::mime::secure
