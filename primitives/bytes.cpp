// Bytes and views of bytes: copying, joining, comparing.
#include "primitives/bytes.hpp"

#include <algorithm>
#include <functional>

#include "primitives/error.hpp"

namespace smime::primitives {

ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Bytes to_bytes(std::string_view text) {
  return to_bytes(bytes_of(text));
}

std::string to_string(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

Bytes to_bytes(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

void append(Bytes& head, ByteView tail) {
  head.insert(head.end(), tail.begin(), tail.end());
}

Bytes concatenate(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (ByteView part : parts) size += part.size();
  Bytes whole;
  whole.reserve(size);  // a part may be a secret, of which growing would leave a copy
  for (ByteView part : parts) append(whole, part);
  return whole;
}

bool equal(ByteView left, ByteView right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

Bytes exclusive_or(ByteView left, ByteView right) {
  if (left.size() != right.size()) {
    throw Error(ErrorKind::invalid_argument,
                std::to_string(left.size()) + " and " + std::to_string(right.size()) + " octets",
                "both sides of an exclusive-or have the same length");
  }
  Bytes result(left.size());
  std::transform(left.begin(), left.end(), right.begin(), result.begin(), std::bit_xor<>());
  return result;
}

}  // namespace smime::primitives
