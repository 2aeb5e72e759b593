// Judging the signers of one layer: signature, strength, path and sender's address together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cms/compressed_data.hpp"
#include "cms/decryptor.hpp"
#include "cms/signature_verifier.hpp"
#include "mime/smime/damage.hpp"
#include "mime/smime/sender_address.hpp"
#include "mime/smime/storage.hpp"
#include "primitives/error.hpp"
#include "x509/path/verifier.hpp"

namespace smime::mime::secure {

/// What a message, or one signer, comes to.
enum class Verdict { valid, untrusted, invalid, not_signed, undecryptable, malformed };

/// "valid", "untrusted", ..., "not-signed"
std::string_view to_string(Verdict verdict);

/// The reason that an error of reading comes to.
x509::Reason reason_of(ErrorKind kind);

/// What opening depends on beside the message.
struct OpenOptions {
  std::vector<cms::Identity> identities;
  std::vector<cms::LockedIdentity> locked_identities;  ///< asked where none of the others is named
  std::vector<Secret> passwords;                       ///< of password recipients
  std::vector<Secret> secret_keys;  ///< key-encryption keys, and keys of EncryptedData
  x509::path::TrustStore trust;
  std::vector<x509::Certificate> certificates;  ///< to build paths from; not trusted
  std::vector<x509::CertificateList> crls;
  Time at;                                          ///< the moment that validity is asked for
  x509::path::PathOptions path;                     ///< its purpose is set by the opener
  std::shared_ptr<const Content> detached_content;  ///< of a signature that came without
  std::optional<std::string> from;                  ///< in place of the header's From
  std::optional<std::string> part;  ///< opens this part alone: "1", "2.1"; `PartName::place`
  bool require_signature = false;
  bool pedantic = false;  ///< oddities of form are failures
  std::size_t most_layers = 8;
  cms::DecompressionLimits decompression;
};

/// One signer of a signed layer.
struct SignerReport {
  cms::SignerResult cms;        ///< the signature's own rules
  x509::Report strength;        ///< whether the policy trusts the digest
  x509::path::PathResult path;  ///< whether the certificate is believed; empty without one
  x509::Report address;         ///< whether the sender's address is the certificate's
  Verdict verdict = Verdict::invalid;
  cms::SignerInfo signer_info;         ///< what was verified
  std::optional<Diagnosis> diagnosis;  ///< of a digest that does not match; `diagnosis.hpp`
  /// Signatures over this signature, each with a verdict of its own: they are not signed along, so
  /// none of them changes the verdict on the message. \standard{RFC 5652, 11.4}
  std::vector<SignerReport> countersigners;

  /// All checks in order.
  x509::Report report() const;
};

/// What the signatures' own verification gave, with trust in each signer.
std::vector<SignerReport> judge_signers(const cms::SignedData& data,
                                        std::vector<cms::SignerResult> results,
                                        const ClaimedSender& sender, const OpenOptions& options);

/// Holds a signer that was judged against another sender. Without a certificate nothing changes.
void hold_against(SignerReport& signer, const ClaimedSender& sender);

/// Certificates that a signer's may be among, beside those of the message.
std::vector<x509::Certificate> candidates_of(const OpenOptions& options);

/// Of nested or several signatures one believed signer with the sender's address is enough: that
/// the others signed under their own addresses (a mailing list, a colleague) is then noted, not
/// refused.
void settle_addresses(const std::vector<SignerReport*>& signers);

}  // namespace smime::mime::secure
