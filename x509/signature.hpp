// Verifying a signature with a public key (RFC 8017, 8; FIPS 186-4, 4.7): no private key in reach.
#pragma once

#include "x509/public_key.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::x509 {

/// Whether `signature` is the key's over `message`. A key of another type than the scheme's, or an
/// id-RSASSA-PSS key with other parameters (RFC 4055, 3.3), makes no signature valid.
/// @throws Error (malformed, invalid_key) where the key cannot be read
bool verify_signature(const PublicKey& key, const SignatureScheme& scheme, ByteView message,
                      ByteView signature);

/// The same for a message that was digested elsewhere (streamed content, signed attributes).
/// @param digest  of `scheme.digest`'s size
bool verify_signature_of_digest(const PublicKey& key, const SignatureScheme& scheme,
                                ByteView digest, ByteView signature);

/// Whether a key of this type and restriction can be used with the scheme.
bool key_suits_scheme(const PublicKey& key, const SignatureScheme& scheme);

}  // namespace smime::x509
