// UTF-8 (RFC 3629): characters to octets and back.
#pragma once

#include <string>
#include <string_view>

namespace smime::primitives {

/// One code point at the front of well-formed UTF-8, which is advanced.
/// @throws Error (malformed) where it is not well-formed. \standard{RFC 3629, 4}
char32_t next_code_point(std::string_view& utf8);

/// The same of any octets: U+FFFD stands for one octet that begins no character.
char32_t next_code_point_or_replacement(std::string_view& text);

/// Appends a code point as UTF-8. \standard{RFC 3629, 3}
void append_utf8(std::string& text, char32_t code_point);

/// Whether the octets are well-formed UTF-8. \standard{RFC 3629, 4}
bool is_utf8(std::string_view text);

/// The code points of a text; U+FFFD for each octet that begins no character.
std::u32string code_points(std::string_view text);

/// "U+0430": how Unicode names a code point.
std::string code_point_name(char32_t code_point);

}  // namespace smime::primitives
