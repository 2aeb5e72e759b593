// Making a signature with a private key (RFC 8017, 8; FIPS 186-4, 4.6).
#pragma once

#include "primitives/random.hpp"
#include "x509/private_key.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::x509 {

/// The scheme that a key signs with by default: RSASSA-PKCS1-v1_5 for an RSA key, RSASSA-PSS (with
/// the key's parameters, whose digest then wins) for an RSASSA-PSS key, DSA for a DSA key.
SignatureScheme default_scheme(const PrivateKey& key, primitives::DigestAlgorithm digest);

/// Signs `message`. `random` serves PSS salts, DSA's k and blinding.
/// @throws Error (invalid_argument) where the key is of another type than the scheme or too short
Bytes sign(const PrivateKey& key, const SignatureScheme& scheme, ByteView message,
           RandomSource& random);

/// The same for a message that was digested elsewhere.
Bytes sign_digest(const PrivateKey& key, const SignatureScheme& scheme, ByteView digest,
                  RandomSource& random);

}  // namespace smime::x509
