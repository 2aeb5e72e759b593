// Verifying SignedData (RFC 5652, 5.4 to 5.6 and 11).
#include "cms/signature_verifier.hpp"

#include <algorithm>

#include "cms/signer_verification.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

void add_if_known(std::vector<DigestAlgorithm>& all, const x509::AlgorithmIdentifier& identifier) {
  try {
    const DigestAlgorithm algorithm = x509::digest_algorithm(identifier);
    if (std::find(all.begin(), all.end(), algorithm) == all.end()) all.push_back(algorithm);
  } catch (const Error&) {
    // Said in the signer's own report.
  }
}

void finish(StreamVerification& result, DigestingSink& digesting,
            const std::vector<x509::Certificate>& candidates) {
  result.content_size = digesting.size();
  result.digests = digesting.finish();
  result.report = check_signed_data(result.signed_data);
  result.signers = verify(result.signed_data, result.digests, candidates);
}

}  // namespace

std::vector<DigestAlgorithm> digests_needed(const SignedData& signed_data) {
  std::vector<DigestAlgorithm> needed;
  for (const SignerInfo& signer : signed_data.signer_infos) {
    add_if_known(needed, signer.digest_algorithm);
  }
  return needed;
}

std::vector<DigestAlgorithm> digests_listed(const SignedData& signed_data) {
  std::vector<DigestAlgorithm> listed;
  for (const auto& algorithm : signed_data.digest_algorithms) add_if_known(listed, algorithm);
  return listed;
}

ContentDigests digests_of(const SignedData& signed_data, ByteView content) {
  ContentDigests digests;
  for (const DigestAlgorithm algorithm : digests_needed(signed_data)) {
    digests[algorithm] = primitives::digest(algorithm, content);
  }
  return digests;
}

SignerResult verify_signer(const SignedData& signed_data, const SignerInfo& signer,
                           const ContentDigests& digests,
                           const std::vector<x509::Certificate>& candidates) {
  const CertificateIndex certificates(signed_data.certificates, candidates);
  return SignerVerification(signed_data, signer, digests, false).run(certificates);
}

SignerResult verify_countersignature(const SignedData& signed_data,
                                     const SignerInfo& countersignature, ByteView signature,
                                     const std::vector<x509::Certificate>& candidates) {
  return verify_countersignature(signed_data, countersignature, signature,
                                 CertificateIndex(signed_data.certificates, candidates));
}

SignerResult verify_countersignature(const SignedData& signed_data,
                                     const SignerInfo& countersignature, ByteView signature,
                                     const CertificateIndex& certificates) {
  std::vector<DigestAlgorithm> needed;
  add_if_known(needed, countersignature.digest_algorithm);
  ContentDigests digests;
  for (const DigestAlgorithm algorithm : needed) {
    digests[algorithm] = primitives::digest(algorithm, signature);
  }
  return SignerVerification(signed_data, countersignature, digests, true).run(certificates);
}

std::vector<SignerResult> verify(const SignedData& signed_data, const ContentDigests& digests,
                                 const std::vector<x509::Certificate>& candidates) {
  const CertificateIndex certificates(signed_data.certificates, candidates);
  std::vector<SignerResult> results;
  for (const SignerInfo& signer : signed_data.signer_infos) {
    results.push_back(SignerVerification(signed_data, signer, digests, false).run(certificates));
  }
  return results;
}

StreamVerification verify(asn1::StreamReader& stream, Sink& content,
                          const std::vector<x509::Certificate>& candidates) {
  StreamVerification result;
  std::optional<DigestingSink> digesting;
  result.signed_data = SignedData::read(stream, [&](const SignedData& head) -> Sink& {
    return digesting.emplace(digests_listed(head), content);
  });
  if (!digesting) digesting.emplace(std::vector<DigestAlgorithm>{}, content);
  finish(result, *digesting, candidates);
  return result;
}

StreamVerification verify(Source& message, Sink& content,
                          const std::vector<x509::Certificate>& candidates) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_signedData);
  StreamVerification result = verify(stream, content, candidates);
  leave_content_info(stream);
  return result;
}

StreamVerification verify_detached(ByteView message, Source& content,
                                   const std::vector<x509::Certificate>& candidates) {
  StreamVerification result;
  const ContentInfo info = ContentInfo::decode(message);
  if (info.content_type != id_signedData) {
    throw Error(ErrorKind::malformed, "content of type " + content_type_name(info.content_type),
                "signed-data is due", "RFC 5652, 3");
  }
  result.signed_data = SignedData::decode(info.content);
  primitives::NullSink nowhere;
  DigestingSink digesting(digests_needed(result.signed_data), nowhere);
  pump(content, digesting);
  finish(result, digesting, candidates);
  return result;
}

x509::Report check_signed_data(const SignedData& signed_data) {
  x509::Report report;
  const int due = required_version(signed_data);
  const std::string found = "version " + std::to_string(signed_data.version);
  if (signed_data.version == due) {
    report.pass("signed-data-version", "RFC 5652, 5.1", "signedData", found);
  } else {
    report.note("signed-data-version", "RFC 5652, 5.1", "signedData",
                found + " where " + std::to_string(due) + " is due");
  }
  return report;
}

}  // namespace smime::cms
