// Making EnvelopedData and AuthEnvelopedData (RFC 5652, 6; RFC 5083): each step by itself, and all
// of them in one call, in memory or as a stream.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "cms/auth_enveloped_data.hpp"
#include "cms/content_encryption.hpp"
#include "cms/content_streams.hpp"
#include "cms/encrypted_data.hpp"
#include "cms/key_encryption.hpp"
#include "cms/key_transport.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"

namespace smime::cms {

/// A recipient with a certificate.
struct CertificateRecipient {
  x509::Certificate certificate;
  KeyTransport how = {};
  bool by_key_identifier = false;  ///< named by subjectKeyIdentifier
};

/// A recipient with whom a key-encryption key is shared.
struct SharedKeyRecipient {
  SharedKey key;
  KeyWrap wrap = KeyWrap::aes_256;
};

using Recipient = std::variant<CertificateRecipient, SharedKeyRecipient, PasswordRecipient>;

/// What to encrypt with, and what goes along.
struct EncryptOptions {
  ContentCipher cipher = ContentCipher::aes_256_cbc;  ///< one of GCM makes AuthEnvelopedData
  ObjectIdentifier content_type = id_data;
  std::vector<x509::Certificate> originator_certificates = {};  ///< put into originatorInfo
  std::vector<x509::CertificateList> originator_crls = {};      ///< likewise
  Attributes auth_attrs = {};                                   ///< authenticated, GCM alone
  Attributes unprotected_attrs = {};
};

/// A random content-encryption key of the cipher's size: the session key. For DES its octets are
/// given odd parity. \standard{RFC 5652, 6.3}
Secret draw_content_encryption_key(ContentCipher cipher, RandomSource& random);

/// A random IV. \standard{RFC 5652, 6.3}
ContentEncryption draw_content_encryption(ContentCipher cipher, RandomSource& random);

/// The padded content under key and IV. \standard{RFC 5652, 6.3}
Bytes encrypt_content(const ContentEncryption& encryption, const Secret& key, ByteView content);

/// The key for one recipient. \standard{RFC 5652, 6.2}
RecipientInfo wrap_key(const Secret& key, const Recipient& recipient, RandomSource& random);

/// originatorInfo, recipientInfos: what stands before the content of any enveloped type.
/// @throws Error (invalid_argument) without recipients
RecipientHead make_recipient_head(const Secret& key, const std::vector<Recipient>& recipients,
                                  const EncryptOptions& options, RandomSource& random);

/// The whole as a stream: a ContentInfo of type id-envelopedData, or with GCM
/// id-ct-authEnvelopedData.
/// @param content_size  octets; without it the result is BER with indefinite lengths, else DER
void encrypt(Source& content, std::optional<std::uint64_t> content_size,
             const std::vector<Recipient>& recipients, const EncryptOptions& options, Sink& out,
             RandomSource& random);

/// The whole in memory, in DER.
/// @throws Error (invalid_argument) without recipients
Bytes encrypt(ByteView content, const std::vector<Recipient>& recipients,
              const EncryptOptions& options, RandomSource& random);
Bytes encrypt(ByteView content, const std::vector<x509::Certificate>& recipients,
              const EncryptOptions& options, RandomSource& random);

/// EncryptedData under a key that both sides have. \standard{RFC 5652, 8}
/// @throws Error (invalid_argument) for a key of another size than the cipher's, or GCM
void encrypt_with_key(Source& content, std::optional<std::uint64_t> content_size, const Secret& key,
                      const EncryptOptions& options, Sink& out, RandomSource& random);
Bytes encrypt_with_key(ByteView content, const Secret& key, const EncryptOptions& options,
                       RandomSource& random);

}  // namespace smime::cms
