// A source with a view of what comes next: for readers that must look before they take.
#pragma once

#include "primitives/stream.hpp"

namespace smime::mime {

/// Reads ahead in large parts. Memory grows with what is asked to be seen at once, not with the
/// source.
class BufferedSource : public Source {
 public:
  explicit BufferedSource(Source& source) : source_(source) {}

  /// The octets that come next: at least `wanted`, and fewer at the end of the source alone. The
  /// view holds until the next call.
  ByteView peek(std::size_t wanted);
  /// Takes octets that were seen.
  void consume(std::size_t count) { begin_ += count; }
  std::size_t read(MutableByteView out) override;
  /// Whether the source has ended behind what was seen.
  bool ended() const { return ended_; }

 private:
  void fill(std::size_t wanted);

  Source& source_;
  Bytes buffer_;
  std::size_t begin_ = 0, end_ = 0;  // of what waits in buffer_
  bool ended_ = false;
};

}  // namespace smime::mime
