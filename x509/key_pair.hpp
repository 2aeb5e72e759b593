// Which public key belongs to which private key, whatever stands beside the keys themselves.
#pragma once

#include "x509/private_key.hpp"
#include "x509/public_key.hpp"

namespace smime::x509 {

/// Whether one private key belongs to both: the same modulus and exponent as rsaEncryption and as
/// id-RSASSA-PSS \standard{RFC 4055, 1.2}, the same y where DSA's parameters stand in one and are
/// inherited in the other \standard{RFC 3279, 2.3.2}. Keys of other algorithms are compared as they
/// are encoded.
bool same_key(const PublicKey& left, const PublicKey& right);

/// The private key with the restriction that its certificate puts on it: one at rest as
/// rsaEncryption signs by RSASSA-PSS alone where it is certified as id-RSASSA-PSS.
/// \standard{RFC 4055, 1.2}
/// @throws Error (malformed, unsupported_algorithm) for the parameters of the certified key
PrivateKey restricted_as(const PublicKey& certified, const PrivateKey& key);

}  // namespace smime::x509
