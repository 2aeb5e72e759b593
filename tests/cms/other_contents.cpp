// Digested, compressed and authenticated content: making, checking, every rule and every limit.
#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/digested_data.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using primitives::BytesSink;
using primitives::BytesSource;
using tests::CmsCast;
using tests::error_kind;
using tests::outcome;
using tests::TestRandom;
using x509::Reason;

namespace {

const Bytes kContent = primitives::to_bytes("Breakfast, breakfast, breakfast\r\n");

x509::Report digest_report(const Bytes& message) {
  BytesSource source(message);
  BytesSink content;
  return verify_digest(source, content).report;
}

Bytes decompressed(const Bytes& message, const DecompressionLimits& limits = {}) {
  BytesSource source(message);
  BytesSink content;
  decompress(source, content, limits);
  return content.take();
}

Authentication authenticated(const Bytes& message, const DecryptionKeys& keys,
                             Bytes* content = nullptr) {
  TestRandom random(41);
  BytesSource source(message);
  BytesSink sink;
  Authentication result = verify_authenticated(source, keys, sink, random);
  if (content != nullptr) *content = sink.take();
  return result;
}

// Counts octets and keeps none.
struct Counting : Sink {
  std::uint64_t count = 0;
  void write(ByteView octets) override { count += octets.size(); }
};

}  // namespace

TEST_CASE("digested data: every digest, every broken rule", "[cms]") {
  for (const auto digest :
       {DigestAlgorithm::md5, DigestAlgorithm::sha1, DigestAlgorithm::sha224,
        DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    CHECK(digest_report(digest_content(kContent, digest)).passed());
  }
  const Bytes message = digest_content(kContent, DigestAlgorithm::sha256, id_signedData);
  DigestedData data = DigestedData::decode(ContentInfo::decode(message).content);
  CHECK(data.version == 2);
  CHECK(data.encode() == ContentInfo::decode(message).content);
  const auto report = [&](const DigestedData& changed) {
    return digest_report(ContentInfo{id_digestedData, changed.encode()}.encode());
  };
  DigestedData changed = data;
  changed.encap_content_info.e_content->front() ^= 1;
  CHECK(report(changed).reasons() == std::vector{Reason::message_digest_mismatch});
  changed = data;
  changed.digest_algorithm = {ObjectIdentifier("1.2.3"), {}};
  CHECK(report(changed).reasons() == std::vector{Reason::unsupported_algorithm});
  changed = data;
  changed.encap_content_info.e_content.reset();
  CHECK(report(changed).reasons() == std::vector{Reason::no_content});
  Bytes trailing = message;
  trailing.push_back(0);
  CHECK(error_kind([&] { digest_report(trailing); }) == ErrorKind::trailing_data);
}

TEST_CASE("digested data beside its content", "[cms]") {
  DigestedData data = DigestedData::decode(
      ContentInfo::decode(digest_content(kContent, DigestAlgorithm::sha256)).content);
  data.encap_content_info.e_content.reset();
  const auto report = [](const DigestedData& digested, ByteView content) {
    primitives::BytesSource source(content);
    return verify_digest_detached(ContentInfo{id_digestedData, digested.encode()}.encode(), source)
        .report;
  };
  CHECK(report(data, kContent).passed());
  CHECK(report(data, {}).reasons() == std::vector{Reason::message_digest_mismatch});
  data.digest_algorithm = {ObjectIdentifier("1.2.3"), {}};
  CHECK(report(data, kContent).reasons() == std::vector{Reason::unsupported_algorithm});
  primitives::BytesSource source(kContent);
  const Bytes other = ContentInfo{id_data, Bytes{0x04, 0x00}}.encode();
  CHECK(error_kind([&] { verify_digest_detached(other, source); }) == ErrorKind::malformed);
}

TEST_CASE("compressed data comes back, and nothing else passes for it", "[cms]") {
  const Bytes message = compress(kContent);
  CHECK(decompressed(message) == kContent);
  CHECK(decompressed(compress(Bytes{})).empty());
  CompressedData data = CompressedData::decode(ContentInfo::decode(message).content);
  CHECK(data.encode() == ContentInfo::decode(message).content);
  const auto kind = [&](const CompressedData& changed) {
    return error_kind([&] {
      decompressed(ContentInfo{id_ct_compressedData, changed.encode()}.encode());
    });
  };
  CompressedData changed = data;
  changed.compression_algorithm.algorithm = ObjectIdentifier("1.2.3");
  CHECK(kind(changed) == ErrorKind::unsupported_algorithm);
  changed = data;
  changed.encap_content_info.e_content->back() ^= 1;  // of the checksum
  CHECK(kind(changed) == ErrorKind::malformed);
  changed = data;
  changed.encap_content_info.e_content->pop_back();
  CHECK(kind(changed) == ErrorKind::malformed);
  changed = data;
  changed.encap_content_info.e_content->push_back(0);
  CHECK(kind(changed) == ErrorKind::trailing_data);
  changed = data;
  changed.encap_content_info.e_content.reset();
  CHECK(kind(changed) == ErrorKind::not_found);
}

TEST_CASE("decompression ends at its limits: octets that come out, and for each that goes in",
          "[cms]") {
  const Bytes zeros(2'000'000);
  const Bytes message = compress(zeros);  // to about 2,000 octets: near the most that ZLIB does
  DecompressionLimits limits;
  CHECK(limits.octets == std::uint64_t{1} << 30);
  CHECK(limits.ratio == 1000);
  CHECK(error_kind([&] { decompressed(message, {2'000'000, 2000}); }) == std::nullopt);
  CHECK(error_kind([&] { decompressed(message, {1'999'999, 2000}); }) == ErrorKind::limit_exceeded);
  const auto packed = CompressedData::decode(ContentInfo::decode(message).content)
                          .encap_content_info.e_content->size();
  const std::uint64_t ratio = 2'000'000 / packed;
  CHECK(error_kind([&] { decompressed(message, {2'000'000, ratio}); }) == std::nullopt);
  CHECK(error_kind([&] {
          decompressed(message, {2'000'000, ratio - 1});
        }) == ErrorKind::limit_exceeded);
}

TEST_CASE("what swells without end stops at the limit that is set by default", "[cms][.long]") {
  const std::uint64_t most = std::uint64_t{1} << 30;
  Counting counting;
  DecompressionLimits limits;
  limits.ratio = 2000;  // more than ZLIB does, so that the octets count
  Decompressor decompressor(counting, limits);
  Compressor compressor(decompressor);
  const Bytes zeros(std::size_t{1} << 20);
  for (std::uint64_t i = 0; i < most / zeros.size(); ++i) compressor.write(zeros);
  CHECK(counting.count <= most);
  compressor.write(Bytes(1));
  CHECK(error_kind([&] { compressor.finish(); }) == ErrorKind::limit_exceeded);
  CHECK(counting.count == most + 1);
}

TEST_CASE("authenticated data for every kind of recipient", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(42);
  const SharedKey shared{Bytes{4}, Secret(Bytes(32, 7))};
  PasswordRecipient by_password{Secret(primitives::bytes_of("sesame"))};
  by_password.iterations = 10;
  for (const auto digest : {DigestAlgorithm::sha1, DigestAlgorithm::sha256}) {
    for (const bool attributes : {true, false}) {
      AuthenticateOptions options{digest, attributes};
      const Bytes message =
          authenticate(kContent,
                       {CertificateRecipient{cast.katie.certificate},
                        SharedKeyRecipient{shared, KeyWrap::aes_256}, by_password},
                       options, random);
      for (const DecryptionKeys& keys :
           {DecryptionKeys{{cast.katie}}, DecryptionKeys{{}, {shared}},
            DecryptionKeys{{}, {}, {Secret(primitives::bytes_of("sesame"))}}}) {
        Bytes content;
        CHECK(authenticated(message, keys, &content).report.passed());
        CHECK(content == kContent);
      }
      CHECK(authenticated(message, {{cast.bob}}).report.reasons() ==
            std::vector{Reason::no_recipient});
      CHECK(authenticated(message, {{{cast.katie.certificate, cast.bob.key}}}).report.reasons() ==
            std::vector{Reason::decryption_failed});
    }
  }
}

TEST_CASE("each rule of authenticated data is checked by itself", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(43);
  const Bytes message =
      authenticate(kContent, {CertificateRecipient{cast.katie.certificate}}, {}, random);
  const auto data = AuthenticatedData::decode(ContentInfo::decode(message).content);
  CHECK(ContentInfo{id_ct_authData, data.encode()}.encode() == message);
  const auto report = [&](const AuthenticatedData& changed) {
    return authenticated(ContentInfo{id_ct_authData, changed.encode()}.encode(), {{cast.katie}})
        .report;
  };
  AuthenticatedData changed = data;
  changed.mac[0] ^= 1;
  CHECK(report(changed).reasons() == std::vector{Reason::decryption_failed});
  CHECK(outcome(report(changed), "mac") == "fail");
  changed = data;
  changed.encap_content_info.e_content->front() ^= 1;
  CHECK(report(changed).reasons() == std::vector{Reason::message_digest_mismatch});
  changed = data;
  changed.encap_content_info.e_content_type = id_signedData;
  CHECK(report(changed).reasons() == std::vector{Reason::content_type_mismatch});
  changed = data;
  changed.digest_algorithm.reset();
  CHECK(report(changed).reasons() == std::vector{Reason::missing_attribute});
  changed = data;
  changed.auth_attrs = {};
  CHECK(report(changed).reasons() == std::vector{Reason::missing_attribute});
  changed = data;
  const auto digest = data.auth_attrs.only_value(id_messageDigest);
  REQUIRE(digest);
  changed.auth_attrs.add(id_messageDigest, primitives::to_bytes(*digest));
  CHECK(report(changed).reasons().front() == Reason::duplicate_attribute);
  changed = data;
  changed.mac_algorithm = {ObjectIdentifier("1.2.3"), {}};
  CHECK(report(changed).reasons() == std::vector{Reason::unsupported_algorithm});
  changed = data;
  changed.encap_content_info.e_content.reset();
  CHECK(report(changed).reasons().front() == Reason::no_content);
}
