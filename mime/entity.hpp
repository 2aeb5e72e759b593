// MIME entities (RFC 2045, 2.4): a header, an empty line and a body, as views of what was received.
#pragma once

#include <string>
#include <vector>

#include "mime/header.hpp"
#include "mime/parameters.hpp"
#include "mime/transfer_encoding.hpp"
#include "primitives/bytes.hpp"

namespace smime::mime {

/// A message or a part of one. The views point into what was parsed.
struct Entity {
  Header header;
  ByteView whole;        ///< header, empty line and body, octet for octet
  ByteView header_text;  ///< the fields, without the empty line
  ByteView body;

  /// @throws Error (malformed, limit_exceeded) with the offset
  static Entity parse(ByteView octets);

  /// Content-Type; text/plain where there is none. \standard{RFC 2045, 5.2}
  ParameterizedValue content_type() const;
  TransferEncoding encoding() const;
  /// The body without its transfer encoding.
  Bytes decoded_body() const;
  /// The file name that Content-Disposition or Content-Type gives; empty where neither does.
  std::string file_name() const;
};

/// The parts of a multipart body, octet for octet, as they are signed: from behind the line end of
/// their boundary line to before the line end of the next. \standard{RFC 2046, 5.1.1}
struct Multipart {
  ByteView preamble;
  std::vector<ByteView> parts;
  ByteView epilogue;
  bool closed = false;  ///< the last boundary line was there

  /// @throws Error (limit_exceeded) beyond `kMostParts`
  static Multipart split(ByteView body, std::string_view boundary);
};

inline constexpr std::size_t kMostParts = 10000;
inline constexpr unsigned kMostNesting = 32;

}  // namespace smime::mime
