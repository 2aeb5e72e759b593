// Text between UTF-8 and the eight-bit charsets that gateways mistake for it: ISO-8859-1 and
// windows-1252.
#pragma once

#include <optional>

#include "primitives/bytes.hpp"

namespace smime::mime::secure {

/// Every octet a character of windows-1252, which is ISO-8859-1 but for 0x80 to 0x9f, as UTF-8.
Bytes utf8_of_windows_1252(ByteView text);

/// The way back; nothing where the text is no UTF-8 or has a character that the charset lacks.
std::optional<Bytes> windows_1252_of_utf8(ByteView text);

}  // namespace smime::mime::secure
