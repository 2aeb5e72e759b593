// AuthenticatedData (RFC 5652, 9): reading and writing.
#include "cms/authenticated_data.hpp"

#include <array>

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;

struct HmacRow {
  DigestAlgorithm digest;
  const ObjectIdentifier* oid;
};

const auto& hmacs() {
  static const std::array<HmacRow, 6> rows = {{{DigestAlgorithm::sha1, &hMAC_SHA1},
                                               {DigestAlgorithm::sha1, &id_hmacWithSHA1},
                                               {DigestAlgorithm::sha224, &id_hmacWithSHA224},
                                               {DigestAlgorithm::sha256, &id_hmacWithSHA256},
                                               {DigestAlgorithm::sha384, &id_hmacWithSHA384},
                                               {DigestAlgorithm::sha512, &id_hmacWithSHA512}}};
  return rows;
}

}  // namespace

x509::AlgorithmIdentifier hmac_identifier(DigestAlgorithm digest) {
  for (const HmacRow& row : hmacs()) {
    // RFC 3370 wants no parameters for HMAC with SHA-1, RFC 8018 wants NULL for the others.
    if (row.digest != digest) continue;
    if (digest == DigestAlgorithm::sha1) return {*row.oid, {}};
    return x509::AlgorithmIdentifier::with_null(*row.oid);
  }
  throw Error(ErrorKind::unsupported_algorithm, std::string(to_string(digest)),
              "HMAC is used with SHA-1 or SHA-2", "RFC 3370, 3.1");
}

DigestAlgorithm hmac_digest(const x509::AlgorithmIdentifier& identifier) {
  for (const HmacRow& row : hmacs()) {
    if (*row.oid == identifier.algorithm) return row.digest;
  }
  throw Error(ErrorKind::unsupported_algorithm, identifier.algorithm.dotted(),
              "the authentication code is HMAC with SHA-1 or SHA-2", "RFC 3370, 3.1");
}

AuthenticatedData AuthenticatedData::read(asn1::StreamReader& stream,
                                          const ContentReceiver<AuthenticatedData>& receiver) {
  AuthenticatedData data;
  stream.enter(asn1::kSequence, "authenticatedData");
  data.RecipientHead::read(stream);
  data.mac_algorithm = stream.value(
      {}, [](Reader& reader) { return x509::AlgorithmIdentifier::read(reader, "macAlgorithm"); });
  if (stream.next_is(asn1::context(1))) {
    data.digest_algorithm = stream.value({}, [](Reader& reader) {
      return x509::AlgorithmIdentifier::read(reader, "digestAlgorithm", asn1::context(1));
    });
  }
  data.encap_content_info.read(stream, [&]() -> Sink& { return receiver(data); });
  data.auth_attrs = read_optional_attributes(stream, 2, "authAttrs");
  data.mac = stream.value({}, [](Reader& reader) { return reader.octet_string("mac"); });
  data.unauth_attrs = read_optional_attributes(stream, 3, "unauthAttrs");
  stream.leave();
  return data;
}

AuthenticatedData AuthenticatedData::decode(ByteView content, asn1::Rules rules) {
  primitives::BytesSource source(content);
  asn1::StreamReader stream(source, rules);
  primitives::BytesSink sink;
  AuthenticatedData data = read(stream, [&](const AuthenticatedData&) -> Sink& { return sink; });
  stream.finish();
  auto& e_content = data.encap_content_info.e_content;
  if (e_content) e_content = sink.take();
  return data;
}

int required_version(const AuthenticatedData& data) {
  const auto& originator = data.originator_info;
  if (!originator) return 0;
  if (originator->has_certificate_choice(3) || originator->has_other_revocation_info()) return 3;
  return originator->has_certificate_choice(2) ? 1 : 0;
}

Bytes AuthenticatedData::encode_before_content() const {
  Writer writer;
  writer.raw(RecipientHead::encode(required_version(*this)));
  mac_algorithm.write(writer);
  if (digest_algorithm) digest_algorithm->write(writer, asn1::context(1));
  return writer.take();
}

Bytes AuthenticatedData::encode_after_content() const {
  Writer writer;
  if (!auth_attrs.empty()) auth_attrs.write(writer, 2);
  writer.octet_string(mac);
  if (!unauth_attrs.empty()) unauth_attrs.write(writer, 3);
  return writer.take();
}

Bytes AuthenticatedData::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.raw(encode_before_content());
      encap_content_info.write(inside);
      inside.raw(encode_after_content());
    });
  });
}

}  // namespace smime::cms
