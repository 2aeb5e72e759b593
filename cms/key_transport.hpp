// Key transport (RFC 3370, 4.2; RFC 3560): the content-encryption key under a recipient's RSA key.
#pragma once

#include <optional>

#include "cms/key_recipients.hpp"
#include "primitives/content_cipher.hpp"
#include "primitives/oaep.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/certificate.hpp"
#include "x509/private_key.hpp"

namespace smime::cms {

/// RSAES-PKCS1-v1_5, or RSAES-OAEP with its parameters.
struct KeyTransport {
  std::optional<primitives::OaepParameters> oaep = std::nullopt;  ///< nothing: RSAES-PKCS1-v1_5

  static KeyTransport pkcs1_v1_5() { return {}; }
  /// OAEP with one digest for label and mask. \standard{RFC 3560, 3}
  static KeyTransport rsaes_oaep(DigestAlgorithm digest = DigestAlgorithm::sha256);
  /// @throws Error (unsupported_algorithm, malformed)
  static KeyTransport of(const x509::AlgorithmIdentifier& identifier);
  x509::AlgorithmIdentifier identifier() const;
};

/// The key wrapped with the public key of a certificate. \standard{RFC 5652, 6.2.1 and 6.4}
/// @throws Error (unsupported_algorithm) where the certificate holds no RSA key
KeyTransRecipientInfo wrap_key(const Secret& key, const x509::Certificate& recipient,
                               RandomSource& random, const KeyTransport& how = {},
                               bool by_key_identifier = false);

/// The content-encryption key of a RecipientInfo, or random octets of its size where anything is
/// wrong that the private key alone reveals: the two are not told apart here.
/// \standard{RFC 3218, 2.3.2}
/// @throws Error (unsupported_algorithm, malformed) for an unknown key transport: that is public
Secret unwrap_key(const KeyTransRecipientInfo& info, const x509::PrivateKey& key,
                  std::size_t key_size, RandomSource& random);
Secret unwrap_key(const KeyTransRecipientInfo& info, const x509::PrivateKey& key,
                  ContentCipher cipher, RandomSource& random);

/// The name of a key transport algorithm in reports: "rsaes-pkcs1-v1_5", or the dotted identifier.
std::string key_transport_name(const x509::AlgorithmIdentifier& algorithm);

}  // namespace smime::cms
