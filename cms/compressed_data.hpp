// CompressedData (RFC 3274): content made smaller with ZLIB (RFC 1950).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "cms/content_info.hpp"
#include "cms/content_streams.hpp"
#include "cms/encapsulated_content.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// CompressedData ::= SEQUENCE {
///   version               CMSVersion, -- 0
///   compressionAlgorithm  CompressionAlgorithmIdentifier,
///   encapContentInfo      EncapsulatedContentInfo }
/// ```
/// \standard{RFC 3274, 1.1}
struct CompressedData {
  int version = 0;
  x509::AlgorithmIdentifier compression_algorithm;
  EncapsulatedContentInfo encap_content_info;  ///< its content is the compressed one

  /// Reads the content of a ContentInfo of type id-ct-compressedData.
  static CompressedData decode(ByteView content, asn1::Rules rules = asn1::Rules::ber());
  /// The same from a stream that stands before it.
  static CompressedData read(asn1::StreamReader& stream,
                             const ContentReceiver<CompressedData>& receiver);
  Bytes encode() const;
};

/// How much may come out, so that a small message cannot fill a disk.
struct DecompressionLimits {
  std::uint64_t octets = std::uint64_t{1} << 30;
  std::uint64_t ratio = 1000;  ///< octets that come out for each that goes in
};

/// Compresses what is written to it. \standard{RFC 1950}
class Compressor : public Sink {
 public:
  explicit Compressor(Sink& out);
  ~Compressor() override;
  void write(ByteView octets) override;
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Decompresses what is written to it.
class Decompressor : public Sink {
 public:
  explicit Decompressor(Sink& out, const DecompressionLimits& limits = {});
  ~Decompressor() override;
  /// @throws Error (malformed, trailing_data, limit_exceeded)
  void write(ByteView octets) override;
  /// @throws Error (malformed) where the end is missing, (limit_exceeded)
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A ContentInfo of type id-ct-compressedData. As a stream it has indefinite lengths: the size is
/// known only at the end.
void compress(Source& content, const ObjectIdentifier& content_type, Sink& out);
/// The same in memory, in DER.
Bytes compress(ByteView content, const ObjectIdentifier& content_type = id_data);

/// @return the content type of what came out
/// @throws Error (unsupported_algorithm, malformed, limit_exceeded, ...)
ObjectIdentifier decompress(Source& message, Sink& content, const DecompressionLimits& limits = {});
/// The same behind `enter_content_info`.
ObjectIdentifier decompress(asn1::StreamReader& stream, Sink& content,
                            const DecompressionLimits& limits = {});

}  // namespace smime::cms
