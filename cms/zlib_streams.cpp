// ZLIB (RFC 1950) as sinks, by the library zlib, with bounds on what comes out.
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "cms/compressed_data.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

constexpr std::size_t kPart = std::size_t{64} << 10;

// What goes in before the ratio is looked at, since content may begin with what compresses well.
constexpr std::uint64_t kGrace = std::uint64_t{64} << 10;

struct Stream {
  z_stream z{};
  Bytes part = Bytes(kPart);
  Sink& out;

  explicit Stream(Sink& sink) : out(sink) {}

  // zlib takes its input by a pointer that is not const and counts it in 32 bits.
  void take(ByteView octets) {
    z.next_in = const_cast<Bytef*>(octets.data());
    z.avail_in = static_cast<uInt>(octets.size());
  }
  void make_room() {
    z.next_out = part.data();
    z.avail_out = static_cast<uInt>(part.size());
  }
  std::size_t pass_on() {
    const std::size_t made = part.size() - z.avail_out;
    if (made > 0) out.write(ByteView(part).first(made));
    return made;
  }
};

template <typename Each>
void in_parts(ByteView octets, Each each) {
  constexpr std::size_t most = std::numeric_limits<uInt>::max() / 2;
  while (!octets.empty()) {
    const std::size_t size = std::min(octets.size(), most);
    each(octets.first(size));
    octets = octets.subspan(size);
  }
}

}  // namespace

struct Compressor::State : Stream {
  using Stream::Stream;
  void run(int flush) {
    do {
      make_room();
      ::deflate(&z, flush);
      pass_on();
    } while (z.avail_out == 0);
  }
};

Compressor::Compressor(Sink& out) : state_(std::make_unique<State>(out)) {
  if (::deflateInit(&state_->z, Z_DEFAULT_COMPRESSION) != Z_OK) throw std::bad_alloc();
}

Compressor::~Compressor() {
  ::deflateEnd(&state_->z);
}

void Compressor::write(ByteView octets) {
  in_parts(octets, [&](ByteView part) {
    state_->take(part);
    state_->run(Z_NO_FLUSH);
  });
}

void Compressor::finish() {
  state_->take({});
  state_->run(Z_FINISH);
}

struct Decompressor::State : Stream {
  State(Sink& sink, const DecompressionLimits& bounds) : Stream(sink), limits(bounds) {}
  DecompressionLimits limits;
  std::uint64_t in = 0, made = 0;
  bool ended = false;

  void check(std::uint64_t grace) const {
    if (made <= limits.octets && made / limits.ratio <= in + grace) return;
    throw Error(ErrorKind::limit_exceeded,
                std::to_string(made) + " octets from " + std::to_string(in),
                "at most " + std::to_string(limits.octets) + " octets come out, and " +
                    std::to_string(limits.ratio) + " for each that goes in",
                "RFC 3274, 3");
  }

  void run() {
    do {
      make_room();
      const int code = ::inflate(&z, Z_NO_FLUSH);
      made += pass_on();
      check(kGrace);
      if (code == Z_STREAM_END) {
        ended = true;
        return;
      }
      if (code != Z_OK && code != Z_BUF_ERROR) {
        throw Error(ErrorKind::malformed, z.msg != nullptr ? z.msg : "broken compressed content",
                    "the content is a ZLIB stream", "RFC 1950, 2.2");
      }
    } while (z.avail_out == 0);
  }
};

Decompressor::Decompressor(Sink& out, const DecompressionLimits& limits)
    : state_(std::make_unique<State>(out, limits)) {
  if (::inflateInit(&state_->z) != Z_OK) throw std::bad_alloc();
}

Decompressor::~Decompressor() {
  ::inflateEnd(&state_->z);
}

void Decompressor::write(ByteView octets) {
  in_parts(octets, [&](ByteView part) {
    state_->in += part.size();
    state_->take(part);
    if (!state_->ended) state_->run();
    if (state_->ended && state_->z.avail_in > 0) {
      throw Error(ErrorKind::trailing_data, std::to_string(state_->z.avail_in) + " octets more",
                  "nothing follows the end of a ZLIB stream", "RFC 1950, 2.2");
    }
  });
}

void Decompressor::finish() {
  if (!state_->ended) {
    throw Error(ErrorKind::malformed, "the end of the compressed content",
                "a ZLIB stream ends with its checksum", "RFC 1950, 2.2");
  }
  state_->check(0);
}

}  // namespace smime::cms
