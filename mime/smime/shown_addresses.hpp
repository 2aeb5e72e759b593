// Addresses that a text shows to its reader, although it is none (RFC 8550, 3).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smime::mime::secure {

/// What reads like an address in a display name, a comment or a group's name: something, "@", and a
/// domain with a dot. Encoded words are decoded also where they must not stand, characters of full
/// width and hidden ones do not hide it, and what a bidirectional override turns round is read both
/// ways.
std::vector<std::string> shown_addresses(std::string_view text);

}  // namespace smime::mime::secure
