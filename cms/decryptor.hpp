// Opening EnvelopedData (RFC 5652, 6): one recipient, chosen by certificate, and one way to fail.
#pragma once

#include <optional>
#include <vector>

#include "cms/content_encryption.hpp"
#include "cms/enveloped_data.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/private_key.hpp"

namespace smime::cms {

/// Somebody who may be a recipient.
struct Identity {
  x509::Certificate certificate;
  x509::PrivateKey key;
};

/// Which RecipientInfo is whose.
struct ChosenRecipient {
  std::size_t recipient_info = 0;  ///< index into recipient_infos
  std::size_t identity = 0;        ///< index into the identities
};

/// The first RecipientInfo that names one of the identities' certificates. No private key is used:
/// whether a message is addressed to somebody is public.
std::optional<ChosenRecipient> choose_recipient(const EnvelopedData& enveloped_data,
                                                const std::vector<Identity>& identities);

/// The content-encryption key of a RecipientInfo, or random octets of its size where the padding is
/// wrong: the two are not told apart here. \standard{RFC 3218, 2.3.2}
/// @throws Error (unsupported_algorithm) for an unknown key transport: that is public
Secret unwrap_key(const KeyTransRecipientInfo& info, const x509::PrivateKey& key,
                  ContentCipher cipher, RandomSource& random);

/// The content under this key; nothing where its padding is wrong. \standard{RFC 5652, 6.3}
std::optional<Bytes> decrypt_content(const ContentEncryption& encryption, const Secret& key,
                                     ByteView encrypted_content);

/// The whole. A wrong key, a broken padding and a broken content all fail alike.
/// @throws Error (not_found) where no RecipientInfo names an identity, (decryption_failed)
Bytes decrypt(const EnvelopedData& enveloped_data, const std::vector<Identity>& identities,
              RandomSource& random);

/// The name of a key transport algorithm in reports: "rsaes-pkcs1-v1_5", or the dotted identifier.
std::string key_transport_name(const x509::AlgorithmIdentifier& algorithm);

}  // namespace smime::cms
