// Character string types (X.680, 41): to and from UTF-8, each with its alphabet.
#pragma once

#include <string>
#include <string_view>

#include "asn1/tag.hpp"
#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// Whether the tag is a character string type that `string_to_utf8` knows.
bool is_string_type(Tag tag);

/// The contents octets of a string as UTF-8.
///
/// TeletexString is read as ISO 8859-1, as mail programs have always written it: T.61 proper was
/// never used. VisibleString and NumericString hold their own alphabets alone.
/// @param type  a universal string tag, primitive
/// @throws Error (malformed) with the offset of the first octet outside the type's alphabet
std::string string_to_utf8(Tag type, ByteView contents);

/// The contents octets of a string of that type.
/// @throws Error (invalid_argument) for a character that the type cannot hold
Bytes utf8_to_string(Tag type, std::string_view utf8);

/// Whether every character is in PrintableString's alphabet. \standard{X.680, 41.4, table 10}
bool is_printable(std::string_view text);

/// One code point at the front of well-formed UTF-8, which is advanced.
/// @throws Error (malformed) where it is not well-formed. \standard{RFC 3629, 4}
char32_t next_code_point(std::string_view& utf8);

/// Appends a code point as UTF-8. \standard{RFC 3629, 3}
void append_utf8(std::string& text, char32_t code_point);

}  // namespace smime::asn1
