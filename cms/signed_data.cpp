// SignedData (RFC 5652, 5): reading and writing.
#include "cms/signed_data.hpp"

#include <algorithm>

#include "cms/version.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::StreamReader;
using asn1::Writer;

// The elements of a set, read one by one, `most` at most.
template <typename Read>
void read_set(StreamReader& stream, std::string_view name, std::size_t most, Read read) {
  stream.enter(asn1::kSet, name);
  for (std::size_t count = 0; !stream.at_end(); ++count) {
    if (count == most) {
      throw stream.error(ErrorKind::limit_exceeded, "more elements than the limit",
                         "at most " + std::to_string(most) + " are read", "");
    }
    read();
  }
  stream.leave();
}

}  // namespace

SignedData SignedData::read(StreamReader& stream, const ContentReceiver<SignedData>& receiver,
                            std::size_t most_certificates) {
  SignedData data;
  stream.enter(asn1::kSequence, "signedData");
  data.version = static_cast<int>(
      stream.value({}, [](Reader& reader) { return read_version(reader, 5, "RFC 5652, 5.1"); }));
  read_set(stream, "digestAlgorithms", kMostDigestAlgorithms, [&] {
    data.digest_algorithms.push_back(stream.value(
        {}, [](Reader& reader) { return x509::AlgorithmIdentifier::read(reader, {}); }));
  });
  data.encap_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  const auto optional_set = [&](std::uint32_t number, std::string_view name, auto read) {
    if (!stream.next_is(asn1::context(number))) return;
    stream.value({}, [&](Reader& reader) {
      Reader set = reader.context(number, name);
      read(set);
      return true;
    });
  };
  optional_set(0, "certificates",
               [&](Reader& set) { data.read_certificates(set, most_certificates); });
  optional_set(1, "crls", [&](Reader& set) { data.read_crls(set, most_certificates); });
  read_set(stream, "signerInfos", kMostSigners, [&] {
    data.signer_infos.push_back(
        stream.value({}, [](Reader& reader) { return SignerInfo::read(reader); }));
  });
  stream.leave();
  return data;
}

SignedData SignedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  StreamReader stream(source, rules);
  primitives::BytesSink sink;
  SignedData data = read(stream, [&](const SignedData&) -> Sink& { return sink; });
  stream.finish();
  if (data.encap_content_info.e_content) data.encap_content_info.e_content = sink.take();
  return data;
}

int required_version(const SignedData& data) {
  // \standard{RFC 5652, 5.1}
  if (data.has_certificate_choice(3) || data.has_other_revocation_info()) return 5;
  if (data.has_certificate_choice(2)) return 4;
  const bool any_version_3 =
      std::any_of(data.signer_infos.begin(), data.signer_infos.end(),
                  [](const SignerInfo& signer) { return signer.version == 3; });
  const bool is_data = data.encap_content_info.e_content_type == id_data;
  return data.has_certificate_choice(1) || any_version_3 || !is_data ? 3 : 1;
}

Bytes encode_before_content(const SignedData& data) {
  std::vector<Bytes> algorithms;
  for (const auto& algorithm : data.digest_algorithms) {
    algorithms.push_back(asn1::encode([&](Writer& one) { algorithm.write(one); }));
  }
  Writer writer;
  writer.integer(required_version(data));
  writer.set_of(std::move(algorithms));
  return writer.take();
}

Bytes encode_after_content(const SignedData& data) {
  std::vector<Bytes> signers;
  for (const SignerInfo& signer : data.signer_infos) signers.push_back(signer.encode());
  Writer writer;
  data.write(writer);
  writer.set_of(std::move(signers));
  return writer.take();
}

Bytes SignedData::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.raw(encode_before_content(*this));
      encap_content_info.write(inside);
      inside.raw(encode_after_content(*this));
    });
  });
}

}  // namespace smime::cms
