// RSA (RFC 8017): public keys, and the primitives RSAEP and RSAVP1.
#pragma once

#include <cstddef>

#include "primitives/integer.hpp"

namespace smime::primitives {

/// Limits on what a key may be; a modulus below is no protection at all, one above only costs time.
inline constexpr std::size_t kRsaFewestBits = 512;
inline constexpr std::size_t kRsaMostBits = 16384;
inline constexpr std::size_t kRsaMostExponentBits = 64;

/// \standard{RFC 8017, 3.1}
struct RsaPublicKey {
  Integer n;  ///< the modulus
  Integer e;  ///< the public exponent

  /// k: octets of the modulus.
  std::size_t size() const { return octet_length(n); }
  friend bool operator==(const RsaPublicKey&, const RsaPublicKey&) = default;
};

/// The modulus is odd and of 512 to 16384 bits; the exponent is odd, at least 3 and below 2^64. The
/// four primitives check this too. \standard{RFC 8017, 3.1}
/// @throws Error (invalid_key) that says which
void check_public_key(const RsaPublicKey& key);

/// What the first step of each of the four primitives asks: 0 <= x < n.
/// @param what  "message", "ciphertext" or "signature"
/// @throws Error (invalid_argument) "... representative out of range"
void check_representative(const Integer& x, const Integer& n, const char* what,
                          const char* standard);

/// c = m^e mod n. \standard{RFC 8017, 5.1.1}
/// @throws Error (invalid_argument) "message representative out of range"
Integer rsaep(const RsaPublicKey& key, const Integer& m);

/// m = s^e mod n. \standard{RFC 8017, 5.2.2}
/// @throws Error (invalid_argument) "signature representative out of range"
Integer rsavp1(const RsaPublicKey& key, const Integer& s);

}  // namespace smime::primitives
