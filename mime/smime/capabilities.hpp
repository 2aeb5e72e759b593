// What a correspondent's program can decrypt: told in our signatures, learnt from theirs, and used
// to choose the cipher (RFC 8551, 2.5.2, 2.5.3 and 2.7.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/signed_data.hpp"
#include "mime/smime/signer_judgement.hpp"
#include "primitives/content_cipher.hpp"

namespace smime::mime::secure {

/// The ciphers that we tell others to use for us, best first: what `policy` makes. What is opened
/// is more. \standard{RFC 8551, 2.5.2}
std::vector<ContentCipher> offered_ciphers(x509::path::Policy policy);

/// The signed attribute that tells them. \standard{RFC 8551, 2.5.2}
cms::Attribute capabilities_attribute(const std::vector<ContentCipher>& ciphers);

/// The signed attributes that prefer a certificate other than the signer's own for encryption: the
/// standard's, and the one that Outlook reads. \standard{RFC 8551, 2.5.3}
std::vector<cms::Attribute> preference_attributes(const x509::Certificate& encryption_certificate);

/// What a signed message tells of its signer.
struct LearntCapabilities {
  std::vector<ContentCipher> ciphers;  ///< best first; empty where none is known here
  std::optional<Time> signing_time;
  /// To encrypt for; nothing where no certificate of the signer's can be encrypted for. Whether
  /// it is to be believed is not asked here.
  std::optional<x509::Certificate> encryption_certificate;
};

/// A signing time further ahead of now than this is not believed. \standard{RFC 8551, 2.7.1}
inline constexpr std::int64_t kMostClockSkew = 24 * 60 * 60;  // seconds

/// Learns from one signer of a message. Of a signature that is not valid, and of one from the
/// future, nothing is learnt. \standard{RFC 8551, 2.7.1 and 2.5.3.1}
/// @param certificates  those of the message
std::optional<LearntCapabilities> learn_capabilities(
    const cms::SignerInfo& signer, const SignerReport& verified,
    const std::vector<x509::Certificate>& certificates, Time now);

/// Whether what is freshly learnt takes the place of what is stored: only with a later signing
/// time. \standard{RFC 8551, 2.7.1}
bool supersedes(const LearntCapabilities& fresh, const LearntCapabilities& stored);

/// The certificate to encrypt for: the preferred one, else the signer's, else another of the same
/// subject; each only where its key may encrypt keys, and the preferred one only where it has the
/// signer's subject or one of its addresses. \standard{RFC 8551, 2.5.3.1}
std::optional<x509::Certificate> encryption_certificate(
    const cms::Attributes& signed_attrs, const x509::Certificate& signer,
    const std::vector<x509::Certificate>& certificates);

/// What may be chosen.
struct CipherPolicy {
  /// Weak encryption is never chosen, whatever a recipient prefers. \standard{RFC 8551, 2.7.1}
  std::vector<ContentCipher> acceptable;
  /// What recipients of whom nothing is known are taken to decrypt, best first.
  /// \standard{RFC 8551, 2.7.1.2}
  std::vector<ContentCipher> presumed;

  static CipherPolicy of(x509::path::Policy policy);
};

struct CipherChoice {
  ContentCipher cipher;
  std::string why;  ///< the rule, in words for people
};

/// Chooses one cipher that every recipient can decrypt: the one they prefer, rule 1; where nothing
/// is known of any of them, the first that is presumed, rule 2.
/// @param recipients  the ciphers of each, best first; nothing or none where they are not known
/// @throws Error (not_found) where no acceptable cipher is common to all: one message for all is
///         then not possible. \standard{RFC 8551, 2.7.1 and 2.7.3}
CipherChoice choose_cipher(const std::vector<std::optional<std::vector<ContentCipher>>>& recipients,
                           const CipherPolicy& policy);

}  // namespace smime::mime::secure
