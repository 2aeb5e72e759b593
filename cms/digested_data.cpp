// DigestedData (RFC 5652, 7).
#include "cms/digested_data.hpp"

#include "cms/version.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;
using x509::Reason;

// version and digestAlgorithm.
Bytes encode_before_content(const DigestedData& data) {
  Writer writer;
  writer.integer(required_version(data));
  data.digest_algorithm.write(writer);
  return writer.take();
}

Bytes encode_digest(ByteView digest) {
  return asn1::encode([&](Writer& writer) { writer.octet_string(digest); });
}

}  // namespace

int required_version(const DigestedData& digested_data) {
  return digested_data.encap_content_info.e_content_type == id_data ? 0 : 2;
}

DigestedData DigestedData::read(asn1::StreamReader& stream,
                                const ContentReceiver<DigestedData>& receiver) {
  DigestedData data;
  stream.enter(asn1::kSequence, "digestedData");
  data.version = static_cast<int>(
      stream.value({}, [](Reader& reader) { return read_version(reader, 2, "RFC 5652, 7"); }));
  data.digest_algorithm = stream.value({}, [](Reader& reader) {
    return x509::AlgorithmIdentifier::read(reader, "digestAlgorithm");
  });
  data.encap_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  data.digest = stream.value({}, [](Reader& reader) { return reader.octet_string("digest"); });
  stream.leave();
  return data;
}

DigestedData DigestedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  asn1::StreamReader stream(source, rules);
  primitives::BytesSink sink;
  DigestedData data = read(stream, [&](const DigestedData&) -> Sink& { return sink; });
  stream.finish();
  auto& e_content = data.encap_content_info.e_content;
  if (e_content) e_content = sink.take();
  return data;
}

Bytes DigestedData::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.raw(encode_before_content(*this));
      encap_content_info.write(inside);
      inside.octet_string(digest);
    });
  });
}

void digest_content(Source& content, std::optional<std::uint64_t> content_size,
                    DigestAlgorithm algorithm, const ObjectIdentifier& content_type, Sink& out) {
  DigestedData data;
  data.digest_algorithm = x509::algorithm_identifier(algorithm);
  data.encap_content_info.e_content_type = content_type;
  data.digest = Bytes(primitives::digest_size(algorithm));
  const Bytes type = asn1::encode([&](Writer& writer) { writer.object_identifier(content_type); });
  auto levels = content_info_levels(id_digestedData);
  levels.push_back(
      {asn1::kSequence, encode_before_content(data), encode_digest(data.digest).size()});
  levels.push_back({asn1::kSequence, type, 0});
  levels.push_back({asn1::context(0), {}, 0});
  asn1::StreamWriter writer(out, levels, asn1::kOctetString, content_size);
  DigestingSink digesting({algorithm}, writer.content());
  pump(content, digesting);
  writer.finish({{}, {}, encode_digest(digesting.finish().at(algorithm))});
}

Bytes digest_content(ByteView content, DigestAlgorithm algorithm,
                     const ObjectIdentifier& content_type) {
  primitives::BytesSource source(content);
  primitives::BytesSink sink;
  digest_content(source, content.size(), algorithm, content_type, sink);
  return sink.take();
}

DigestVerification verify_digest(asn1::StreamReader& stream, Sink& content) {
  DigestVerification result;
  std::optional<DigestingSink> digesting;
  DigestedData& data = result.digested_data;
  std::optional<DigestAlgorithm> algorithm;
  data = DigestedData::read(stream, [&](const DigestedData& head) -> Sink& {
    try {
      algorithm = x509::digest_algorithm(head.digest_algorithm);
    } catch (const Error& error) {
      result.report.fail(Reason::unsupported_algorithm, "digest-algorithm", "RFC 5652, 7",
                         "digestedData", error.what());
      return content;
    }
    return digesting.emplace(std::vector{*algorithm}, content);
  });
  if (data.version != required_version(data)) {
    result.report.note("version", "RFC 5652, 7", "digestedData",
                       "version " + std::to_string(data.version) + " where " +
                           std::to_string(required_version(data)) + " is due");
  }
  if (!data.encap_content_info.e_content) {
    result.report.fail(Reason::no_content, "content", "RFC 5652, 7", "digestedData",
                       "the content is not inside the message");
  }
  if (!digesting) return result;
  const Bytes found = digesting->finish().at(*algorithm);
  const std::string both =
      "expected " + primitives::to_hex(found) + ", found " + primitives::to_hex(data.digest);
  if (found == data.digest) {
    result.report.pass("digest", "RFC 5652, 7", "digestedData", both);
  } else {
    result.report.fail(Reason::message_digest_mismatch, "digest", "RFC 5652, 7", "digestedData",
                       both);
  }
  return result;
}

DigestVerification verify_digest(Source& message, Sink& content) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_digestedData);
  DigestVerification result = verify_digest(stream, content);
  leave_content_info(stream);
  return result;
}

}  // namespace smime::cms
