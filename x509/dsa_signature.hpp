// Dss-Sig-Value (RFC 3279, 2.2.2): how a DSA signature stands in a BIT STRING or OCTET STRING.
#pragma once

#include "primitives/bytes.hpp"
#include "primitives/dsa.hpp"

namespace smime::x509 {

/// Dss-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
/// @throws Error (malformed)
primitives::DsaSignature decode_dsa_signature(ByteView der);
Bytes encode_dsa_signature(const primitives::DsaSignature& signature);

}  // namespace smime::x509
