// Recipients and signers by the ten thousand, and the bounds on what a message may ask for.
#include <ctime>

#include "asn1/stream_writer.hpp"
#include "cms/authenticated_data.hpp"
#include "cms/encryptor.hpp"
#include "cms/signature_verifier.hpp"
#include "primitives/password_kdf.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::error_kind;
using tests::TestRandom;
using x509::Reason;

namespace {

const Bytes kContent = primitives::to_bytes("To all of you.\r\n");

// Counts how often randomness is asked for: each private-key operation asks for its blinding.
class CountingRandom : public RandomSource {
 public:
  void fill(MutableByteView out) override {
    ++calls;
    random_.fill(out);
  }
  std::size_t calls = 0;

 private:
  TestRandom random_{77};
};

// A message to this many others, and last to Bob.
Bytes message_to(std::size_t others) {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(51);
  const Secret key = draw_content_encryption_key(ContentCipher::aes_256_cbc, random);
  const ContentEncryption how = draw_content_encryption(ContentCipher::aes_256_cbc, random);
  EnvelopedData data;
  KeyTransRecipientInfo other = wrap_key(key, cast.katie.certificate, random);
  for (std::size_t i = 0; i < others; ++i) {
    // Another serial number each, in three octets: they sort before Bob's by their issuer.
    IssuerAndSerialNumber id{
        cast.katie.certificate.issuer(),
        Bytes{static_cast<std::uint8_t>(1 + (i >> 16)), static_cast<std::uint8_t>(i >> 8),
              static_cast<std::uint8_t>(i)}};
    other.rid = CertificateIdentifier(id);
    other.encrypted_key[0] ^= static_cast<std::uint8_t>(i);
    data.recipient_infos.push_back(other);
  }
  data.recipient_infos.push_back(wrap_key(key, cast.bob.certificate, random));
  data.encrypted_content_info = {id_data, how.identifier(), encrypt_content(how, key, kContent)};
  return ContentInfo{id_envelopedData, data.encode()}.encode();
}

struct Opened {
  Decryption decryption;
  Bytes content;
  std::size_t calls = 0;
  double seconds = 0;
};

Opened open(const Bytes& message, const DecryptionKeys& keys) {
  CountingRandom random;
  primitives::BytesSource source(message);
  primitives::BytesSink sink;
  const std::clock_t start = std::clock();  // of this process alone: others do not count
  Decryption decryption = decrypt(source, keys, sink, random);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return {std::move(decryption), sink.take(), random.calls, seconds};
}

RecipientInfo password_recipient(std::uint32_t iterations) {
  TestRandom random(52);
  PasswordRecipient recipient{Secret(primitives::bytes_of("right"))};
  recipient.iterations = 1;
  PasswordRecipientInfo info = wrap_key(Secret(32), recipient, random);
  x509::Pbkdf2Parameters derivation = x509::Pbkdf2Parameters::from(*info.key_derivation_algorithm);
  derivation.iteration_count = iterations;
  info.key_derivation_algorithm = derivation.identifier();
  return info;
}

// What unwrapping with these passwords ends in.
std::optional<ErrorKind> tried(const RecipientInfos& infos, std::size_t passwords) {
  DecryptionKeys keys;
  for (std::size_t i = 0; i < passwords; ++i) {
    keys.passwords.emplace_back(primitives::bytes_of("wrong " + std::to_string(i)));
  }
  TestRandom random(53);
  ChosenRecipient chosen;
  return error_kind([&] { unwrap_key(infos, chosen, keys, 32, random); });
}

}  // namespace

TEST_CASE("a message to 10,000 is opened by its last one with one private-key operation", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  const Opened few = open(message_to(0), {{cast.bob}});
  CHECK(few.content == kContent);
  const Bytes message = message_to(9'999);
  const Opened many = open(message, {{cast.bob}});
  CHECK(many.content == kContent);
  CHECK(many.decryption.head.recipient_infos.size() == 10'000);
  CHECK(many.calls == few.calls);  // as many as for a message to Bob alone
  // Nobody is addressed: no key is used at all.
  CHECK(open(message, {{cast.museum}}).calls == 0);
}

TEST_CASE("whatever is wrong with an encrypted key, the same is done", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(58);
  const auto data = EnvelopedData::decode(ContentInfo::decode(message_to(0)).content);
  const auto with_key = [&](const Bytes& encrypted_key, const KeyTransport& how) {
    EnvelopedData changed = data;
    auto& info = std::get<KeyTransRecipientInfo>(changed.recipient_infos[0]);
    info.encrypted_key = encrypted_key;
    info.key_encryption_algorithm = how.identifier();
    return open(ContentInfo{id_envelopedData, changed.encode()}.encode(), {{cast.bob}});
  };
  for (const KeyTransport& how : {KeyTransport::pkcs1_v1_5(), KeyTransport::rsaes_oaep()}) {
    const Bytes right = wrap_key(Secret(32), cast.bob.certificate, random, how).encrypted_key;
    const Opened first = with_key(right, how);
    Bytes broken = right;
    broken[100] ^= 1;
    const Bytes short_key = wrap_key(Secret(16), cast.bob.certificate, random, how).encrypted_key;
    const Bytes no_padding(256, 1);
    for (const Bytes& wrong : {broken, short_key, no_padding}) {
      const Opened opened = with_key(wrong, how);
      CHECK(opened.calls == first.calls);
      // A wrong key leaves a right padding once in 256; what is written is no content of ours.
      CHECK(opened.content != kContent);
      CHECK(opened.decryption.chosen.has_value());
    }
  }
}

TEST_CASE("time grows with the recipients, and not with their square", "[cms][.long]") {
  const CmsCast& cast = CmsCast::get();
  const auto best = [&](std::size_t recipients) {
    const Bytes message = message_to(recipients);
    double least = open(message, {{cast.bob}}).seconds;
    for (int i = 0; i < 4; ++i) least = std::min(least, open(message, {{cast.bob}}).seconds);
    return least;
  };
  const double few = best(2'000), many = best(20'000);
  INFO("2,000 recipients: " << few << " s, 20,000: " << many << " s");
  CHECK(many < 40 * few);  // ten times is linear, a hundred times quadratic
}

TEST_CASE("10,000 recipients are made and opened, each with a key of its own", "[cms][.long]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(54);
  std::vector<Recipient> recipients(9'999, CertificateRecipient{cast.museum.certificate});
  recipients.push_back(CertificateRecipient{cast.bob.certificate});
  for (const auto cipher : {ContentCipher::aes_256_cbc, ContentCipher::aes_128_gcm}) {
    EncryptOptions options;
    options.cipher = cipher;
    const Opened opened = open(encrypt(kContent, recipients, options, random), {{cast.bob}});
    CHECK(opened.content == kContent);
  }
}

TEST_CASE("10,000 signers sign and are verified, each by itself", "[cms][.long]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(55);
  std::vector<Signer> signers(10'000, Signer{cast.museum.certificate, cast.museum.key});
  for (std::size_t i = 0; i < signers.size(); ++i) {
    signers[i].signing_time = Time{cast.now.seconds + static_cast<std::int64_t>(i)};
  }
  SignedData data =
      SignedData::decode(ContentInfo::decode(sign(signers, kContent, {}, random)).content);
  REQUIRE(data.signer_infos.size() == 10'000);
  CHECK(data.certificates.size() == 1);
  data.signer_infos[5'000].signature[3] ^= 1;
  const auto results = verify(data, digests_of(data, kContent));
  std::size_t valid = 0;
  for (const SignerResult& result : results) valid += result.valid() ? 1 : 0;
  CHECK(valid == 9'999);
  CHECK_FALSE(results[5'000].valid());
}

TEST_CASE("passwords: attempts and iterations of a message are bounded, all together", "[cms]") {
  CHECK(tried(RecipientInfos(10, password_recipient(1)), 100) == std::nullopt);
  CHECK(tried(RecipientInfos(11, password_recipient(1)), 100) == ErrorKind::limit_exceeded);
  const auto over = static_cast<std::uint32_t>(primitives::kMostIterations) + 1;
  CHECK(tried({password_recipient(over)}, 1) == ErrorKind::limit_exceeded);
  // The second one is refused before it is derived: the first needs one iteration.
  CHECK(tried({password_recipient(1), password_recipient(over - 1)}, 1) ==
        ErrorKind::limit_exceeded);
}

TEST_CASE("passwords: iterations up to the limit are done", "[cms][.long]") {
  const auto most = static_cast<std::uint32_t>(primitives::kMostIterations);
  CHECK(tried({password_recipient(most / 2), password_recipient(most / 2)}, 1) == std::nullopt);
  CHECK(tried({password_recipient(most)}, 1) == std::nullopt);
}

TEST_CASE("a shared key without a name opens its own RecipientInfo among others", "[cms]") {
  TestRandom random(56);
  const auto shared = [](std::uint8_t name, std::size_t size) {
    return SharedKey{Bytes{name}, Secret(Bytes(size, name))};
  };
  const std::vector<Recipient> recipients = {SharedKeyRecipient{shared(1, 32), KeyWrap::aes_256},
                                             SharedKeyRecipient{shared(2, 32), KeyWrap::aes_256},
                                             SharedKeyRecipient{shared(3, 16), KeyWrap::aes_128}};
  const Bytes message = encrypt(kContent, recipients, {}, random);
  for (const auto& recipient : recipients) {
    SharedKey unnamed = std::get<SharedKeyRecipient>(recipient).key;
    const Bytes name = std::exchange(unnamed.key_identifier, {});
    const Opened opened = open(message, {{}, {unnamed}});
    CHECK(opened.content == kContent);
    const auto& info =
        opened.decryption.head.recipient_infos.at(opened.decryption.chosen->recipient_info);
    CHECK(std::get<KekRecipientInfo>(info).kekid.key_identifier == name);
  }
}

TEST_CASE("one recipient with an unknown algorithm does not stand in the way", "[cms]") {
  TestRandom random(57);
  const Secret key(32);
  PasswordRecipient recipient{Secret(primitives::bytes_of("right"))};
  recipient.iterations = 1;
  PasswordRecipientInfo unknown = wrap_key(key, recipient, random);
  unknown.key_encryption_algorithm.algorithm = ObjectIdentifier("1.2.3");
  const PasswordRecipientInfo known = wrap_key(key, recipient, random);
  const DecryptionKeys keys{{}, {}, {Secret(primitives::bytes_of("right"))}};
  ChosenRecipient chosen;
  CHECK(unwrap_key({unknown, known}, chosen, keys, 32, random).view()[0] == 0);
  CHECK(chosen.recipient_info == 1);
  chosen = {};
  CHECK(error_kind([&] { unwrap_key({unknown}, chosen, keys, 32, random); }) ==
        ErrorKind::unsupported_algorithm);
}
