// Octets as text: hexadecimal and base64 (RFC 4648).
#pragma once

#include <string>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// Lower-case hexadecimal, two digits an octet, without separators. \standard{RFC 4648, 8}
std::string to_hex(ByteView bytes);

/// Reads hexadecimal in either case; white space and colons between octets are skipped.
/// @throws Error (malformed) with the offset of the first character that is no hexadecimal digit
Bytes from_hex(std::string_view text);

/// Base64 without line breaks, padded. \standard{RFC 4648, 4}
std::string to_base64(ByteView bytes);

/// Reads base64 exactly: no white space, padded, unused bits zero. \standard{RFC 4648, 3.2 to 3.5}
/// @throws Error (malformed) with the offset of the first offence
Bytes from_base64(std::string_view text);

}  // namespace smime::primitives
