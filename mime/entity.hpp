// MIME entities (RFC 2045, 2.4): a header, an empty line and a body, as views of what was received.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/buffered_source.hpp"
#include "mime/disposition.hpp"
#include "mime/header.hpp"
#include "mime/parameters.hpp"
#include "mime/transfer_encoding.hpp"
#include "primitives/bytes.hpp"

namespace smime::mime {

// What the header says of the body.
/// Content-Type; text/plain where there is none. \standard{RFC 2045, 5.2}
ParameterizedValue content_type_of(const Header& header);
/// \standard{RFC 2045, 6}
TransferEncoding encoding_of(const Header& header);

/// The octet that ends a line: LF, also of CR LF; CR in text that knows no LF, as old Macintoshes
/// write it.
char line_end_of(ByteView text);

/// Where a header ends.
struct HeadSize {
  std::size_t fields = 0;  ///< octets of the fields
  std::size_t whole = 0;   ///< of the fields and the empty line
};

/// Nothing where these octets hold no empty line.
std::optional<HeadSize> find_head(ByteView octets);

/// What stands before the body of an entity that comes as a stream.
struct Head {
  Header header;
  Bytes octets;  ///< the fields and the empty line, as they stand
};

/// Reads a header and the empty line; the source then stands at the body.
/// @throws Error (malformed, limit_exceeded) with the offset
Head read_head(BufferedSource& source);

/// A message or a part of one. The views point into what was parsed.
struct Entity {
  Header header;
  ByteView whole;        ///< header, empty line and body, octet for octet
  ByteView header_text;  ///< the fields, without the empty line
  ByteView body;

  /// @throws Error (malformed, limit_exceeded) with the offset
  static Entity parse(ByteView octets);

  ParameterizedValue content_type() const { return content_type_of(header); }
  TransferEncoding encoding() const { return encoding_of(header); }
  /// The body without its transfer encoding.
  Bytes decoded_body() const;
  std::string file_name() const { return file_name_of(header); }
};

/// What a line of a multipart body is.
enum class Delimiter {
  none,
  part,   ///< a part begins
  close,  ///< the last part has ended
};

/// A boundary line is two hyphens, the boundary, two more where it closes, and blanks.
/// \standard{RFC 2046, 5.1.1}
Delimiter delimiter_of(std::string_view line, std::string_view boundary);

/// The parts of a multipart body, octet for octet, as they are signed: from behind the line end of
/// their boundary line to before the line end of the next. \standard{RFC 2046, 5.1.1}
struct Multipart {
  ByteView preamble;
  std::vector<ByteView> parts;
  ByteView epilogue;
  bool closed = false;  ///< the last boundary line was there

  /// @param line_end  of the whole message, by `line_end_of`: a body alone may hold none
  /// @throws Error (limit_exceeded) beyond `kMostParts`
  static Multipart split(ByteView body, std::string_view boundary, char line_end = '\n');
};

inline constexpr std::size_t kMostParts = 10000;
inline constexpr unsigned kMostNesting = 32;

}  // namespace smime::mime
