// HMAC (RFC 2104): a keyed digest.
#include "primitives/hmac.hpp"

#include <algorithm>

namespace smime::primitives {

Secret hmac_padded_key(DigestAlgorithm algorithm, ByteView key, std::uint8_t pad) {
  Secret block(digest_block_size(algorithm));
  const Secret short_key = key.size() > block.size() ? Secret(digest(algorithm, key)) : Secret(key);
  const MutableByteView octets = block.writable();
  std::copy(short_key.view().begin(), short_key.view().end(), octets.begin());
  for (std::uint8_t& octet : octets) octet ^= pad;
  return block;
}

Hmac::Hmac(DigestAlgorithm algorithm, ByteView key)
    : inner_(algorithm), outer_(algorithm), inner_keyed_(algorithm), outer_keyed_(algorithm) {
  inner_keyed_.update(hmac_padded_key(algorithm, key, kIpad).view());
  outer_keyed_.update(hmac_padded_key(algorithm, key, kOpad).view());
  inner_ = inner_keyed_;
  outer_ = outer_keyed_;
}

Bytes Hmac::finish() {
  Bytes mac(digest_size(inner_.algorithm()));
  finish_into(mac);
  return mac;
}

void Hmac::finish_into(MutableByteView mac) {
  inner_.finish_into(mac);
  outer_.update(mac);
  outer_.finish_into(mac);
  inner_ = inner_keyed_;
  outer_ = outer_keyed_;
}

Bytes hmac(DigestAlgorithm algorithm, ByteView key, ByteView text) {
  Hmac whole(algorithm, key);
  whole.update(text);
  return whole.finish();
}

bool hmac_verify_ct(DigestAlgorithm algorithm, ByteView key, ByteView text, ByteView mac) {
  const Bytes expected = hmac(algorithm, key, text);
  if (mac.size() > expected.size() || 2 * mac.size() < expected.size() || mac.size() < 10) {
    return false;
  }
  return equal_ct(ByteView(expected).first(mac.size()), mac);
}

}  // namespace smime::primitives
