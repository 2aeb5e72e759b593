// The parts of a PKCS #12 file that are encrypted under its password (RFC 7292, 4.1 and 4.2.2).
#pragma once

#include "primitives/bytes.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms::pkcs12 {

/// EncryptedPrivateKeyInfo, and EncryptedContentInfo without its type.
struct Encrypted {
  x509::AlgorithmIdentifier algorithm;
  Bytes encrypted_data;
};

/// What a pkcs8ShroudedKeyBag holds. \standard{RFC 7292, 4.2.2}
/// @throws Error (malformed)
Encrypted read_shrouded_key(ByteView bag_value);

/// GnuTLS puts a key without encryption into a shrouded bag where the password is empty.
bool is_plain_key(ByteView bag_value);

/// SafeContents as EncryptedData. \standard{RFC 7292, 4.1}
/// @throws Error (malformed)
Encrypted read_encrypted_data(ByteView content);

}  // namespace smime::cms::pkcs12
