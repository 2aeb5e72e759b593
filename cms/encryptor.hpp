// Making EnvelopedData (RFC 5652, 6.1 to 6.3): each step by itself, and all of them in one call.
#pragma once

#include <vector>

#include "cms/content_encryption.hpp"
#include "cms/enveloped_data.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"

namespace smime::cms {

/// What to encrypt with, and what goes along.
struct EncryptOptions {
  ContentCipher cipher = ContentCipher::aes_256_cbc;
  ObjectIdentifier content_type = id_data;
  std::vector<x509::Certificate> originator_certificates;  ///< put into originatorInfo
};

/// A random content-encryption key of the cipher's size: the session key. For DES its octets are
/// given odd parity, and weak keys are drawn again. \standard{RFC 5652, 6.3}
Secret draw_content_encryption_key(ContentCipher cipher, RandomSource& random);

/// A random IV. \standard{RFC 5652, 6.3}
ContentEncryption draw_content_encryption(ContentCipher cipher, RandomSource& random);

/// The padded content under key and IV. \standard{RFC 5652, 6.3}
Bytes encrypt_content(const ContentEncryption& encryption, const Secret& key, ByteView content);

/// The key wrapped with the public key of a certificate. \standard{RFC 5652, 6.2.1 and 6.4}
/// @throws Error (unsupported_algorithm) where the certificate holds no RSA key
KeyTransRecipientInfo wrap_key(const Secret& key, const x509::Certificate& recipient,
                               RandomSource& random);

/// The whole: a ContentInfo of type id-envelopedData, in DER.
/// @throws Error (invalid_argument) without recipients
Bytes encrypt(ByteView content, const std::vector<x509::Certificate>& recipients,
              const EncryptOptions& options, RandomSource& random);

}  // namespace smime::cms
