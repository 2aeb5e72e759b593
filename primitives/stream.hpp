// Sources and sinks: content that comes and goes in parts, so that memory does not grow with it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// Where content comes from.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;
  /// Fills at most `out.size()` octets; returns how many, 0 only at the end of the content.
  virtual std::size_t read(MutableByteView out) = 0;
};

/// Where content goes.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;
  virtual void write(ByteView octets) = 0;
};

/// A source over octets in memory.
class BytesSource : public Source {
 public:
  explicit BytesSource(ByteView octets) : rest_(octets) {}
  std::size_t read(MutableByteView out) override {
    const std::size_t count = std::min(out.size(), rest_.size());
    std::copy_n(rest_.begin(), count, out.begin());
    rest_ = rest_.subspan(count);
    return count;
  }

 private:
  ByteView rest_;
};

/// A sink into memory.
class BytesSink : public Sink {
 public:
  BytesSink() = default;
  /// @param room  octets that it holds without moving those that it has
  explicit BytesSink(std::size_t room) { bytes_.reserve(room); }
  void write(ByteView octets) override { append(bytes_, octets); }
  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

/// A sink that drops everything.
class NullSink : public Sink {
 public:
  void write(ByteView) override {}
};

}  // namespace smime::primitives

namespace smime {
using primitives::Sink;
using primitives::Source;
}  // namespace smime
