// Making and opening EnvelopedData: recipients of every kind, every cipher, and one way to fail.
#include "cms/decryptor.hpp"
#include "cms/encryptor.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::error_kind;
using tests::outcome;
using tests::TestRandom;
using x509::Reason;

namespace {

const Bytes kContent = primitives::to_bytes("Breakfast at Tiffany's?\r\n");

Secret password(const char* text) {
  return Secret(primitives::bytes_of(text));
}

struct Opened {
  Decryption decryption;
  Bytes content;
};

Opened open(const Bytes& message, const DecryptionKeys& keys) {
  TestRandom random(900);
  primitives::BytesSource source(message);
  primitives::BytesSink sink;
  Decryption decryption = decrypt(source, keys, sink, random);
  return {std::move(decryption), sink.take()};
}

std::vector<Recipient> one_of_each() {
  const CmsCast& cast = CmsCast::get();
  PasswordRecipient by_password{password("sesame")};
  by_password.iterations = 1000;
  return {CertificateRecipient{cast.katie.certificate},
          CertificateRecipient{cast.bob.certificate, KeyTransport::rsaes_oaep(), true},
          SharedKeyRecipient{{Bytes{1, 2, 3}, Secret(Bytes(32, 7))}, KeyWrap::aes_256},
          by_password};
}

// By Katie, after a change.
Opened reopened(const AuthEnvelopedData& changed) {
  const Bytes message = ContentInfo{id_ct_authEnvelopedData, changed.encode()}.encode();
  return open(message, {{CmsCast::get().katie}});
}

}  // namespace

TEST_CASE("every cipher encrypts and decrypts", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(1);
  for (const auto& info : primitives::content_ciphers()) {
    INFO(info.name);
    EncryptOptions options;
    options.cipher = info.cipher;
    const Bytes message = encrypt(kContent, {cast.katie.certificate}, options, random);
    const auto type = ContentInfo::decode(message).content_type;
    CHECK(type == (info.authenticated ? id_ct_authEnvelopedData : id_envelopedData));
    const Opened opened = open(message, {{cast.katie}});
    CHECK(opened.decryption.opened());
    CHECK(opened.content == kContent);
    CHECK(opened.decryption.cipher == info.name);
    const char* authenticated = info.authenticated ? "pass" : "note";
    CHECK(outcome(opened.decryption.report, "authenticated-encryption") == authenticated);
    CHECK((outcome(opened.decryption.report, "content-encryption") == "warning") == info.weak);
  }
}

TEST_CASE("a message is for recipients of every kind at once", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(2);
  for (const auto cipher : {ContentCipher::aes_256_cbc, ContentCipher::aes_128_gcm}) {
    EncryptOptions options;
    options.cipher = cipher;
    options.originator_certificates = {cast.diane.certificate};
    options.unprotected_attrs.add(ObjectIdentifier("1.2.5555"), Bytes{0x05, 0x00});
    const Bytes message = encrypt(kContent, one_of_each(), options, random);
    const std::vector<DecryptionKeys> ways = {{{cast.katie}},
                                              {{cast.bob}},
                                              {{}, {{Bytes{1, 2, 3}, Secret(Bytes(32, 7))}}},
                                              {{}, {}, {password("wrong"), password("sesame")}}};
    for (const auto& keys : ways) {
      const Opened opened = open(message, keys);
      CHECK(opened.decryption.opened());
      CHECK(opened.content == kContent);
      CHECK(opened.decryption.unprotected_attrs.count(ObjectIdentifier("1.2.5555")) == 1);
      REQUIRE(opened.decryption.head.originator_info);
      CHECK(opened.decryption.head.originator_info->certificates.front() == cast.diane.certificate);
    }
    if (cipher == ContentCipher::aes_256_cbc) {
      const EnvelopedData data = EnvelopedData::decode(ContentInfo::decode(message).content);
      CHECK(data.version == 3);
      CHECK(data.recipient_infos.size() == 4);
      CHECK(ContentInfo{id_envelopedData, data.encode()}.encode() == message);
    } else {
      const auto data = AuthEnvelopedData::decode(ContentInfo::decode(message).content);
      CHECK(data.version == 0);
      CHECK(ContentInfo{id_ct_authEnvelopedData, data.encode()}.encode() == message);
    }
  }
}

TEST_CASE("key-encryption keys of every kind wrap", "[cms]") {
  TestRandom random(3);
  struct Case {
    KeyWrap wrap;
    std::size_t size;
    ContentCipher cipher;
  };
  for (const Case& one : {Case{KeyWrap::triple_des, 24, ContentCipher::des_ede3_cbc},
                          Case{KeyWrap::rc2, 16, ContentCipher::rc2_128},
                          Case{KeyWrap::aes_128, 16, ContentCipher::aes_128_cbc},
                          Case{KeyWrap::aes_192, 24, ContentCipher::des_ede3_cbc},
                          Case{KeyWrap::aes_256, 32, ContentCipher::aes_256_gcm}}) {
    INFO("a key of " << one.size << " octets, kind " << static_cast<int>(one.wrap));
    Bytes kek(one.size);
    for (std::size_t i = 0; i < kek.size(); ++i) kek[i] = static_cast<std::uint8_t>(2 * i + 1);
    const SharedKey shared{Bytes{9}, Secret(ByteView(kek))};
    EncryptOptions options;
    options.cipher = one.cipher;
    const Bytes message = encrypt(
        kContent, std::vector<Recipient>{SharedKeyRecipient{shared, one.wrap}}, options, random);
    CHECK(open(message, {{}, {shared}}).content == kContent);
    const SharedKey unnamed{{}, shared.key};
    CHECK(open(message, {{}, {unnamed}}).content == kContent);
    kek[0] ^= 2;
    const SharedKey wrong{Bytes{9}, Secret(ByteView(kek))};
    // Under CBC one wrong key in 256 leaves a good padding by chance; nothing tells the two apart.
    CHECK(open(message, {{}, {wrong}}).content != kContent);
    const SharedKey other_name{Bytes{8}, shared.key};
    CHECK(open(message, {{}, {other_name}}).decryption.report.reasons() ==
          std::vector{Reason::no_recipient});
  }
  const SharedKey small{Bytes{9}, Secret(Bytes(10))};
  CHECK(error_kind([&] { wrap_key(Secret(16), small, KeyWrap::aes_128, random); }) ==
        ErrorKind::invalid_argument);
}

TEST_CASE("OAEP's parameters are written and read", "[cms]") {
  for (const auto digest :
       {DigestAlgorithm::sha1, DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
    KeyTransport how = KeyTransport::rsaes_oaep(digest);
    how.oaep->label = primitives::to_bytes("label");
    how.oaep->mgf_hash = DigestAlgorithm::sha224;
    const KeyTransport read = KeyTransport::of(how.identifier());
    REQUIRE(read.oaep);
    CHECK(read.oaep->hash == digest);
    CHECK(read.oaep->mgf_hash == DigestAlgorithm::sha224);
    CHECK(read.oaep->label == how.oaep->label);
  }
  // Defaults are left out: an empty SEQUENCE.
  CHECK(KeyTransport::rsaes_oaep(DigestAlgorithm::sha1).identifier().parameters ==
        Bytes{0x30, 0x00});
}

TEST_CASE("RC2 with every number of effective key bits", "[cms]") {
  CHECK(rc2_parameter_version(40) == 160);
  CHECK(rc2_parameter_version(64) == 120);
  CHECK(rc2_parameter_version(128) == 58);
  CHECK(rc2_parameter_version(256) == 256);
  for (unsigned bits = 1; bits <= 1024; ++bits) {
    CHECK(rc2_effective_key_bits(rc2_parameter_version(bits)) == bits);
  }
  CHECK(error_kind([] { rc2_effective_key_bits(1025); }) == ErrorKind::malformed);
  CHECK(error_kind([] { rc2_effective_key_bits(0xbd); }) == ErrorKind::malformed);
  for (const unsigned bits : {32U, 56U, 300U}) {
    ContentEncryption encryption{ContentCipher::rc2_128, Bytes(8, 1)};
    encryption.other_rc2_bits = bits;
    const ContentEncryption read = ContentEncryption::of(encryption.identifier());
    CHECK(read.other_rc2_bits == bits);
    CHECK(read.name() == "rc2-" + std::to_string(bits));
    const Secret key(Bytes(read.key_size(), 0x11));
    CHECK(decrypt_content(read, key, encrypt_content(encryption, key, kContent)) == kContent);
  }
}

TEST_CASE("parameters of content encryption that cannot be are refused", "[cms]") {
  const auto of = [](const ObjectIdentifier& oid, const Bytes& parameters) {
    return error_kind([&] { ContentEncryption::of({oid, parameters}); });
  };
  const auto octets = [](std::size_t size) {
    return asn1::encode([&](asn1::Writer& writer) { writer.octet_string(Bytes(size)); });
  };
  CHECK(of(id_aes256_CBC, octets(15)) == ErrorKind::malformed);
  CHECK(of(des_ede3_cbc, octets(16)) == ErrorKind::malformed);
  CHECK(of(rc2_cbc, octets(7)) == ErrorKind::malformed);
  CHECK(of(id_aes128_GCM, octets(12)) == ErrorKind::malformed);
  CHECK(of(ObjectIdentifier("1.2.3"), octets(8)) == ErrorKind::unsupported_algorithm);
  const auto gcm = [](std::size_t nonce, int tag) {
    return asn1::encode([&](asn1::Writer& writer) {
      writer.sequence([&](asn1::Writer& fields) {
        fields.octet_string(Bytes(nonce));
        fields.integer(tag);
      });
    });
  };
  CHECK(of(id_aes128_GCM, gcm(0, 16)) == ErrorKind::malformed);
  CHECK(of(id_aes128_GCM, gcm(12, 4)) == ErrorKind::malformed);
  CHECK(of(id_aes128_GCM, gcm(12, 13)) == std::nullopt);
}

TEST_CASE("a message that is for somebody else says so", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(4);
  const Bytes message = encrypt(kContent, {cast.katie.certificate}, {}, random);
  const Opened opened = open(message, {{cast.bob}, {}, {password("sesame")}});
  CHECK_FALSE(opened.decryption.chosen);
  CHECK(opened.decryption.report.reasons() == std::vector{Reason::no_recipient});
  CHECK(opened.content.empty());
  CHECK(error_kind([&] { decrypt(message, {{cast.bob}}, random); }) == ErrorKind::not_found);
  CHECK(error_kind([&] { encrypt(kContent, std::vector<Recipient>{}, {}, random); }) ==
        ErrorKind::invalid_argument);
}

TEST_CASE("a cipher in the wrong content type is refused", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(5);
  EncryptOptions options;
  options.cipher = ContentCipher::aes_256_gcm;
  const Bytes sealed = encrypt(kContent, {cast.katie.certificate}, options, random);
  AuthEnvelopedData from = AuthEnvelopedData::decode(ContentInfo::decode(sealed).content);
  // GCM without its tag, and CBC with a tag made up.
  EnvelopedData stripped{from, from.auth_encrypted_content_info, {}};
  const Opened without_tag =
      open(ContentInfo{id_envelopedData, stripped.encode()}.encode(), {{cast.katie}});
  CHECK(without_tag.decryption.report.reasons() == std::vector{Reason::type_mismatch});
  CHECK(without_tag.content.empty());
  from.auth_encrypted_content_info.content_encryption_algorithm =
      ContentEncryption{ContentCipher::aes_256_cbc, Bytes(16)}.identifier();
  const Opened cbc = reopened(from);
  CHECK(cbc.decryption.report.reasons() == std::vector{Reason::type_mismatch});
  CHECK(cbc.content.empty());
}

TEST_CASE("authenticated content comes out only where its tag is right", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(6);
  EncryptOptions options;
  options.cipher = ContentCipher::aes_128_gcm;
  options.content_type = id_signedData;
  const Bytes message = encrypt(kContent, {cast.katie.certificate}, options, random);
  const auto data = AuthEnvelopedData::decode(ContentInfo::decode(message).content);
  CHECK(data.auth_attrs.count(id_contentType) == 1);
  const Opened right = reopened(data);
  CHECK(right.content == kContent);
  CHECK(outcome(right.decryption.report, "content-type") == "pass");
  auto wrong_tag = data;
  wrong_tag.mac[0] ^= 1;
  auto short_tag = data;
  short_tag.mac.resize(12);
  auto wrong_content = data;
  wrong_content.auth_encrypted_content_info.encrypted_content->front() ^= 1;
  auto more_attributes = data;
  more_attributes.auth_attrs.add(ObjectIdentifier("1.2.5555"), Bytes{5, 0});
  for (const auto& changed : {wrong_tag, short_tag, wrong_content, more_attributes}) {
    const Opened opened = reopened(changed);
    CHECK(opened.decryption.report.reasons() == std::vector{Reason::decryption_failed});
    CHECK(opened.content.empty());
  }
  auto other_type = data;
  other_type.auth_encrypted_content_info.content_type = id_data;
  const Opened mismatched = reopened(other_type);
  CHECK(mismatched.decryption.report.reasons() == std::vector{Reason::content_type_mismatch});
  CHECK(mismatched.content.empty());
}

// The content's type is not under the tag by itself. \standard{RFC 5083, 2.1 and 2.2}
TEST_CASE("content whose tag is right stays inside where another rule is broken", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(6);
  EncryptOptions options;
  options.cipher = ContentCipher::aes_256_gcm;
  const Bytes message = encrypt(kContent, {cast.katie.certificate}, options, random);
  auto data = AuthEnvelopedData::decode(ContentInfo::decode(message).content);
  CHECK(data.auth_attrs.empty());
  data.auth_encrypted_content_info.content_type = id_signedData;
  const Opened bare = reopened(data);
  CHECK(outcome(bare.decryption.report, "decryption") == "pass");
  CHECK(bare.decryption.report.reasons() == std::vector{Reason::missing_attribute});
  CHECK(bare.content.empty());
  Bytes trailed = message;
  trailed.push_back(0);
  primitives::BytesSource source(trailed);
  primitives::BytesSink sink;
  CHECK(error_kind([&] { decrypt(source, {{cast.katie}}, sink, random); }) ==
        ErrorKind::trailing_data);
  CHECK(sink.bytes().empty());
}

TEST_CASE("a caller may hold authenticated content back, or not", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(7);
  EncryptOptions how;
  how.cipher = ContentCipher::aes_128_gcm;
  Bytes message = encrypt(kContent, {cast.katie.certificate}, how, random);
  message.back() ^= 1;  // of the tag
  for (const bool unsafe : {false, true}) {
    MemorySpool spool;
    DecryptOptions options;
    options.spool = &spool;
    options.unsafe_stream = unsafe;
    primitives::BytesSource source(message);
    primitives::BytesSink sink;
    CHECK_FALSE(decrypt(source, {{cast.katie}}, sink, random, options).opened());
    CHECK(sink.bytes() == (unsafe ? kContent : Bytes{}));
  }
}

TEST_CASE("wrong keys, padding, sizes and content fail alike", "[cms]") {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(8);
  EncryptOptions options;
  options.cipher = ContentCipher::aes_256_gcm;  // its tag makes every failure certain
  const Bytes message = encrypt(kContent, {cast.katie.certificate}, options, random);
  const auto data = AuthEnvelopedData::decode(ContentInfo::decode(message).content);
  std::vector<std::string> texts;
  const auto failure = [&](const AuthEnvelopedData& changed, const Identity& identity) {
    const Opened opened =
        open(ContentInfo{id_ct_authEnvelopedData, changed.encode()}.encode(), {{identity}});
    CHECK(opened.content.empty());
    std::string text;
    for (const auto& check : opened.decryption.report.checks()) {
      text += check.rule + "/" + check.detail + "/" + std::string(to_string(check.outcome)) + ";";
    }
    return text;
  };
  const auto with_key = [&](const Bytes& encrypted_key) {
    auto changed = data;
    std::get<KeyTransRecipientInfo>(changed.recipient_infos[0]).encrypted_key = encrypted_key;
    return changed;
  };
  const auto public_key = cast.katie.certificate.public_key().rsa_key();
  const Bytes original = std::get<KeyTransRecipientInfo>(data.recipient_infos[0]).encrypted_key;
  Bytes broken = original;
  broken[17] ^= 1;
  const Bytes other_size = std::get<KeyTransRecipientInfo>(
                               RecipientInfo(wrap_key(Secret(16), cast.katie.certificate, random)))
                               .encrypted_key;
  texts.push_back(failure(with_key(broken), cast.katie));
  texts.push_back(failure(with_key(other_size), cast.katie));
  texts.push_back(failure(with_key(Bytes(3, 1)), cast.katie));
  texts.push_back(failure(with_key(Bytes(256, 0xff)), cast.katie));
  texts.push_back(failure(data, {cast.katie.certificate, cast.bob.key}));
  texts.push_back(failure(data, {cast.katie.certificate, cast.museum.key}));
  auto changed = data;
  changed.auth_encrypted_content_info.encrypted_content->back() ^= 1;
  texts.push_back(failure(changed, cast.katie));
  for (const auto& text : texts) CHECK(text == texts.front());
  CHECK(texts.front().find("decryption failed") != std::string::npos);
}

TEST_CASE("encrypted data under a key of another size is not opened", "[cms]") {
  // Under zeros, which is no key of anybody's, whatever the size of the one that is given.
  TestRandom random(11);
  EncryptOptions options;
  options.cipher = ContentCipher::aes_256_cbc;
  const Bytes message = encrypt_with_key(kContent, Secret(Bytes(32, 0)), options, random);
  const auto opened_with = [&](const Secret& key) {
    primitives::BytesSource source(message);
    primitives::BytesSink content;
    const Decryption result = decrypt_with_key(source, key, content);
    CHECK(content.bytes().empty() != result.opened());
    return result.report.reasons();
  };
  CHECK(opened_with(Secret(Bytes(32, 0))).empty());
  for (const std::size_t size : {0U, 16U, 31U, 33U}) {
    CHECK(opened_with(Secret(Bytes(size, 1))) == std::vector{Reason::decryption_failed});
  }
}

TEST_CASE("a shared key that does not fit leaves the passwords to be tried", "[cms]") {
  TestRandom random(12);
  const Bytes message = encrypt(kContent, one_of_each(), {}, random);
  const SharedKey wrong{{}, Secret(Bytes(32, 8))}, right{{}, Secret(Bytes(32, 7))};
  CHECK(open(message, {{}, {wrong}, {password("sesame")}}).content == kContent);
  CHECK(open(message, {{}, {wrong, right}, {password("wrong")}}).content == kContent);
  CHECK_FALSE(open(message, {{}, {wrong}, {password("wrong")}}).content == kContent);
}

TEST_CASE("what passwords of one message iterate together is bounded", "[cms]") {
  TestRandom random(13);
  PasswordRecipient one{password("a")};
  one.iterations = 6'000'000;
  CHECK(error_kind([&] {
          encrypt(kContent, {one, one}, {}, random);
        }) == ErrorKind::limit_exceeded);
}

TEST_CASE("nothing may stand behind OAEP's parameters", "[cms]") {
  const auto kind_of = [](const std::string& parameters) {
    return error_kind([&] { KeyTransport::of({id_RSAES_OAEP, primitives::from_hex(parameters)}); });
  };
  // hashFunc SHA-256; MGF1 with SHA-256; an empty label: as they are, and each with NULL behind it.
  const std::string hash = "300d06096086480165030402010500";
  const std::string mgf = "06092a864886f70d010108";
  CHECK_FALSE(kind_of("3011a00f" + hash));
  CHECK(kind_of("3013a011" + hash + "0500") == ErrorKind::trailing_data);
  CHECK_FALSE(kind_of("301ea11c301a" + mgf + hash));
  CHECK(kind_of("3020a11e301c" + mgf + hash + "0500") == ErrorKind::trailing_data);
  CHECK(kind_of("3020a11e301a" + mgf + hash + "0500") == ErrorKind::trailing_data);
  CHECK_FALSE(kind_of("3011a20f300d06092a864886f70d0101090400"));
  CHECK(kind_of("3013a211300f06092a864886f70d01010904000500") == ErrorKind::trailing_data);
}

TEST_CASE("Triple DES wraps no key of another cipher", "[cms]") {
  TestRandom random(14);
  const SharedKey shared{{1},
                         Secret(primitives::from_hex("0123456789abcdef0123456789abcdef"
                                                     "fedcba9876543210"))};
  for (const auto cipher : {ContentCipher::aes_128_cbc, ContentCipher::aes_192_cbc,
                            ContentCipher::aes_256_cbc, ContentCipher::rc2_128}) {
    EncryptOptions options;
    options.cipher = cipher;
    CHECK(error_kind([&] {
            encrypt(kContent, {SharedKeyRecipient{shared, KeyWrap::triple_des}}, options, random);
          }) == ErrorKind::invalid_argument);
  }
}
