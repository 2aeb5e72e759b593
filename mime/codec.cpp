// Codecs over streams: pushed or pulled.
#include "mime/codec.hpp"

namespace smime::mime {
namespace {

// Octets read at once: few at first, so that a small message touches little memory.
constexpr std::size_t kFirst = std::size_t{4} << 10, kPart = std::size_t{64} << 10;

}  // namespace

std::size_t CodedSource::Waiting::take(MutableByteView out) {
  const std::size_t count = std::min(out.size(), octets_.size() - taken_);
  std::copy_n(octets_.begin() + static_cast<std::ptrdiff_t>(taken_), count, out.begin());
  taken_ += count;
  if (empty()) {
    octets_.clear();
    taken_ = 0;
  }
  return count;
}

CodedSource::CodedSource(Source& source, const MakeCodec& make)
    : source_(source), codec_(make(waiting_)), buffer_(kFirst) {}

std::size_t CodedSource::read(MutableByteView out) {
  while (waiting_.empty() && !ended_) {
    const std::size_t count = source_.read(buffer_);
    if (count == 0) {
      codec_->finish();
      ended_ = true;
    } else {
      codec_->write(ByteView(buffer_).first(count));
      if (count == buffer_.size()) buffer_.resize(kPart);
    }
  }
  return waiting_.take(out);
}

std::size_t JoinedSource::read(MutableByteView out) {
  if (!first_ended_) {
    const std::size_t count = first_.read(out);
    if (count > 0) return count;
    first_ended_ = true;
  }
  return second_.read(out);
}

Bytes coded(ByteView octets, const MakeCodec& make) {
  primitives::BytesSink out;
  const auto codec = make(out);
  codec->write(octets);
  codec->finish();
  return out.take();
}

}  // namespace smime::mime
