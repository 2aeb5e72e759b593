// Opening EnvelopedData, AuthEnvelopedData and EncryptedData (RFC 5652, 6 and 8; RFC 5083): one
// recipient, chosen before any private-key operation, and one way to fail.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cms/auth_enveloped_data.hpp"
#include "cms/content_encryption.hpp"
#include "cms/content_streams.hpp"
#include "cms/encrypted_data.hpp"
#include "cms/key_encryption.hpp"
#include "cms/key_transport.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/report.hpp"

namespace smime::cms {

/// Somebody who may be a recipient.
struct Identity {
  x509::Certificate certificate;
  x509::PrivateKey key;
};

/// The same with a key that is fetched only for a message that is addressed to it: by asking for a
/// password, for one.
struct LockedIdentity {
  x509::Certificate certificate;
  std::function<x509::PrivateKey()> unlock;
};

/// All that messages may be opened with.
struct DecryptionKeys {
  std::vector<Identity> identities = {};
  std::vector<SharedKey> shared_keys = {};
  std::vector<Secret> passwords = {};
  std::vector<LockedIdentity> locked_identities = {};
};

/// Which RecipientInfo is whose.
struct ChosenRecipient {
  std::size_t recipient_info = 0;  ///< index into recipient_infos
  /// Index into the keys of its kind; for a password always 0. Those of locked identities follow
  /// those of the others.
  std::size_t identity = 0;
};

/// The first RecipientInfo that names one of the identities' certificates, else one that a shared
/// key may fit, else the first for a password. No key is used: whether a message is addressed to
/// somebody is public.
std::optional<ChosenRecipient> choose_recipient(const RecipientInfos& infos,
                                                const DecryptionKeys& keys);
std::optional<ChosenRecipient> choose_recipient(const EnvelopedData& enveloped_data,
                                                const std::vector<Identity>& identities);

/// How often shared keys or passwords are tried for one message. What their derivations iterate is
/// bounded by `primitives::kMostIterations`, all together.
inline constexpr std::size_t kMostKeyAttempts = 1000;

/// The content-encryption key of the chosen RecipientInfo, or random octets of its size where it
/// does not come out whole. Shared keys, and passwords, are tried on every RecipientInfo for one.
/// @param chosen  becomes the RecipientInfo, of these, that a shared key or a password opened
/// @throws Error (unsupported_algorithm, malformed, limit_exceeded) for what is public
Secret unwrap_key(const RecipientInfos& infos, ChosenRecipient& chosen, const DecryptionKeys& keys,
                  std::size_t key_size, RandomSource& random);

/// The content under this key; nothing where its padding is wrong. \standard{RFC 5652, 6.3}
std::optional<Bytes> decrypt_content(const ContentEncryption& encryption, const Secret& key,
                                     ByteView encrypted_content);

/// How plaintext that is authenticated at its end is held back until then.
struct DecryptOptions {
  Spool* spool = nullptr;      ///< where it waits; in memory where there is none
  bool unsafe_stream = false;  ///< do not wait: what comes out may be forged
};

/// What came of opening a message.
struct Decryption {
  ObjectIdentifier message_type;
  RecipientHead head;  ///< empty for EncryptedData
  std::optional<ChosenRecipient> chosen;
  ObjectIdentifier content_type;
  std::string cipher;  ///< "aes-256-gcm"; a dotted identifier where it is unknown
  Attributes auth_attrs, unprotected_attrs;
  x509::Report report;

  bool opened() const { return report.passed(); }
};

/// Opens a whole ContentInfo from a stream. A wrong key, a broken padding, a session key of another
/// size and broken content all fail alike: with `decryption-failed` in the report.
///
/// In CBC mode content is written as it is deciphered, so `out` must be able to forget it.
/// @throws Error (malformed, trailing_data, ...) where the structure around the content is broken
Decryption decrypt(Source& message, const DecryptionKeys& keys, Sink& out, RandomSource& random,
                   const DecryptOptions& options = {});
/// The same behind `enter_content_info`.
Decryption decrypt(asn1::StreamReader& stream, const ObjectIdentifier& message_type,
                   const DecryptionKeys& keys, Sink& out, RandomSource& random,
                   const DecryptOptions& options = {});

/// The same in memory.
/// @throws Error (not_found) where no RecipientInfo names an identity, (decryption_failed)
Bytes decrypt(ByteView message, const DecryptionKeys& keys, RandomSource& random);

/// Opens EncryptedData with its key; a key of another size than the cipher's fails like a wrong
/// one.
Decryption decrypt_with_key(Source& message, const Secret& key, Sink& out);
Decryption decrypt_with_key(asn1::StreamReader& stream, const Secret& key, Sink& out);

}  // namespace smime::cms
