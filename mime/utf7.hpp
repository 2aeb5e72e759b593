// UTF-7 (RFC 2152): an old way of writing Unicode in ASCII, which some readers still decode.
#pragma once

#include <string>
#include <string_view>

namespace smime::mime {

/// UTF-7 as UTF-8; U+FFFD stands for octets that are none. \standard{RFC 2152}
std::string from_utf7(std::string_view octets);

/// Appends code units of UTF-16, in pairs where they are surrogates, as UTF-8. \standard{RFC 2781,
/// 2.2}
void append_utf16(std::string& utf8, std::u16string_view units);

}  // namespace smime::mime
