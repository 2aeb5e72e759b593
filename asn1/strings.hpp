// Character string types (X.680, 41): to and from UTF-8, each with its alphabet.
#pragma once

#include <string>
#include <string_view>

#include "asn1/tag.hpp"
#include "primitives/bytes.hpp"
#include "primitives/utf8.hpp"

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

using primitives::append_utf8;
using primitives::next_code_point;

}  // namespace smime::asn1
