// Verifying SignedData (RFC 5652, 5.4 to 5.6 and 11): every rule by itself, for each signer.
//
// Whether the signer's certificate is to be believed is not asked here: that is path validation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cms/certificate_index.hpp"
#include "cms/content_streams.hpp"
#include "cms/signed_data.hpp"
#include "primitives/digest.hpp"
#include "x509/report.hpp"

namespace smime::cms {

/// The digest algorithms that the signers name and that are known.
std::vector<DigestAlgorithm> digests_needed(const SignedData& signed_data);

/// The digest algorithms that digestAlgorithms lists and that are known: what is known of the
/// signers before the content has passed. \standard{RFC 5652, 5.1}
std::vector<DigestAlgorithm> digests_listed(const SignedData& signed_data);

/// The digests of a content in memory.
ContentDigests digests_of(const SignedData& signed_data, ByteView content);

/// What came of one signer.
struct SignerResult {
  x509::Report report;
  std::optional<x509::Certificate> certificate;  ///< whose key verified the signature
  std::optional<DigestAlgorithm> digest;
  std::string signature_algorithm;  ///< "rsassa-pkcs1-v1_5", or the dotted identifier
  std::optional<Time> signing_time;
  /// The issuer whose DSA parameters the certificate's key took over. Whoever believes the
  /// certificate must find this very issuer in its path. \standard{RFC 5280, 6.1.4 (e)}
  std::optional<x509::Certificate> parameters_from;

  bool valid() const { return report.passed(); }
};

/// Verifies one signer. \standard{RFC 5652, 5.6}
/// @param candidates  certificates beside those of the message
SignerResult verify_signer(const SignedData& signed_data, const SignerInfo& signer,
                           const ContentDigests& digests,
                           const std::vector<x509::Certificate>& candidates = {});

/// Verifies a countersignature over a signature. \standard{RFC 5652, 11.4}
SignerResult verify_countersignature(const SignedData& signed_data,
                                     const SignerInfo& countersignature, ByteView signature,
                                     const std::vector<x509::Certificate>& candidates = {});

/// The same among certificates that were put in order once for many.
SignerResult verify_countersignature(const SignedData& signed_data,
                                     const SignerInfo& countersignature, ByteView signature,
                                     const CertificateIndex& certificates);

/// Verifies all, each independently of the others.
std::vector<SignerResult> verify(const SignedData& signed_data, const ContentDigests& digests,
                                 const std::vector<x509::Certificate>& candidates = {});

/// What came of a message that passed by.
struct StreamVerification {
  SignedData signed_data;  ///< its content is empty where it was there
  ContentDigests digests;
  std::uint64_t content_size = 0;  ///< octets
  std::vector<SignerResult> signers;
  x509::Report report;  ///< the rules of SignedData as a whole
};

/// Verifies a ContentInfo of type id-signedData from a stream. Its content goes to `content` before
/// any signature is verified, so `content` must be able to forget it.
StreamVerification verify(Source& message, Sink& content,
                          const std::vector<x509::Certificate>& candidates = {});
/// The same behind `enter_content_info`.
StreamVerification verify(asn1::StreamReader& stream, Sink& content,
                          const std::vector<x509::Certificate>& candidates = {});
/// Verifies a detached signature over a content from a stream.
StreamVerification verify_detached(ByteView message, Source& content,
                                   const std::vector<x509::Certificate>& candidates = {});

/// The rules that concern no single signer: the version. \standard{RFC 5652, 5.1}
x509::Report check_signed_data(const SignedData& signed_data);

}  // namespace smime::cms
