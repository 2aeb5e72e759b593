// Fuzz target: signed and digested data verified, in memory and as a stream.
#include "cms/digested_data.hpp"
#include "cms/signature_verifier.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

std::vector<x509::Certificate> certificates() {
  std::vector<x509::Certificate> all;
  for (const Bytes& der : hex_fields({{"x509/rfc4134_certificates.json", "certificate"}})) {
    refuses([&] { all.push_back(x509::Certificate::decode(der)); });
  }
  return all;
}

std::size_t valid_signers(const std::vector<cms::SignerResult>& results) {
  std::size_t valid = 0;
  for (const cms::SignerResult& result : results) valid += result.valid();
  return valid;
}

// What a stream can know, which reads of signers after the content. RFC 5652, 5.1, leaves it to a
// verifier whether it takes algorithms that digestAlgorithms does not list.
cms::ContentDigests digests_listed(const cms::SignedData& data, ByteView content) {
  cms::ContentDigests digests;
  for (const auto algorithm : cms::digests_listed(data)) {
    digests[algorithm] = primitives::digest(algorithm, content);
  }
  return digests;
}

}  // namespace

void fuzz(ByteView input) {
  static const std::vector<x509::Certificate> candidates = certificates();
  refuses([&] {
    primitives::BytesSource source(input);
    primitives::NullSink nowhere;
    cms::verify_digest(source, nowhere);
  });
  primitives::BytesSource source(input);
  primitives::BytesSink content;
  const auto streamed = cms::verify(source, content, candidates);
  const auto data = cms::SignedData::decode(cms::ContentInfo::decode(input).content);
  const Bytes whole = data.encap_content_info.e_content.value_or(Bytes{});
  require(content.bytes() == whole, "stream and memory give the same content");
  const auto results = cms::verify(data, digests_listed(data, whole), candidates);
  require(valid_signers(results) == valid_signers(streamed.signers),
          "stream and memory give the same verdicts");
}

std::vector<Bytes> seeds() {
  return hex_fields({{"cms/rfc4134_messages.json", "message"}});
}

}  // namespace smime::fuzz
