// Base64 in whole groups (RFC 4648, 4): three octets are four characters.
#pragma once

#include <array>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::primitives {

namespace base64 {

/// \standard{RFC 4648, 4, table 1}
inline constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of a character; -1 outside the alphabet.
int value(std::uint8_t character);

/// How far text was read, and what it held.
struct Read {
  std::size_t characters = 0;
  std::size_t octets = 0;
};

/// The octets of CR LF, or of LF by itself, that a text begins with; else 0.
std::size_t line_end(ByteView text);

/// The reference of `encode_base64_groups`.
void encode_groups(ByteView octets, MutableByteView text);

/// The reference of `decode_base64_groups`.
Read decode_groups(ByteView text, MutableByteView out);

}  // namespace base64

/// Whole groups.
/// @param octets  a multiple of three
/// @param text    a third more
void encode_base64_groups(ByteView octets, MutableByteView text);

/// The whole groups that a text begins with, and the line ends between them, up to another
/// character outside the alphabet, or as far as there is room.
/// @param out  of its last eight octets some may stay unused; what lies behind the octets that are
///             read may be overwritten
base64::Read decode_base64_groups(ByteView text, MutableByteView out);

}  // namespace smime::primitives
