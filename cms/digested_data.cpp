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

// Nothing, and a failed rule, where it is unknown.
std::optional<DigestAlgorithm> algorithm_of(const DigestedData& head, x509::Report& report) {
  try {
    return x509::digest_algorithm(head.digest_algorithm);
  } catch (const Error& error) {
    report.fail(Reason::unsupported_algorithm, "digest-algorithm", "RFC 5652, 7", "digestedData",
                error.what());
    return std::nullopt;
  }
}

void check_version(DigestVerification& result) {
  const int found = result.digested_data.version, due = required_version(result.digested_data);
  if (found == due) return;
  result.report.note(
      "version", "RFC 5652, 7", "digestedData",
      "version " + std::to_string(found) + " where " + std::to_string(due) + " is due");
}

void check_digest(DigestVerification& result, const Bytes& found) {
  const Bytes& digest = result.digested_data.digest;
  const std::string both =
      "expected " + primitives::to_hex(found) + ", found " + primitives::to_hex(digest);
  if (found == digest) {
    return result.report.pass("digest", "RFC 5652, 7", "digestedData", both);
  }
  result.report.fail(Reason::message_digest_mismatch, "digest", "RFC 5652, 7", "digestedData",
                     both);
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
    algorithm = algorithm_of(head, result.report);
    if (!algorithm) return content;
    return digesting.emplace(std::vector{*algorithm}, content);
  });
  check_version(result);
  if (!data.encap_content_info.e_content) {
    result.report.fail(Reason::no_content, "content", "RFC 5652, 7", "digestedData",
                       "the content is not inside the message");
  }
  if (digesting) check_digest(result, digesting->finish().at(*algorithm));
  return result;
}

DigestVerification verify_digest(Source& message, Sink& content) {
  asn1::StreamReader stream(message);
  enter_content_info(stream, id_digestedData);
  DigestVerification result = verify_digest(stream, content);
  leave_content_info(stream);
  return result;
}

DigestVerification verify_digest_detached(ByteView message, Source& content) {
  const ContentInfo info = ContentInfo::decode(message);
  if (info.content_type != id_digestedData) {
    throw Error(ErrorKind::malformed, "content of type " + content_type_name(info.content_type),
                "digested-data is due", "RFC 5652, 3");
  }
  return verify_digest_detached(DigestedData::decode(info.content), content);
}

DigestVerification verify_digest_detached(DigestedData digested_data, Source& content) {
  DigestVerification result{std::move(digested_data), {}};
  const auto algorithm = algorithm_of(result.digested_data, result.report);
  check_version(result);
  if (!algorithm) return result;
  primitives::NullSink nowhere;
  DigestingSink digesting({*algorithm}, nowhere);
  pump(content, digesting);
  check_digest(result, digesting.finish().at(*algorithm));
  return result;
}

}  // namespace smime::cms
