// Verifying SignedData (RFC 5652, 5.4 to 5.6 and 11): every rule by itself, for each signer.
//
// Whether the signer's certificate is to be believed is not asked here: that is path validation.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "cms/signed_data.hpp"
#include "primitives/digest.hpp"
#include "x509/report.hpp"

namespace smime::cms {

/// The content's digests, one for each algorithm that a signer may name.
using ContentDigests = std::map<DigestAlgorithm, Bytes>;

/// The digest algorithms that the signers name and that are known.
std::vector<DigestAlgorithm> digests_needed(const SignedData& signed_data);

/// The digests of a content in memory.
ContentDigests digests_of(const SignedData& signed_data, ByteView content);

/// What came of one signer.
struct SignerResult {
  x509::Report report;
  std::optional<x509::Certificate> certificate;  ///< whose key verified the signature
  std::optional<DigestAlgorithm> digest;
  std::string signature_algorithm;  ///< "rsassa-pkcs1-v1_5", or the dotted identifier
  std::optional<Time> signing_time;

  bool valid() const { return report.passed(); }
};

/// Verifies one signer. \standard{RFC 5652, 5.6}
/// @param candidates  certificates beside those of the message
SignerResult verify_signer(const SignedData& signed_data, const SignerInfo& signer,
                           const ContentDigests& digests,
                           const std::vector<x509::Certificate>& candidates = {});

/// Verifies all, each independently of the others.
std::vector<SignerResult> verify(const SignedData& signed_data, const ContentDigests& digests,
                                 const std::vector<x509::Certificate>& candidates = {});

}  // namespace smime::cms
