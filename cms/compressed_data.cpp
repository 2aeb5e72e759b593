// CompressedData (RFC 3274): reading and writing.
#include "cms/compressed_data.hpp"

#include "cms/version.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

// The parameters are absent; other programs write NULL. \standard{RFC 3274, 2}
x509::AlgorithmIdentifier zlib_identifier() {
  return {id_alg_zlibCompress, {}};
}

// version and compressionAlgorithm.
Bytes encode_before_content(const CompressedData& data) {
  asn1::Writer writer;
  writer.integer(0);
  data.compression_algorithm.write(writer);
  return writer.take();
}

}  // namespace

CompressedData CompressedData::read(asn1::StreamReader& stream,
                                    const ContentReceiver<CompressedData>& receiver) {
  CompressedData data;
  stream.enter(asn1::kSequence, "compressedData");
  data.version = static_cast<int>(stream.value(
      {}, [](asn1::Reader& reader) { return read_version(reader, 0, "RFC 3274, 1.1"); }));
  data.compression_algorithm = stream.value({}, [](asn1::Reader& reader) {
    return x509::AlgorithmIdentifier::read(reader, "compressionAlgorithm");
  });
  data.encap_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  stream.leave();
  return data;
}

CompressedData CompressedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  asn1::StreamReader stream(source, rules);
  primitives::BytesSink sink;
  CompressedData data = read(stream, [&](const CompressedData&) -> Sink& { return sink; });
  stream.finish();
  auto& e_content = data.encap_content_info.e_content;
  if (e_content) e_content = sink.take();
  return data;
}

Bytes CompressedData::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& inside) {
      inside.raw(encode_before_content(*this));
      encap_content_info.write(inside);
    });
  });
}

void compress(Source& content, const ObjectIdentifier& content_type, Sink& out) {
  CompressedData data{0, zlib_identifier(), {content_type}};
  const Bytes type =
      asn1::encode([&](asn1::Writer& writer) { writer.object_identifier(content_type); });
  auto levels = content_info_levels(id_ct_compressedData);
  levels.push_back({asn1::kSequence, encode_before_content(data), 0});
  levels.push_back({asn1::kSequence, type, 0});
  levels.push_back({asn1::context(0), {}, 0});
  asn1::StreamWriter writer(out, levels, asn1::kOctetString, std::nullopt);
  Compressor compressor(writer.content());
  pump(content, compressor);
  compressor.finish();
  writer.finish({});
}

Bytes compress(ByteView content, const ObjectIdentifier& content_type) {
  primitives::BytesSink sink;
  Compressor compressor(sink);
  compressor.write(content);
  compressor.finish();
  const CompressedData data{0, zlib_identifier(), {content_type, sink.take()}};
  return ContentInfo{id_ct_compressedData, data.encode()}.encode();
}

ObjectIdentifier decompress(asn1::StreamReader& stream, Sink& content,
                            const DecompressionLimits& limits) {
  std::optional<Decompressor> decompressor;
  const CompressedData data =
      CompressedData::read(stream, [&](const CompressedData& head) -> Sink& {
        const auto& algorithm = head.compression_algorithm.algorithm;
        if (algorithm != id_alg_zlibCompress) {
          throw Error(ErrorKind::unsupported_algorithm, algorithm.dotted(),
                      "content is compressed with ZLIB", "RFC 3274, 2");
        }
        return decompressor.emplace(content, limits);
      });
  if (!decompressor) {
    throw Error(ErrorKind::not_found, "no content", "it is inside the message", "RFC 3274, 1.1");
  }
  decompressor->finish();
  return data.encap_content_info.e_content_type;
}

ObjectIdentifier decompress(Source& message, Sink& content, const DecompressionLimits& limits) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_ct_compressedData);
  ObjectIdentifier type = decompress(stream, content, limits);
  leave_content_info(stream);
  return type;
}

}  // namespace smime::cms
