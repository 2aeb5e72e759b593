// Every octet of small messages flipped, deleted, doubled or with another before it: nothing
// crashes or hangs, and no other content passes for the original.
#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/digested_data.hpp"
#include "cms/encryptor.hpp"
#include "cms/receipt_signer.hpp"
#include "cms/signature_verifier.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using primitives::BytesSink;
using primitives::BytesSource;
using tests::CmsCast;
using tests::TestRandom;

namespace {

const Bytes kContent = primitives::to_bytes("Breakfast?\r\n");

/// What a message gives: its content, and whether it is said to be unchanged.
struct Read {
  Bytes content;
  bool valid = false;
};
using Reader = std::function<Read(const Bytes& message)>;

// Calls `act` with every changed form of the message.
void with_each_change(const Bytes& message, const std::function<void(const Bytes&)>& act) {
  for (std::size_t at = 0; at < message.size(); ++at) {
    const auto place = static_cast<std::ptrdiff_t>(at);
    for (const unsigned mask : {0x01U, 0x20U, 0x80U}) {
      Bytes changed = message;
      changed[at] = static_cast<std::uint8_t>(changed[at] ^ mask);
      act(changed);
    }
    Bytes shorter = message;
    shorter.erase(shorter.begin() + place);
    act(shorter);
    for (const std::uint8_t more : {message[at], std::uint8_t{0}}) {
      Bytes longer = message;
      longer.insert(longer.begin() + place, more);
      act(longer);
    }
    Bytes cut(message.begin(), message.begin() + place);
    act(cut);
  }
}

struct Tally {
  std::size_t refused = 0, invalid = 0, unchanged = 0, other = 0;
};

// @param proves  whether the content type shows by itself that its content is unchanged
Tally judge(const Bytes& message, const Reader& read, bool proves = true) {
  REQUIRE(read(message).valid);
  const Bytes original = read(message).content;
  Tally tally;
  with_each_change(message, [&](const Bytes& changed) {
    try {
      const Read result = read(changed);
      const bool same = result.content == original;
      if (!result.valid) ++tally.invalid;
      if (result.valid && same) ++tally.unchanged;
      if (result.valid && !same) ++tally.other;
    } catch (const Error&) {
      ++tally.refused;
    }
  });
  INFO("refused " << tally.refused << ", invalid " << tally.invalid << ", unchanged "
                  << tally.unchanged << ", other " << tally.other);
  CHECK(tally.refused + tally.invalid > message.size());
  if (proves) CHECK(tally.other == 0);
  return tally;
}

Read verified(const Bytes& message, const std::optional<Bytes>& detached = std::nullopt) {
  const CmsCast& cast = CmsCast::get();
  const std::vector candidates = {cast.museum.certificate};
  BytesSource source(message);
  BytesSink content;
  StreamVerification result;
  if (detached) {
    BytesSource outside(*detached);
    result = verify_detached(message, outside, candidates);
    content.write(*detached);
  } else {
    result = verify(source, content, candidates);
  }
  // At least one signer, and each of them right. An empty content that was taken away is no other
  // content: it is missing.
  bool valid = !result.signers.empty() &&
               (detached || result.signed_data.encap_content_info.e_content.has_value());
  for (const SignerResult& signer : result.signers) valid = valid && signer.valid();
  return {content.take(), valid};
}

Read decrypted(const Bytes& message) {
  static const DecryptionKeys keys{{CmsCast::get().museum}};
  TestRandom random(61);
  BytesSource source(message);
  BytesSink content;
  const bool opened = decrypt(source, keys, content, random).opened();
  return {content.take(), opened};
}

// With a key of 1,024 bits and without certificates, to be small.
Bytes signed_by_museum(Signer signer, SignOptions options = {}) {
  TestRandom random(62);
  options.signer_certificates = false;
  return sign({std::move(signer)}, kContent, options, random);
}

Signer museum() {
  const CmsCast& cast = CmsCast::get();
  return {cast.museum.certificate, cast.museum.key};
}

Bytes encrypted_to_museum(ContentCipher cipher) {
  TestRandom random(63);
  EncryptOptions options;
  options.cipher = cipher;
  return encrypt(kContent, {CmsCast::get().museum.certificate}, options, random);
}

}  // namespace

TEST_CASE("changed octets: signed data, with and without attributes", "[cms][changed]") {
  judge(signed_by_museum(museum()), [](const Bytes& message) { return verified(message); });
  Signer bare = museum();
  bare.with_attributes = false;
  judge(signed_by_museum(bare), [](const Bytes& message) { return verified(message); });
}

TEST_CASE("changed octets: a detached signature", "[cms][changed]") {
  SignOptions detached;
  detached.detached = true;
  const Bytes signature = signed_by_museum(museum(), detached);
  judge(signature, [](const Bytes& message) { return verified(message, kContent); });
  judge(kContent, [&](const Bytes& content) { return verified(signature, content); });
}

TEST_CASE("changed octets: RSASSA-PSS and indefinite lengths", "[cms][changed]") {
  Signer pss = museum();
  pss.rsassa_pss = true;
  judge(signed_by_museum(pss), [](const Bytes& message) { return verified(message); });
  TestRandom random(64);
  BytesSource source(kContent);
  BytesSink out;
  SignOptions options;
  options.signer_certificates = false;
  sign({museum()}, source, std::nullopt, options, out, random);
  judge(out.take(), [](const Bytes& message) { return verified(message); });
}

TEST_CASE("changed octets: authenticated encryption gives nothing else", "[cms][changed]") {
  judge(encrypted_to_museum(ContentCipher::aes_128_gcm), decrypted);
}

TEST_CASE("changed octets: CBC fails in one way, or is not noticed", "[cms][changed]") {
  // The encryption is not authenticated, and the report says so: what changed octets of the content
  // decipher to cannot be told from a content. All else is refused.
  const Bytes message = encrypted_to_museum(ContentCipher::aes_128_cbc);
  const Tally tally = judge(message, decrypted, false);
  CHECK(tally.other < message.size());
}

TEST_CASE("changed octets: authenticated, digested and compressed data", "[cms][changed]") {
  TestRandom random(65);
  static const DecryptionKeys keys{{CmsCast::get().museum}};
  const Bytes sealed =
      authenticate(kContent, {CertificateRecipient{CmsCast::get().museum.certificate}}, {}, random);
  judge(sealed, [](const Bytes& message) {
    TestRandom more(66);
    BytesSource source(message);
    BytesSink content;
    const auto result = verify_authenticated(source, keys, content, more);
    return Read{content.take(), result.report.passed()};
  });
  judge(digest_content(kContent, DigestAlgorithm::sha256), [](const Bytes& message) {
    BytesSource source(message);
    BytesSink content;
    const auto result = verify_digest(source, content);
    return Read{content.take(), result.report.passed()};
  });
  judge(compress(kContent), [](const Bytes& message) {
    BytesSource source(message);
    BytesSink content;
    decompress(source, content);
    return Read{content.take(), true};
  });
}

TEST_CASE("changed octets: encrypted data", "[cms][changed]") {
  TestRandom random(67);
  static const Secret key(Bytes(16, 5));
  EncryptOptions options;
  options.cipher = ContentCipher::aes_128_cbc;
  const Bytes message = encrypt_with_key(kContent, key, options, random);
  judge(
      message,
      [](const Bytes& changed) {
        BytesSource source(changed);
        BytesSink content;
        const bool opened = decrypt_with_key(source, key, content).opened();
        return Read{content.take(), opened};
      },
      false);
}

TEST_CASE("changed octets: a signed receipt", "[cms][changed][.long]") {
  TestRandom random(68);
  Signer asking = museum();
  const ReceiptRequest request{
      {1}, ReceiptRequest::From::all, {}, {{x509::GeneralName::rfc822("a@example.com")}}};
  asking.more_attributes = {{id_aa_receiptRequest, {request.encode()}}};
  const SignedData message =
      SignedData::decode(ContentInfo::decode(sign({asking}, kContent, {}, random)).content);
  const Bytes receipt = make_receipt(message, message.signer_infos.at(0), museum(), random);
  judge(receipt, [&](const Bytes& changed) {
    const ContentInfo info = ContentInfo::decode(changed);
    if (info.content_type != id_signedData) return Read{};
    const SignedData data = SignedData::decode(info.content);
    const auto result = verify_receipt(data, message.signer_infos.at(0), id_data,
                                       {CmsCast::get().museum.certificate});
    return Read{data.encap_content_info.e_content.value_or(Bytes{}), result.valid()};
  });
}
