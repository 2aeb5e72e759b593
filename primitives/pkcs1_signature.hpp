// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2 and 9.2): the signature that nearly all mail carries.
#pragma once

#include "primitives/digest.hpp"
#include "primitives/rsa.hpp"

namespace smime::primitives {

class RandomSource;
struct RsaPrivateKey;  // complete in rsa_private.hpp, for those who sign

/// The DER of DigestInfo up to the digest itself, as the document prints it.
/// \standard{RFC 8017, 9.2, note 1}
ByteView digest_info_prefix(DigestAlgorithm algorithm);

/// EM = 00 01 ff ... ff 00 || T, where T is the prefix and the digest.
/// \standard{RFC 8017, 9.2}
/// @param em_len  octets of the result: those of the modulus
/// @throws Error (invalid_argument) "intended encoded message length too short", or a digest whose
///         size is not the algorithm's
Bytes emsa_pkcs1_v1_5_encode(DigestAlgorithm algorithm, ByteView digest, std::size_t em_len);

/// \standard{RFC 8017, 8.2.1}
/// @param digest  of the message
Bytes rsassa_pkcs1_v1_5_sign(const RsaPrivateKey& key, DigestAlgorithm algorithm, ByteView digest,
                             RandomSource& random);

/// Whether the signature is the key's over this digest: the encoded messages are compared whole, so
/// nothing is parsed. A digest or a signature of a wrong size is not. \standard{RFC 8017, 8.2.2}
/// @throws Error (invalid_key) for a key that breaks a rule
bool rsassa_pkcs1_v1_5_verify(const RsaPublicKey& key, DigestAlgorithm algorithm, ByteView digest,
                              ByteView signature);

}  // namespace smime::primitives
