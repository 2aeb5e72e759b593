// Bytes and views of bytes: the vocabulary in which every other room speaks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smime::primitives {

/// A sequence of octets that owns its storage.
using Bytes = std::vector<std::uint8_t>;

/// A view of octets that somebody else owns.
using ByteView = std::span<const std::uint8_t>;

/// A view of octets that may be written.
using MutableByteView = std::span<std::uint8_t>;

/// The octets of a text, without a terminating zero.
ByteView bytes_of(std::string_view text);

/// The octets of a text, copied.
Bytes to_bytes(std::string_view text);

/// The same octets seen as a text; nothing is decoded.
std::string to_string(ByteView bytes);

/// A copy of a view.
Bytes to_bytes(ByteView bytes);

/// Appends `tail` to `head`.
void append(Bytes& head, ByteView tail);

/// The parts one after the other: the `||` of the standards.
Bytes concatenate(std::initializer_list<ByteView> parts);

/// Whether two public byte strings are equal. For secrets use `equal_ct` of secret.hpp.
bool equal(ByteView left, ByteView right);

/// `left` XOR `right`, octet by octet. Both have the same size, else `Error`.
Bytes exclusive_or(ByteView left, ByteView right);

/// Big-endian 32-bit word at `bytes[0..3]`.
constexpr std::uint32_t load_be32(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | std::uint32_t{bytes[3]};
}

/// Big-endian 64-bit word at `bytes[0..7]`.
constexpr std::uint64_t load_be64(const std::uint8_t* bytes) {
  return std::uint64_t{load_be32(bytes)} << 32 | load_be32(bytes + 4);
}

/// Little-endian 32-bit word at `bytes[0..3]`.
constexpr std::uint32_t load_le32(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[3]} << 24 | std::uint32_t{bytes[2]} << 16 |
         std::uint32_t{bytes[1]} << 8 | std::uint32_t{bytes[0]};
}

/// Writes a big-endian 32-bit word to `bytes[0..3]`.
constexpr void store_be32(std::uint8_t* bytes, std::uint32_t word) {
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(word >> (24 - 8 * i));
}

/// Writes a big-endian 64-bit word to `bytes[0..7]`.
constexpr void store_be64(std::uint8_t* bytes, std::uint64_t word) {
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(word >> (56 - 8 * i));
}

/// Writes a little-endian 32-bit word to `bytes[0..3]`.
constexpr void store_le32(std::uint8_t* bytes, std::uint32_t word) {
  for (int i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(word >> (8 * i));
}

}  // namespace smime::primitives

namespace smime {
using primitives::Bytes;
using primitives::ByteView;
using primitives::MutableByteView;
}  // namespace smime
