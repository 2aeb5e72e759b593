// Internationalized domain names (RFC 5890): A-labels and U-labels, by Punycode (RFC 3492).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// Code points of Punycode without the prefix "xn--". \standard{RFC 3492, 6.2}
/// @return nothing where it is none
std::optional<std::u32string> decode_punycode(std::string_view text);

/// Punycode of code points, without a prefix; nothing beyond what 32 bits hold.
/// \standard{RFC 3492, 6.3}
std::optional<std::string> encode_punycode(std::u32string_view text);

/// The domain with its A-labels ("xn--bcher-kva") as U-labels in UTF-8; a label that is no Punycode
/// stays. \standard{RFC 5891, 5.2}
std::string to_u_labels(std::string_view domain);

/// The domain with its U-labels as A-labels. \standard{RFC 5891, 5.5}
std::string to_a_labels(std::string_view domain);

}  // namespace smime::mime
