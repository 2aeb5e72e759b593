// Content-Transfer-Encoding (RFC 2045, 6): base64 and quoted-printable, tolerant in reading and
// exact in writing.
#pragma once

#include <string>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::mime {

/// \standard{RFC 2045, 6.1}
enum class TransferEncoding { seven_bit, eight_bit, binary, base64, quoted_printable };

/// Of a field's body; anything unknown is taken as binary. \standard{RFC 2045, 6.4}
TransferEncoding transfer_encoding(std::string_view body);

/// Lines of 76 characters, each ended by CRLF. \standard{RFC 2045, 6.8}
std::string encode_base64(ByteView octets);

/// Characters outside the alphabet are skipped; reading ends at the padding. A last group of less
/// than two characters holds no octet. \standard{RFC 2045, 6.8}
Bytes decode_base64(ByteView text);

/// Lines of at most 76 characters; line ends of the content stay line ends.
/// \standard{RFC 2045, 6.7}
std::string encode_quoted_printable(ByteView octets);

/// "=" before what is no hexadecimal is taken literally; blanks at a line's end are dropped.
/// \standard{RFC 2045, 6.7}
Bytes decode_quoted_printable(ByteView text);

/// The body without its encoding.
Bytes decode(TransferEncoding encoding, ByteView body);

}  // namespace smime::mime
