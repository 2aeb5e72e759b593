// Codecs over streams: what turns octets into other octets on their way, pushed or pulled.
#pragma once

#include <functional>
#include <memory>

#include "primitives/stream.hpp"

namespace smime::mime {

/// A sink that writes something else to another sink.
class Codec : public Sink {
 public:
  /// Writes what is still held; nothing may be written after it.
  virtual void finish() = 0;
};

/// Makes a codec that writes to `out`.
using MakeCodec = std::function<std::unique_ptr<Codec>(Sink& out)>;

/// A codec that changes nothing.
class PassThrough : public Codec {
 public:
  explicit PassThrough(Sink& out) : out_(out) {}
  void write(ByteView octets) override { out_.write(octets); }
  void finish() override {}

 private:
  Sink& out_;
};

/// What a codec makes of a source, pulled. Memory does not grow with the source.
class CodedSource : public Source {
 public:
  CodedSource(Source& source, const MakeCodec& make);
  std::size_t read(MutableByteView out) override;

 private:
  // Holds what the codec has written until it is read.
  class Waiting : public Sink {
   public:
    void write(ByteView octets) override { primitives::append(octets_, octets); }
    std::size_t take(MutableByteView out);
    bool empty() const { return taken_ == octets_.size(); }

   private:
    Bytes octets_;
    std::size_t taken_ = 0;
  };

  Source& source_;
  Waiting waiting_;
  std::unique_ptr<Codec> codec_;
  Bytes buffer_;
  bool ended_ = false;
};

/// One source behind the other.
class JoinedSource : public Source {
 public:
  JoinedSource(Source& first, Source& second) : first_(first), second_(second) {}
  std::size_t read(MutableByteView out) override;

 private:
  Source& first_;
  Source& second_;
  bool first_ended_ = false;
};

/// What a codec makes of octets in memory.
Bytes coded(ByteView octets, const MakeCodec& make);

}  // namespace smime::mime
