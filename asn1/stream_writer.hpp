// Writing the values around a content that does not fit into memory (X.690): DER where its size is
// known beforehand, else BER with indefinite lengths.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "asn1/tag.hpp"
#include "primitives/stream.hpp"

namespace smime::asn1 {

/// One constructed value around the content.
struct StreamLevel {
  Tag tag;
  Bytes before;             ///< finished values before the next level, or the content
  std::uint64_t after = 0;  ///< octets of the values that will follow; asked for in DER alone
};

/// Writes levels, content, and what follows it.
class StreamWriter {
 public:
  /// Writes all that stands before the content.
  /// @param levels        the outermost first
  /// @param string        the content's own tag: an OCTET STRING's, or [n] IMPLICIT
  /// @param content_size  octets; without it all lengths are indefinite and the content is cut up
  StreamWriter(Sink& out, const std::vector<StreamLevel>& levels, Tag string,
               std::optional<std::uint64_t> content_size);

  /// Takes in the content.
  Sink& content() { return content_; }
  /// Ends content and levels.
  /// @param after  of every level the values that follow, the innermost first
  /// @throws Error (invalid_argument) where sizes are not those that were announced
  void finish(const std::vector<Bytes>& after);

 private:
  // Passes the content on as it is, or in segments.
  class Content : public Sink {
   public:
    Content(Sink& out, bool segmented) : out_(out), segmented_(segmented) {}
    void write(ByteView octets) override;
    void finish();
    std::uint64_t written = 0;

   private:
    void write_segment(ByteView octets);

    Sink& out_;
    bool segmented_;
    Bytes waiting_;
  };

  Sink& out_;
  std::optional<std::uint64_t> content_size_;
  std::vector<std::uint64_t> after_;  // as announced, the innermost first
  Content content_;
};

/// The size of a value with contents of this size: identifier and length octets included.
std::uint64_t encoded_size(Tag tag, std::uint64_t contents);

}  // namespace smime::asn1
