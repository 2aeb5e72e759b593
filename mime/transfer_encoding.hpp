// Content-Transfer-Encoding (RFC 2045, 6): which encoding a field names, and its codecs.
#pragma once

#include <string_view>

#include "mime/base64.hpp"
#include "mime/codec.hpp"
#include "mime/quoted_printable.hpp"

namespace smime::mime {

/// \standard{RFC 2045, 6.1}
enum class TransferEncoding { seven_bit, eight_bit, binary, base64, quoted_printable };

/// Of a field's body; anything unknown is taken as binary. \standard{RFC 2045, 6.4}
TransferEncoding transfer_encoding(std::string_view body);

/// "7bit", "8bit", "binary", "base64", "quoted-printable"
std::string_view to_string(TransferEncoding encoding);

/// Makes the codec that takes the encoding away.
MakeCodec decoder(TransferEncoding encoding);

/// The body without its encoding.
Bytes decode(TransferEncoding encoding, ByteView body);

}  // namespace smime::mime
