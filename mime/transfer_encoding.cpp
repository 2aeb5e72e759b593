// Content-Transfer-Encoding (RFC 2045, 6).
#include "mime/transfer_encoding.hpp"

#include <array>

#include "mime/parameters.hpp"

namespace smime::mime {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"7bit", "8bit", "binary", "base64",
                                                    "quoted-printable"};

}  // namespace

TransferEncoding transfer_encoding(std::string_view body) {
  const std::string word = ParameterizedValue::parse(body).value;
  if (word.empty()) return TransferEncoding::seven_bit;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (word == kNames[i]) return static_cast<TransferEncoding>(i);
  }
  return TransferEncoding::binary;
}

std::string_view to_string(TransferEncoding encoding) {
  return kNames[static_cast<std::size_t>(encoding)];
}

MakeCodec decoder(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::base64:
      return [](Sink& out) { return std::make_unique<Base64Decoder>(out); };
    case TransferEncoding::quoted_printable:
      return [](Sink& out) { return std::make_unique<QuotedPrintableDecoder>(out); };
    default:
      return [](Sink& out) { return std::make_unique<PassThrough>(out); };
  }
}

Bytes decode(TransferEncoding encoding, ByteView body) {
  return coded(body, decoder(encoding));
}

}  // namespace smime::mime
