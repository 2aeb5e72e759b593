// The limits on received messages, each just inside and just outside.
#include "cms/enveloped_data.hpp"
#include "cms/signature_verifier.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::error_kind;

namespace {

// SignedData around nothing, with these raw elements in its sets.
struct Parts {
  std::vector<Bytes> digest_algorithms, certificates, crls, signers;

  Bytes encode() const {
    return asn1::encode([&](asn1::Writer& writer) {
      writer.sequence([&](asn1::Writer& fields) {
        fields.integer(1);
        fields.set_of(digest_algorithms);
        fields.sequence([](asn1::Writer& inside) { inside.object_identifier(id_data); });
        fields.set_of(certificates, asn1::context(0));
        fields.set_of(crls, asn1::context(1));
        fields.set_of(signers);
      });
    });
  }
};

std::optional<ErrorKind> decoded(const Parts& parts) {
  return error_kind([&] { SignedData::decode(parts.encode()); });
}

Bytes sha256_identifier() {
  return asn1::encode(
      [](asn1::Writer& w) { x509::algorithm_identifier(DigestAlgorithm::sha256).write(w); });
}

// A value inside of this many others, all of indefinite length.
Bytes nested(std::size_t levels) {
  Bytes value;
  for (std::size_t i = 0; i < levels; ++i) primitives::append(value, Bytes{0x30, 0x80});
  primitives::append(value, Bytes{0x05, 0x00});
  for (std::size_t i = 0; i < levels; ++i) primitives::append(value, Bytes{0x00, 0x00});
  return value;
}

// An unsigned attribute with such a value; the SignerInfos, the signer, the attributes, the
// attribute and its values are levels themselves.
std::optional<ErrorKind> decoded_with_nesting(std::size_t levels) {
  SignerInfo signer;
  const CmsCast& cast = CmsCast::get();
  signer.sid = CertificateIdentifier::of(cast.katie.certificate);
  signer.digest_algorithm = x509::algorithm_identifier(DigestAlgorithm::sha256);
  signer.signature_algorithm = x509::AlgorithmIdentifier::with_null(x509::rsaEncryption);
  signer.signature = Bytes(256);
  signer.unsigned_attrs.add(ObjectIdentifier("2.999"), nested(levels));
  Parts parts;
  parts.signers = {signer.encode()};
  return decoded(parts);
}

}  // namespace

TEST_CASE("certificates and CRLs of one message: twenty thousand each", "[cms][limits]") {
  const CmsCast& cast = CmsCast::get();
  Parts parts;
  parts.certificates.assign(kMostCertificates, primitives::to_bytes(cast.katie.certificate.der()));
  CHECK(decoded(parts) == std::nullopt);
  parts.certificates.push_back(parts.certificates.front());
  CHECK(decoded(parts) == ErrorKind::limit_exceeded);
  parts.certificates.clear();
  // What is no readable CRL counts as well.
  parts.crls.assign(kMostCertificates, Bytes{0x30, 0x00});
  CHECK(decoded(parts) == std::nullopt);
  parts.crls.push_back(parts.crls.front());
  CHECK(decoded(parts) == ErrorKind::limit_exceeded);
}

TEST_CASE("digest algorithms of one message: a thousand", "[cms][limits]") {
  Parts parts;
  parts.digest_algorithms.assign(kMostDigestAlgorithms, sha256_identifier());
  CHECK(decoded(parts) == std::nullopt);
  parts.digest_algorithms.push_back(sha256_identifier());
  CHECK(decoded(parts) == ErrorKind::limit_exceeded);
}

TEST_CASE("signers and recipients of one message: a hundred thousand", "[cms][limits][.long]") {
  SignerInfo signer;
  signer.sid = CertificateIdentifier(SubjectKeyIdentifier{Bytes{1}});
  signer.digest_algorithm = x509::algorithm_identifier(DigestAlgorithm::sha256);
  signer.signature_algorithm = x509::AlgorithmIdentifier::with_null(x509::rsaEncryption);
  Parts parts;
  parts.signers.assign(kMostSigners, signer.encode());
  CHECK(decoded(parts) == std::nullopt);
  parts.signers.push_back(signer.encode());
  CHECK(decoded(parts) == ErrorKind::limit_exceeded);

  KeyTransRecipientInfo recipient;
  recipient.rid = CertificateIdentifier(SubjectKeyIdentifier{Bytes{1}});
  recipient.key_encryption_algorithm = x509::AlgorithmIdentifier::with_null(x509::rsaEncryption);
  EnvelopedData data;
  data.recipient_infos.assign(kMostRecipients, recipient);
  data.encrypted_content_info = {
      id_data, ContentEncryption{ContentCipher::aes_256_cbc, Bytes(16)}.identifier(), Bytes(16)};
  CHECK(error_kind([&] { EnvelopedData::decode(data.encode()); }) == std::nullopt);
  data.recipient_infos.push_back(recipient);
  CHECK(error_kind([&] { EnvelopedData::decode(data.encode()); }) == ErrorKind::limit_exceeded);
}

TEST_CASE("values nest to a depth of 64", "[cms][limits]") {
  std::size_t most = 0;
  while (most < 100 && !decoded_with_nesting(most + 1)) ++most;
  CHECK(decoded_with_nesting(most + 1) == ErrorKind::limit_exceeded);
  // SignedData, the set of signers, SignerInfo, [1], Attribute and its set of values stand around
  // it.
  CHECK(most + 6 == asn1::kDefaultDepth);
}
