// Secrets: wiping and constant-time comparison.
#include "primitives/secret.hpp"

#include <cstring>
#include <utility>

namespace smime::primitives {

void wipe(MutableByteView bytes) {
  if (bytes.empty()) return;
  std::memset(bytes.data(), 0, bytes.size());
  // The empty statement claims to read the memory, so the store above is not dead.
  __asm__ __volatile__("" : : "r"(bytes.data()) : "memory");
}

void wipe(std::string& text) {
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
}

bool equal_ct(ByteView left, ByteView right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) difference |= unsigned{left[i]} ^ right[i];
  return ((difference - 1U) >> 8 & 1U) != 0;
}

Secret& Secret::operator=(const Secret& other) {
  if (this != &other) {
    wipe(bytes_);
    bytes_ = other.bytes_;
  }
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(bytes_);
    bytes_ = std::exchange(other.bytes_, {});
  }
  return *this;
}

}  // namespace smime::primitives
