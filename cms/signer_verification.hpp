// The checks of one signer, in the order of the standard (RFC 5652, 5.3 to 5.6 and 11).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/certificate_index.hpp"
#include "cms/signature_verifier.hpp"
#include "primitives/error.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::cms {

/// Runs all checks of one SignerInfo and collects their outcomes. `signature_verifier.hpp` is its
/// front.
class SignerVerification {
 public:
  /// @param countersignature  whether what is signed is another signature: there is no content type
  SignerVerification(const SignedData& data, const SignerInfo& signer,
                     const ContentDigests& digests, bool countersignature);

  SignerResult run(const CertificateIndex& certificates);

 private:
  void pass(const char* rule, const char* citation, std::string detail = {});
  void fail(x509::Reason reason, const char* rule, const char* citation, std::string detail);
  void note(const char* rule, const char* citation, std::string detail);

  void check_version();
  void find_certificate(const CertificateIndex& certificates);
  void find_key(const CertificateIndex& certificates);
  void read_algorithms();
  void check_listed();
  void check_attributes();
  void check_attributes_may_be_absent();
  void check_not_empty();
  void check_attributes_are_der();
  void check_content_type();
  void check_message_digest();
  // Says why there is no digest of the content.
  void fail_without_digest(const char* rule);
  void check_signing_time();
  void check_signing_certificate(const ObjectIdentifier& type, bool version_2,
                                 const char* citation);
  void check_places();
  void check_signature();
  const x509::Certificate& best_of(const std::vector<const x509::Certificate*>& all) const;
  bool is_signed_along(const x509::Certificate& certificate) const;
  bool verifies(const x509::Certificate& certificate) const;
  bool signature_verifies(const x509::PublicKey& key, DigestAlgorithm digest,
                          const x509::SignatureScheme& scheme) const;
  void check_occurrences();
  std::string signature_detail() const;

  // The only value of the only attribute of a type, or a failed check.
  std::optional<ByteView> only(const ObjectIdentifier& type, const char* rule,
                               const char* citation);

  // What `read` makes of a value, or a failed check.
  template <typename Read>
  auto readable(ByteView value, Read read, const char* rule, const char* citation)
      -> std::optional<decltype(read(value))> {
    try {
      return read(value);
    } catch (const Error& error) {
      const bool unknown = error.kind() == ErrorKind::unsupported_algorithm;
      fail(unknown ? x509::Reason::unsupported_algorithm : x509::Reason::malformed, rule, citation,
           error.what());
      return std::nullopt;
    }
  }

  const SignedData& data_;
  const SignerInfo& signer_;
  const ContentDigests& digests_;
  bool countersignature_;
  std::string subject_;
  std::optional<x509::SignatureScheme> scheme_;
  x509::PublicKey key_;
  SignerResult result_;
};

}  // namespace smime::cms
