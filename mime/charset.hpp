// Character sets (RFC 2978; the registry of IANA): octets of mail as UTF-8, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// Octets of a character set as UTF-8; U+FFFD stands for what the set does not have.
///
/// Known are US-ASCII, UTF-8, UTF-16, UTF-7, ISO 8859-1 to 8859-16, windows-1250 to 1258 and 874,
/// KOI8-R and KOI8-U, IBM 437, 850, 852 and 866, and macintosh, by their usual aliases in any case.
/// @return nothing for a set that is not known: such text is to be shown as it stands
std::optional<std::string> to_utf8(std::string_view charset, std::string_view octets);

/// UTF-8 as octets of a character set of one octet a character, US-ASCII or UTF-8.
/// @return nothing where the set is not known or does not have a character
std::optional<std::string> from_utf8(std::string_view charset, std::string_view utf8);

/// Whether `to_utf8` knows the set.
bool is_known_charset(std::string_view charset);

/// Whether every octet is ASCII.
bool is_ascii(std::string_view text);

}  // namespace smime::mime
