// String preparation for the comparison of names (RFC 4518, 2).
#pragma once

#include <string>
#include <string_view>

namespace smime::x509 {

/// The steps of RFC 4518, 2, on UTF-8. Step 2.3 composes Latin letters with the six commonest
/// accents and narrows full-width forms; other compatibility characters stay as they are, so that
/// two names which differ in those alone do not match: the safe side.
///
/// @return UTF-8; octets that are no UTF-8 stay as they are
std::string prepare_string(std::string_view utf8);

/// Step 2.2: characters mapped to nothing, to a space, or to lower case; `out` takes the result.
std::u32string map_characters(std::u32string_view text);
/// Step 2.3: normalization.
std::u32string normalize(std::u32string_view text);
/// Step 2.6.1: no space at either end, one between words, and one alone for an empty text.
std::u32string handle_spaces(std::u32string_view text);

}  // namespace smime::x509
