// What an authority puts into a certificate: the profiles of RFC 5280 for CAs and of RFC 8550 for
// S/MIME end entities.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "x509/certificate.hpp"
#include "x509/extensions.hpp"

namespace smime::x509 {

/// What a person's key is for. \standard{RFC 8550, 4.4.2}
enum class EndEntityUse { sign, encrypt, sign_and_encrypt };

/// All of a certificate that is not subject, key, serial number or time.
struct Profile {
  Extensions extensions;  ///< issuing adds the key identifiers
  primitives::DigestAlgorithm digest = primitives::DigestAlgorithm::sha256;
  std::optional<SignatureScheme> scheme;  ///< in place of the issuer key's default with `digest`

  /// A CA: basicConstraints critical, keyCertSign and cRLSign. \standard{RFC 5280, 4.2.1.9}
  static Profile authority(std::optional<std::uint32_t> path_len_constraint = std::nullopt);
  /// A person: rfc822Names in subjectAltName, keyUsage critical, emailProtection.
  /// An address beyond ASCII becomes a SmtpUTF8Mailbox. \standard{RFC 8550, 3 and 4.4}
  static Profile person(const std::vector<std::string>& emails,
                        EndEntityUse use = EndEntityUse::sign_and_encrypt);
};

}  // namespace smime::x509
