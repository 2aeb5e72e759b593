// Content as it flows: digested, encrypted or decrypted on its way from a source to a sink.
#pragma once

#include <map>
#include <variant>
#include <vector>

#include "cms/content_encryption.hpp"
#include "primitives/cbc.hpp"
#include "primitives/digest.hpp"
#include "primitives/gcm_stream.hpp"
#include "primitives/secret.hpp"
#include "primitives/stream.hpp"

namespace smime::cms {

/// The content's digests by algorithm.
using ContentDigests = std::map<DigestAlgorithm, Bytes>;

/// Reads a source to its end into a sink, in parts. @return octets
std::uint64_t pump(Source& from, Sink& to);

/// Passes octets on, and digests them with any number of algorithms.
class DigestingSink : public Sink {
 public:
  DigestingSink(const std::vector<DigestAlgorithm>& algorithms, Sink& out);
  void write(ByteView octets) override;
  ContentDigests finish();
  std::uint64_t size() const { return size_; }

 private:
  std::vector<primitives::Digest> digests_;
  Sink& out_;
  std::uint64_t size_ = 0;
};

/// Encrypts what is written to it. \standard{RFC 5652, 6.3}
class ContentEncryptor : public Sink {
 public:
  ContentEncryptor(const ContentEncryption& encryption, const Secret& key, Sink& out);
  void write(ByteView octets) override;
  /// Writes the rest. @return GCM's tag; nothing in CBC mode
  Bytes finish(ByteView aad = {});

 private:
  std::variant<primitives::CbcEncryptor, primitives::GcmEncryptor> mode_;
  std::size_t tag_size_;
  Sink& out_;
};

/// Decrypts what is written to it. What comes out is unproven until `finish` says true, and in CBC
/// mode even then.
class ContentDecryptor : public Sink {
 public:
  ContentDecryptor(const ContentEncryption& encryption, const Secret& key, Sink& out);
  void write(ByteView octets) override;
  /// Writes the rest. @return whether the padding (CBC) or the tag (GCM) is right
  [[nodiscard]] bool finish(ByteView tag = {}, ByteView aad = {});

 private:
  std::variant<primitives::CbcDecryptor, primitives::GcmDecryptor> mode_;
  std::size_t tag_size_;
  Sink& out_;
};

/// Holds octets back until they may be released.
class Spool : public Sink {
 public:
  /// Writes all that it holds to `out`.
  virtual void release(Sink& out) = 0;
};

/// A spool in memory, for small content.
class MemorySpool : public Spool {
 public:
  void write(ByteView octets) override { held_.write(octets); }
  void release(Sink& out) override { out.write(held_.bytes()); }

 private:
  primitives::BytesSink held_;
};

}  // namespace smime::cms
