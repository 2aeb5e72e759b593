// DER of what must not lie about in memory: every buffer is a Secret of its final size.
#include "x509/secret_encoding.hpp"

#include <algorithm>

namespace smime::x509 {
namespace {

// The length octets of X.690, 8.1.3, behind a tag of one octet.
Bytes header(asn1::Tag tag, std::size_t length) {
  const auto first = static_cast<std::uint8_t>(static_cast<unsigned>(tag.tag_class) << 6 |
                                               (tag.constructed ? 0x20U : 0U) | tag.number);
  if (length < 0x80) return {first, static_cast<std::uint8_t>(length)};
  Bytes octets;
  for (std::size_t rest = length; rest > 0; rest >>= 8) {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(rest));
  }
  octets.insert(octets.begin(), {first, static_cast<std::uint8_t>(0x80 | octets.size())});
  return octets;
}

}  // namespace

Secret encode_secret(asn1::Tag tag, std::initializer_list<ByteView> parts) {
  std::size_t length = 0;
  for (const ByteView part : parts) length += part.size();
  const Bytes start = header(tag, length);
  Secret result(start.size() + length);
  auto out = std::ranges::copy(start, result.writable().begin()).out;
  for (const ByteView part : parts) out = std::ranges::copy(part, out).out;
  return result;
}

Secret encode_secret_integer(const Integer& value) {
  // A zero octet in front keeps the number positive where its first bit is set.
  const Secret octets(primitives::i2osp(value, primitives::bit_length(value) / 8 + 1));
  return encode_secret(asn1::kInteger, {octets.view()});
}

}  // namespace smime::x509
