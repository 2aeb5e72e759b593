// The checks of one signer: its certificate, its algorithms and its signature (RFC 5652, 5.3
// to 5.6).
#include "cms/signer_verification.hpp"

#include <algorithm>

#include "cms/signing_certificate.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/text_encodings.hpp"
#include "x509/signature.hpp"

namespace smime::cms {
namespace {

using primitives::to_hex;
using x509::Certificate;
using x509::Reason;

// The digest that an RSASSA-PKCS1-v1_5 signature holds, to say what was signed in its place.
std::optional<Bytes> recovered_digest(const primitives::RsaPublicKey& key,
                                      DigestAlgorithm algorithm, ByteView signature) {
  const std::size_t size = primitives::digest_size(algorithm);
  if (signature.size() != key.size() || key.size() < size) return std::nullopt;
  const Integer s = primitives::os2ip(signature);
  if (s >= key.n) return std::nullopt;
  const Bytes em = primitives::i2osp(primitives::rsavp1(key, s), key.size());
  Bytes digest(em.end() - static_cast<std::ptrdiff_t>(size), em.end());
  if (em != primitives::emsa_pkcs1_v1_5_encode(algorithm, digest, em.size())) return std::nullopt;
  return digest;
}

// Whether the issuer's key verifies the certificate's signature.
bool has_issued(const Certificate& issuer, const Certificate& certificate) {
  try {
    return issuer.subject() == certificate.issuer() &&
           x509::verify_signature(issuer.public_key(),
                                  x509::signature_scheme(certificate.signature_algorithm()),
                                  certificate.tbs_der(), certificate.signature_value());
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

SignerVerification::SignerVerification(const SignedData& data, const SignerInfo& signer,
                                       const ContentDigests& digests, bool countersignature)
    : data_(data),
      signer_(signer),
      digests_(digests),
      countersignature_(countersignature),
      subject_(signer.sid.text()) {}

SignerResult SignerVerification::run(const CertificateIndex& certificates) {
  check_version();
  find_certificate(certificates);
  if (result_.certificate) find_key(certificates);
  read_algorithms();
  if (signer_.signed_attrs) {
    check_attributes();
  } else {
    check_attributes_may_be_absent();
  }
  check_places();
  check_signature();
  return std::move(result_);
}

void SignerVerification::pass(const char* rule, const char* citation, std::string detail) {
  result_.report.pass(rule, citation, subject_, std::move(detail));
}

void SignerVerification::fail(Reason reason, const char* rule, const char* citation,
                              std::string detail) {
  result_.report.fail(reason, rule, citation, subject_, std::move(detail));
}

void SignerVerification::note(const char* rule, const char* citation, std::string detail) {
  result_.report.note(rule, citation, subject_, std::move(detail));
}

void SignerVerification::fail_without_digest(const char* rule) {
  if (digests_.empty() && data_.is_detached()) {
    return fail(Reason::no_content, rule, "RFC 5652, 5.6",
                "the content is neither in the message nor was it given");
  }
  fail(Reason::malformed, rule, "RFC 5652, 5.1",
       "the content was not digested with " + std::string(to_string(*result_.digest)) +
           ", which digestAlgorithms does not list");
}

void SignerVerification::check_version() {
  const int due = required_version(signer_);
  const std::string found = "version " + std::to_string(signer_.version);
  if (signer_.version == due) return pass("signer-info-version", "RFC 5652, 5.3", found);
  note("signer-info-version", "RFC 5652, 5.3", found + " where " + std::to_string(due) + " is due");
}

// The one that was signed along; else the first whose key verifies the signature; else the first.
const Certificate& SignerVerification::best_of(const std::vector<const Certificate*>& all) const {
  for (const Certificate* one : all) {
    if (all.size() > 1 && is_signed_along(*one)) return *one;
  }
  for (const Certificate* one : all) {
    if (all.size() > 1 && verifies(*one)) return *one;
  }
  return *all.front();
}

bool SignerVerification::is_signed_along(const Certificate& certificate) const {
  if (!signer_.signed_attrs) return false;
  for (const bool version_2 : {true, false}) {
    const auto value = signer_.signed_attrs->only_value(version_2 ? id_aa_signingCertificateV2
                                                                  : id_aa_signingCertificate);
    try {
      if (value && SigningCertificate::decode(*value, version_2).certs.front().names(certificate)) {
        return true;
      }
    } catch (const Error&) {
      // The check of the attribute tells.
    }
  }
  return false;
}

bool SignerVerification::verifies(const Certificate& certificate) const {
  try {
    const auto digest = x509::digest_algorithm(signer_.digest_algorithm);
    return signature_verifies(certificate.public_key(), digest,
                              x509::signature_scheme(signer_.signature_algorithm, digest));
  } catch (const Error&) {
    return false;
  }
}

// Several fit where one was renewed with its key, or where somebody put a foreign one into the
// message.
void SignerVerification::find_certificate(const CertificateIndex& certificates) {
  const auto all = certificates.named_by(signer_.sid);
  if (!all.empty()) {
    result_.certificate = best_of(all);
    return pass("signer-certificate", "RFC 5652, 5.3", result_.certificate->subject().rfc4514());
  }
  fail(Reason::signer_certificate_missing, "signer-certificate", "RFC 5652, 5.3",
       "no certificate with " + subject_ + " is in the message or was given");
}

// The certificate's key, where it is a DSA key without parameters with those of its issuer.
void SignerVerification::find_key(const CertificateIndex& certificates) {
  key_ = result_.certificate->public_key();
  if (!key_.inherits_parameters()) return;
  for (const Certificate* one : certificates.all()) {
    if (!has_issued(*one, *result_.certificate)) continue;
    key_ = key_.with_inherited_parameters(one->public_key());
    result_.parameters_from = *one;
    return pass("key-parameters", "RFC 3279, 2.3.2", "those of " + one->subject().rfc4514());
  }
  fail(Reason::issuer_unknown, "key-parameters", "RFC 3279, 2.3.2",
       "the key takes its DSA parameters from its issuer, whose certificate is missing");
}

void SignerVerification::read_algorithms() {
  try {
    result_.digest = x509::digest_algorithm(signer_.digest_algorithm);
    scheme_ = x509::signature_scheme(signer_.signature_algorithm, *result_.digest);
    result_.signature_algorithm = to_string(scheme_->algorithm);
  } catch (const Error& error) {
    result_.signature_algorithm = signer_.signature_algorithm.algorithm.dotted();
    return fail(Reason::unsupported_algorithm, "algorithms", "RFC 5652, 5.3", error.what());
  }
  pass("algorithms", "RFC 5652, 5.3", scheme_->name());
  if (!countersignature_) check_listed();
}

void SignerVerification::check_listed() {
  const auto& all = data_.digest_algorithms;
  const bool listed = std::any_of(all.begin(), all.end(), [&](const auto& algorithm) {
    return algorithm.algorithm == signer_.digest_algorithm.algorithm;
  });
  if (listed) return pass("digest-algorithm-listed", "RFC 5652, 5.1");
  note("digest-algorithm-listed", "RFC 5652, 5.1",
       "digestAlgorithms does not list " + std::string(to_string(*result_.digest)));
}

void SignerVerification::check_signature() {
  if (!result_.certificate || !scheme_) return;
  constexpr const char* citation = "RFC 5652, 5.4 and 5.6";
  if (!signer_.signed_attrs && !digests_.contains(*result_.digest)) {
    return fail_without_digest("signature");
  }
  try {
    if (scheme_->algorithm != x509::SignatureAlgorithm::dsa) {
      const std::size_t modulus = (key_.bits() + 7) / 8;
      const std::string sizes = std::to_string(signer_.signature.size()) + " octets, the modulus " +
                                std::to_string(modulus);
      if (signer_.signature.size() != modulus) {
        return fail(Reason::signature_mismatch, "signature-length", "RFC 8017, 8.2.2, step 1",
                    sizes);
      }
      pass("signature-length", "RFC 8017, 8.2.2, step 1", sizes);
    }
    if (signature_verifies(key_, *result_.digest, *scheme_))
      return pass("signature", citation, signature_detail());
    fail(Reason::signature_mismatch, "signature", citation,
         "the signature is not that of this key over the signed " +
             std::string(signer_.signed_attrs ? "attributes; " : "content; ") + signature_detail());
  } catch (const Error& error) {
    fail(Reason::signature_mismatch, "signature", citation, error.what());
  }
}

bool SignerVerification::signature_verifies(const x509::PublicKey& key, DigestAlgorithm digest,
                                            const x509::SignatureScheme& scheme) const {
  if (!signer_.signed_attrs) {
    const auto computed = digests_.find(digest);
    return computed != digests_.end() &&
           x509::verify_signature_of_digest(key, scheme, computed->second, signer_.signature);
  }
  // The attributes as they came; where they are not DER, what the signer must have digested.
  if (x509::verify_signature(key, scheme, signer_.signed_attrs_der, signer_.signature)) {
    return true;
  }
  const Bytes der = signer_.signed_attrs->encode_as_set();
  return der != signer_.signed_attrs_der &&
         x509::verify_signature(key, scheme, der, signer_.signature);
}

std::string SignerVerification::signature_detail() const {
  const auto content = digests_.find(*result_.digest);
  std::string text = scheme_->name();
  if (signer_.signed_attrs) {
    text += ", expected digest " +
            to_hex(primitives::digest(*result_.digest, signer_.signed_attrs_der));
  } else if (content != digests_.end()) {
    text += ", expected digest " + to_hex(content->second);
  }
  if (scheme_->algorithm != x509::SignatureAlgorithm::rsassa_pkcs1_v1_5) return text;
  const auto found = recovered_digest(key_.rsa_key(), *result_.digest, signer_.signature);
  return text + ", found " + (found ? to_hex(*found) : "no digest");
}

}  // namespace smime::cms
