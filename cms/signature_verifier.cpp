// Verifying SignedData (RFC 5652, 5.4 to 5.6 and 11).
#include "cms/signature_verifier.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "x509/signature.hpp"

namespace smime::cms {
namespace {

using primitives::to_hex;
using x509::Reason;

// The checks of one signer, in the order of the standard.
class SignerVerification {
 public:
  SignerVerification(const SignedData& data, const SignerInfo& signer,
                     const ContentDigests& digests)
      : data_(data), signer_(signer), digests_(digests), subject_(signer.sid.text()) {}

  SignerResult run(const std::vector<x509::Certificate>& candidates) {
    check_version();
    find_certificate(candidates);
    read_algorithms();
    if (signer_.signed_attrs) {
      check_content_type();
      check_message_digest();
      read_time();
      check_attributes_are_der();
    } else {
      check_attributes_may_be_absent();
    }
    check_signature();
    return std::move(result_);
  }

 private:
  void pass(const char* rule, const char* citation, std::string detail = {}) {
    result_.report.pass(rule, citation, subject_, std::move(detail));
  }
  void fail(Reason reason, const char* rule, const char* citation, std::string detail) {
    result_.report.fail(reason, rule, citation, subject_, std::move(detail));
  }

  void check_version() {
    const int due = signer_.sid.is_key_identifier() ? 3 : 1;
    if (signer_.version == due) return pass("signer-info-version", "RFC 5652, 5.3");
    result_.report.note("signer-info-version", "RFC 5652, 5.3", subject_,
                        "version " + std::to_string(signer_.version) + " where " +
                            std::to_string(due) + " is due");
  }

  void find_certificate(const std::vector<x509::Certificate>& candidates) {
    for (const auto* all : {&data_.certificates, &candidates}) {
      const auto found = std::find_if(all->begin(), all->end(), [&](const auto& certificate) {
        return signer_.sid.names(certificate);
      });
      if (found == all->end()) continue;
      result_.certificate = *found;
      return pass("signer-certificate", "RFC 5652, 5.3", found->subject().rfc4514());
    }
    fail(Reason::signer_certificate_missing, "signer-certificate", "RFC 5652, 5.3",
         "no certificate with " + subject_ + " is in the message or was given");
  }

  void read_algorithms() {
    try {
      result_.digest = x509::digest_algorithm(signer_.digest_algorithm);
      scheme_ = x509::signature_scheme(signer_.signature_algorithm, *result_.digest);
      result_.signature_algorithm = to_string(scheme_->algorithm);
    } catch (const Error& error) {
      result_.signature_algorithm = signer_.signature_algorithm.algorithm.dotted();
      return fail(Reason::unsupported_algorithm, "algorithms", "RFC 5652, 5.3", error.what());
    }
    pass("algorithms", "RFC 5652, 5.3", scheme_->name());
    const auto& all = data_.digest_algorithms;
    const bool listed = std::any_of(all.begin(), all.end(), [&](const auto& algorithm) {
      return algorithm.algorithm == signer_.digest_algorithm.algorithm;
    });
    if (listed) return pass("digest-algorithm-listed", "RFC 5652, 5.3");
    result_.report.note("digest-algorithm-listed", "RFC 5652, 5.3", subject_,
                        "digestAlgorithms does not list " +
                            std::string(to_string(*result_.digest)));
  }

  // Exactly one attribute of a type with exactly one value.
  std::optional<ByteView> only(const ObjectIdentifier& type, const char* rule,
                               const char* citation) {
    const auto value = signer_.signed_attrs->only_value(type);
    if (value) return value;
    const bool missing = signer_.signed_attrs->count(type) == 0;
    fail(missing ? Reason::missing_attribute : Reason::duplicate_attribute, rule, citation,
         missing ? "the attribute is missing" : "the attribute must have exactly one value, once");
    return std::nullopt;
  }

  void check_content_type() {
    const auto value = only(id_contentType, "content-type", "RFC 5652, 11.1");
    if (!value) return;
    const ObjectIdentifier& due = data_.encap_content_info.e_content_type;
    const auto found = readable(*value, read_content_type, "content-type", "RFC 5652, 11.1");
    if (!found) return;
    if (*found == due) return pass("content-type", "RFC 5652, 11.1", found->dotted());
    fail(Reason::content_type_mismatch, "content-type", "RFC 5652, 11.1",
         "signed for " + found->dotted() + ", but the content is " + due.dotted());
  }

  void check_message_digest() {
    const auto value = only(id_messageDigest, "message-digest", "RFC 5652, 11.2");
    if (!value || !result_.digest) return;
    const auto signed_digest = readable(*value, read_message_digest, "message-digest",
                                        "RFC 5652, 11.2");
    const auto computed = digests_.find(*result_.digest);
    if (!signed_digest) return;
    if (computed == digests_.end()) {
      return fail(Reason::no_content, "message-digest", "RFC 5652, 5.6",
                  "the content is neither in the message nor was it given");
    }
    const std::string both = "signed " + to_hex(*signed_digest) + ", computed " +
                             to_hex(computed->second);
    if (*signed_digest == computed->second) return pass("message-digest", "RFC 5652, 5.6", both);
    fail(Reason::message_digest_mismatch, "message-digest", "RFC 5652, 5.6", both);
  }

  void read_time() {
    const auto value = signer_.signed_attrs->only_value(id_signingTime);
    if (value) result_.signing_time = readable(*value, read_signing_time, "signing-time",
                                               "RFC 5652, 11.3");
    if (!value && signer_.signed_attrs->count(id_signingTime) > 0) {
      fail(Reason::duplicate_attribute, "signing-time", "RFC 5652, 11.3",
           "the attribute must have exactly one value, once");
    }
  }

  void check_attributes_are_der() {
    const Bytes der = signer_.signed_attrs->encode_as_set();
    if (der == signer_.signed_attrs_der) {
      return pass("signed-attributes-der", "RFC 5652, 5.3");
    }
    // What is signed is their DER, in whatever way they travelled.
    result_.report.note("signed-attributes-der", "RFC 5652, 5.3", subject_,
                        "the signed attributes did not arrive in DER");
  }

  void check_attributes_may_be_absent() {
    if (data_.encap_content_info.e_content_type == id_data) {
      return pass("signed-attributes", "RFC 5652, 5.3", "absent, as they may be for id-data");
    }
    fail(Reason::missing_attribute, "signed-attributes", "RFC 5652, 5.3",
         "they must be present where the content type is not id-data");
  }

  template <typename Read>
  auto readable(ByteView value, Read read, const char* rule, const char* citation)
      -> std::optional<decltype(read(value))> {
    try {
      return read(value);
    } catch (const Error& error) {
      fail(Reason::malformed, rule, citation, error.what());
      return std::nullopt;
    }
  }

  void check_signature() {
    if (!result_.certificate || !scheme_) return;
    constexpr const char* citation = "RFC 5652, 5.4 and 5.6";
    try {
      if (signature_verifies()) return pass("signature", citation, scheme_->name());
    } catch (const Error& error) {
      return fail(Reason::signature_mismatch, "signature", citation, error.what());
    }
    fail(Reason::signature_mismatch, "signature", citation,
         "the signature is not that of this key over the signed " +
             std::string(signer_.signed_attrs ? "attributes" : "content"));
  }

  bool signature_verifies() const {
    const x509::PublicKey& key = result_.certificate->public_key();
    if (!signer_.signed_attrs) {
      const auto computed = digests_.find(*result_.digest);
      return computed != digests_.end() &&
             x509::verify_signature_of_digest(key, *scheme_, computed->second, signer_.signature);
    }
    // The attributes as they came; where they are not DER, what the signer must have digested.
    if (x509::verify_signature(key, *scheme_, signer_.signed_attrs_der, signer_.signature)) {
      return true;
    }
    const Bytes der = signer_.signed_attrs->encode_as_set();
    return der != signer_.signed_attrs_der &&
           x509::verify_signature(key, *scheme_, der, signer_.signature);
  }

  const SignedData& data_;
  const SignerInfo& signer_;
  const ContentDigests& digests_;
  std::string subject_;
  std::optional<x509::SignatureScheme> scheme_;
  SignerResult result_;
};

}  // namespace

std::vector<DigestAlgorithm> digests_needed(const SignedData& signed_data) {
  std::vector<DigestAlgorithm> needed;
  for (const SignerInfo& signer : signed_data.signer_infos) {
    try {
      const DigestAlgorithm algorithm = x509::digest_algorithm(signer.digest_algorithm);
      if (std::find(needed.begin(), needed.end(), algorithm) == needed.end()) {
        needed.push_back(algorithm);
      }
    } catch (const Error&) {
      // Said in the signer's own report.
    }
  }
  return needed;
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
  return SignerVerification(signed_data, signer, digests).run(candidates);
}

std::vector<SignerResult> verify(const SignedData& signed_data, const ContentDigests& digests,
                                 const std::vector<x509::Certificate>& candidates) {
  std::vector<SignerResult> results;
  for (const SignerInfo& signer : signed_data.signer_infos) {
    results.push_back(verify_signer(signed_data, signer, digests, candidates));
  }
  return results;
}

}  // namespace smime::cms
