// Secrets: octets that are wiped when they go, never printed, and compared in constant time.
#pragma once

#include <cstddef>
#include <string>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// Overwrites octets with zeros in a way that the compiler may not leave out.
void wipe(MutableByteView bytes);
/// The same with the characters of a text, such as the base64 of a private key.
void wipe(std::string& text);

/// Whether two byte strings are equal, in time that depends on their sizes alone.
bool equal_ct(ByteView left, ByteView right);

/// Octets that are wiped when they go. There is no way to print one.
class Secret {
 public:
  Secret() = default;
  /// `size` zero octets, to be filled in.
  explicit Secret(std::size_t size) : bytes_(size) {}
  /// Takes over `bytes`; the source's storage becomes this secret's.
  explicit Secret(Bytes&& bytes) : bytes_(std::move(bytes)) {}
  /// Copies a view.
  explicit Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { wipe(bytes_); }

  ByteView view() const { return bytes_; }
  MutableByteView writable() { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  /// Whether both hold the same octets, in constant time.
  bool operator==(const Secret& other) const { return equal_ct(bytes_, other.bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace smime::primitives

namespace smime {
using primitives::Secret;
}  // namespace smime
