// A source with a view of what comes next.
#include "mime/buffered_source.hpp"

namespace smime::mime {
namespace {

// Octets read at once, at least: few at first, so that a small message touches little memory.
constexpr std::size_t kFirst = std::size_t{4} << 10, kPart = std::size_t{64} << 10;

}  // namespace

void BufferedSource::fill(std::size_t wanted) {
  const std::size_t part = end_ < buffer_.size() || buffer_.empty() ? kFirst : kPart;
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < std::max(wanted, part)) buffer_.resize(std::max(wanted, part));
  while (end_ < wanted && !ended_) {
    const std::size_t count = source_.read(MutableByteView(buffer_).subspan(end_));
    end_ += count;
    ended_ = count == 0;
  }
}

ByteView BufferedSource::peek(std::size_t wanted) {
  if (end_ - begin_ < wanted && !ended_) fill(wanted);
  return ByteView(buffer_).subspan(begin_, end_ - begin_);
}

std::size_t BufferedSource::read(MutableByteView out) {
  if (begin_ == end_ && !ended_ && out.size() >= kPart) {
    const std::size_t count = source_.read(out);
    ended_ = count == 0;
    return count;
  }
  const ByteView next = peek(1);
  const std::size_t count = std::min(out.size(), next.size());
  std::copy_n(next.begin(), count, out.begin());
  consume(count);
  return count;
}

}  // namespace smime::mime
