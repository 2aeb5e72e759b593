// The parts of a multipart body that comes as a stream (RFC 2046, 5.1.1).
#pragma once

#include <string>

#include "mime/buffered_source.hpp"
#include "mime/entity.hpp"

namespace smime::mime {

/// Stands before the preamble first, then in one part after the other. Each part is read as
/// `Multipart` gives it: to before the line end of its next boundary line.
class MultipartSource : public Source {
 public:
  MultipartSource(BufferedSource& body, std::string_view boundary);

  /// Goes on to the next part, whatever is left of this one. @return false behind the last
  /// @throws Error (limit_exceeded) beyond `kMostParts`
  bool next_part();
  /// Of the part, or of the preamble.
  std::size_t read(MutableByteView out) override;
  /// Whether the last boundary line was there.
  bool closed() const { return delimiter_ == Delimiter::close; }
  /// The boundary line that was passed last, with the line ends before and behind it.
  const Bytes& boundary_line() const { return boundary_line_; }

 private:
  void look();
  std::optional<std::size_t> line_of_delimiter(ByteView seen, std::size_t line);

  BufferedSource& body_;
  std::string boundary_;
  std::size_t ready_ = 0;           // octets of the part that are known to belong to it
  std::size_t delimiter_size_ = 0;  // of the boundary line behind them and the line end before it
  Delimiter delimiter_ = Delimiter::none;  // that was found, else none
  bool at_line_start_ = true;
  bool ended_ = false;
  std::size_t parts_ = 0;
  Bytes boundary_line_;
};

}  // namespace smime::mime
