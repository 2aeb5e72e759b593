// HMAC (RFC 2104): a keyed digest.
#pragma once

#include "primitives/digest.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// HMAC over text that comes in parts. Copying one forks the computation.
class Hmac {
 public:
  /// @param key  of any size; one longer than a block is digested first. \standard{RFC 2104, 3}
  Hmac(DigestAlgorithm algorithm, ByteView key);

  void update(ByteView text) { inner_.update(text); }
  /// H(K XOR opad, H(K XOR ipad, text)); afterwards the object is as new. \standard{RFC 2104, 2}
  Bytes finish();
  /// The same, written to where the caller wants it.
  /// @param mac  `digest_size` octets
  /// @throws Error (invalid_argument) for another size
  void finish_into(MutableByteView mac);

 private:
  Digest inner_, outer_;              // running: after K XOR ipad, after K XOR opad
  Digest inner_keyed_, outer_keyed_;  // as they were before any text
};

/// The key, zero-padded to a block and XORed with `pad` in every octet: steps (1), (2) and (5).
/// \standard{RFC 2104, 2}
Secret hmac_padded_key(DigestAlgorithm algorithm, ByteView key, std::uint8_t pad);

inline constexpr std::uint8_t kIpad = 0x36;
inline constexpr std::uint8_t kOpad = 0x5c;

/// HMAC of `text` in one call.
Bytes hmac(DigestAlgorithm algorithm, ByteView key, ByteView text);

/// Whether `mac` is the HMAC of `text`, or its first octets, in constant time. \standard{RFC 2104,
/// 5}
/// @param mac  at least half of the digest's size, and at least 10 octets; else `false`
bool hmac_verify_ct(DigestAlgorithm algorithm, ByteView key, ByteView text, ByteView mac);

}  // namespace smime::primitives
