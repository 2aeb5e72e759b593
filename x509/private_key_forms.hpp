// The forms of private keys inside PKCS #8 and beside it: RSAPrivateKey (RFC 8017, A.1.2) and
// DSA's.
#pragma once

#include "primitives/dsa_signing.hpp"
#include "primitives/rsa_private.hpp"
#include "primitives/secret.hpp"

namespace smime::x509 {

/// In ASN.1:
///
/// ```asn1
/// RSAPrivateKey ::= SEQUENCE {
///   version          INTEGER (0), -- 1 for more than two primes, which is refused
///   modulus          INTEGER, -- n
///   publicExponent   INTEGER, -- e
///   privateExponent  INTEGER, -- d
///   prime1           INTEGER, -- p
///   prime2           INTEGER, -- q
///   exponent1        INTEGER, -- d mod (p-1)
///   exponent2        INTEGER, -- d mod (q-1)
///   coefficient      INTEGER  -- (inverse of q) mod p }
/// ```
/// \standard{RFC 8017, A.1.2}
/// @throws Error (malformed, unsupported_version), and (invalid_key) where its numbers disagree
primitives::RsaPrivateKey decode_rsa_private_key(ByteView der);
Secret encode_rsa_private_key(const primitives::RsaPrivateKey& key);

/// The INTEGER x, with Dss-Parms from the algorithm identifier. \standard{RFC 5958, 2}
/// @throws Error (malformed, invalid_key)
primitives::DsaPrivateKey decode_dsa_private_key(ByteView parameters, ByteView der);
/// SEQUENCE { 0, p, q, g, y, x }, a program's own form.
primitives::DsaPrivateKey decode_dsa_sequence(ByteView der);

}  // namespace smime::x509
