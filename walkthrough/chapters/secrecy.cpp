// Chapter: S/MIME example one, secrecy only. Seven steps, a package, and who can open it.
#include "cms/content_info.hpp"
#include "cms/decryptor.hpp"
#include "cms/encryptor.hpp"
#include "mime/smime/opener.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/cbc.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/chapters/opening.hpp"
#include "walkthrough/chapters/rounds.hpp"
#include "walkthrough/story/byte_map.hpp"

namespace smime::walkthrough::chapters {
namespace {

constexpr const char* kMine = "my e-mail program";
constexpr const char* kKaties = "Katie's e-mail program";
constexpr ContentCipher kCipher = ContentCipher::des_ede3_cbc;

// What the seven steps hand on.
struct Package {
  Secret session_key;
  cms::ContentEncryption encryption;
  Bytes encrypted_message;
  cms::EnvelopedData data;
  std::string message;
};

void session_key(Lesson& lesson, Package& package) {
  Story& story = lesson.story;
  story.step(1, kMine,
             "creates a random key that will be used in the symmetric cipher: the "
             "session key");
  story.covers({"55"});
  lesson.count_from(0x20, primitives::info(kCipher).key_size);
  package.session_key = cms::draw_content_encryption_key(kCipher, story.random());
  story.bytes("The session key", package.session_key.view());
  story.say(
      "{} octets for {}, the cipher that I choose. In this lesson they count upwards so that "
      "you recognise them further on; the last bit of each is then set so that its ones are "
      "odd in number, as {} wants it. A real program draws them anew for every message:",
      {package.session_key.size(), term("Triple DES"), term("FIPS 46-3")});
  const Secret another = cms::draw_content_encryption_key(kCipher, story.random());
  story.require(!(another == package.session_key), "a second session key is another one");
}

void encrypt_message(Lesson& lesson, Package& package, const mime::secure::Prepared& prepared) {
  Story& story = lesson.story;
  story.step(2, kMine, "encrypts the message with the symmetric cipher, using the session key");
  story.covers({"56", "i"});
  story.listing("What is encrypted: the message's content, as a MIME part of its own",
                primitives::to_string(prepared.content));
  lesson.count_from(0xa0, 8);
  package.encryption = cms::draw_content_encryption(kCipher, story.random());
  story.bytes("A random initialisation vector, so that equal messages look different",
              package.encryption.iv);
  const Bytes padded = primitives::pad(prepared.content, 8);
  story.bytes("The end of the content with its padding", ByteView(padded).last(16), Zoom::block);
  story.say(
      "The cipher works on blocks of {} octets. The content is filled up with {} octets of "
      "the value {} ({}).",
      {8, padded.size() - prepared.content.size(), padded.back(), term("RFC 5652, 6.3")});
  package.encrypted_message =
      cms::encrypt_content(package.encryption, package.session_key, prepared.content);
  story.bytes("The encrypted message", package.encrypted_message);
  story.require_equal(
      "block by block, with each block mixed into the next, gives the same octets",
      package.encrypted_message,
      primitives::cbc_encrypt(primitives::BlockCipher::tdes, package.session_key.view(),
                              package.encryption.iv, prepared.content));
  Bytes first(package.encryption.iv);
  for (std::size_t i = 0; i < first.size(); ++i) first[i] ^= prepared.content[i];
  story.bytes("The first block with the initialisation vector mixed in", first, Zoom::block);
  story.closer(Zoom::block, [&] {
    tdes_rounds(lesson, package.session_key.view(), first,
                ByteView(package.encrypted_message).first(first.size()));
  });
}

void encrypt_session_key(Lesson& lesson, Package& package) {
  Story& story = lesson.story;
  const auto& katie = lesson.cast.katie();
  story.step(3, kMine,
             "encrypts the session key with public key cryptography, using Katie's "
             "public key");
  story.covers({"57"});
  const std::size_t k = katie.key.size();
  const Secret block =
      primitives::eme_pkcs1_v1_5_encode(package.session_key.view(), k, story.random());
  const std::size_t ps = k - package.session_key.size() - 3;
  story.map("The session key in a block as long as Katie's modulus", block.view(),
            {{0, 2, "00 02: padding for encryption", "", 0},
             {2, ps, "random octets, none of them zero", "", 0},
             {2 + ps, 1, "00: the end of the padding", "", 0},
             {3 + ps, package.session_key.size(), "the session key", "step 1", 0}},
            Zoom::block);
  // The library draws its own random octets; the package takes the block that is shown.
  cms::KeyTransRecipientInfo info =
      cms::wrap_key(package.session_key, katie.certificate, story.random());
  info.encrypted_key = primitives::i2osp(
      primitives::rsaep(katie.key.public_key(), primitives::os2ip(block.view())), k);
  package.data.recipient_infos.push_back(info);
  story.say(
      "The block is read as a number and raised to Katie's public exponent, modulo her "
      "modulus ({}). The random octets make it different every time.",
      {term("RFC 8017, 7.2.1")});
  story.bytes("The encrypted session key", info.encrypted_key);
  story.require(primitives::rsaes_pkcs1_v1_5_decrypt(katie.key, info.encrypted_key,
                                                     story.random()) == package.session_key,
                "Katie's private key will turn it back into the session key");
  story.table("For whom it is",
              {{compose("Katie's certificate", {}), compose("{}", {info.rid.text()})}});
}

void make_package(Lesson& lesson, Package& package, const mime::secure::Prepared& prepared) {
  Story& story = lesson.story;
  story.step(4, kMine,
             "creates a package of data: the encrypted message, the encrypted session "
             "key, my X.509 certificate, and the identification of the algorithms");
  story.covers({"58", "59", "60", "61", "b"});
  package.data.originator_info = cms::OriginatorInfo::of({lesson.cast.sender().certificate});
  package.data.encrypted_content_info = {cms::id_data, package.encryption.identifier(),
                                         package.encrypted_message};
  const Bytes der = cms::ContentInfo{cms::id_envelopedData, package.data.encode()}.encode();
  story.map("The package: enveloped data, also called a digital envelope", der,
            byte_map(der, "ContentInfo",
                     {{primitives::to_bytes(lesson.cast.sender().certificate.der()),
                       "my certificate", "chapter certificate"},
                      {package.encryption.iv, "the initialisation vector", "step 2"},
                      {package.encrypted_message, "the encrypted message", "step 2"},
                      {std::get<cms::KeyTransRecipientInfo>(package.data.recipient_infos.front())
                           .encrypted_key,
                       "the encrypted session key", "step 3"}}));
  story.covers({"65"});
  story.aside("my certificate in the package",
              "The article puts the sender's certificate into the secret package. The field for it "
              "exists ({}), and this lesson fills it; hardly any mail program does. It proves "
              "nothing by itself: anybody may put my certificate there.",
              {term("originatorInfo")});
  package.message = mime::secure::pkcs7_mime(prepared.outer, der, "enveloped-data");
}

void send(Lesson& lesson, const Package& package) {
  Story& story = lesson.story;
  story.step(5, kMine, "sends the package to Katie: this is an S/MIME message");
  story.covers({"62", "e"});
  story.listing("The message on the wire", package.message);
  story.file("secret.eml", package.message);
  story.require(package.message.find(kInvitation) == std::string::npos,
                "none of the machines on the way finds \"{}\" in it", {term(kInvitation)});
  story.try_it("openssl cms -cmsout -print -noout -in secret.eml", "originatorInfo:");
  story.say("What stays readable is the outside: who writes to whom, and the subject.");
}

void open_session_key(Lesson& lesson, const Package& package, Secret& opened) {
  Story& story = lesson.story;
  story.step(6, kKaties, "uses Katie's private key to decrypt the session key");
  story.covers({"63"});
  opened =
      cms::unwrap_key(std::get<cms::KeyTransRecipientInfo>(package.data.recipient_infos.front()),
                      lesson.cast.katie().private_key(), kCipher, story.random());
  story.bytes("The session key that Katie's program finds", opened.view());
  story.require_equal("it is the one of step {}", opened.view(), package.session_key.view(), {1});
}

void open_message(Lesson& lesson, const Package& package, const Secret& key,
                  const mime::secure::Prepared& prepared) {
  Story& story = lesson.story;
  story.step(7, kKaties,
             "decrypts the message, using the session key and the information about "
             "the symmetric cipher");
  story.covers({"64"});
  const auto content = cms::decrypt_content(package.encryption, key, package.encrypted_message);
  story.require(content.has_value(), "the padding at the end is right, and is taken away");
  story.listing("What Katie reads", primitives::to_string(*content));
  story.require_equal("it is what I wrote, octet for octet", *content, prepared.content);
  const auto result = open_as(lesson, package.message, {&lesson.cast.katie()}, Policy::article);
  story.require_equal("the program smime, given the whole message, comes to the same content",
                      result.content, prepared.content);
  story.try_it("openssl cms -decrypt -in secret.eml -recip katie-certificate.pem -inkey katie.pem",
               std::string(kInvitation));
}

void others_fail(Lesson& lesson, const Package& package) {
  Story& story = lesson.story;
  story.scene("Everybody else", "tries to read it");
  story.covers({"1"});
  for (const Person* person : {&lesson.cast.mallory(), &lesson.cast.sender()}) {
    const auto result = open_as(lesson, package.message, {person}, Policy::article);
    story.require(result.verdict == mime::secure::Verdict::undecryptable, "{} cannot: {}",
                  {term(person->name), term(result.error)});
  }
  story.say(
      "I cannot read my own message any more either. Mail programs therefore put their "
      "owner among the recipients.");
  const Secret guess =
      cms::unwrap_key(std::get<cms::KeyTransRecipientInfo>(package.data.recipient_infos.front()),
                      lesson.cast.mallory().private_key(), kCipher, story.random());
  story.require(!(guess == package.session_key),
                "and Mallory's private key, used on Katie's block all the same, gives octets that "
                "are not the session key");
}

void tamper(Lesson& lesson, const Package& package) {
  Story& story = lesson.story;
  story.scene("Mallory", "tampers with the package");
  story.covers({"c"});
  cms::EnvelopedData changed = package.data;
  std::get<cms::KeyTransRecipientInfo>(changed.recipient_infos.front()).encrypted_key.back() ^= 1;
  const auto broken = open_as(lesson, repacked(changed), {&lesson.cast.katie()}, Policy::article);
  story.require(broken.verdict == mime::secure::Verdict::undecryptable,
                "one bit of the encrypted session key changed: {}. The program says no more, so "
                "that its answers teach an attacker nothing.",
                {term(broken.error)});
  changed = package.data;
  (*changed.encrypted_content_info.encrypted_content)[0] ^= 1;
  const auto garbled = open_as(lesson, repacked(changed), {&lesson.cast.katie()}, Policy::article);
  story.require(
      garbled.content !=
          open_as(lesson, package.message, {&lesson.cast.katie()}, Policy::article).content,
      "one bit of the encrypted message changed: it opens all the same, and what Katie "
      "reads is not what I wrote");
  story.bytes("The first octets that Katie reads now",
              ByteView(garbled.content).first(std::min<std::size_t>(garbled.content.size(), 16)));
  story.aside("secrecy is not integrity",
              "Nothing in this package shows that the message arrived unchanged. A signature "
              "inside does, and so does a cipher that authenticates ({}).",
              {term("AES-GCM")});
}

}  // namespace

void secrecy(Lesson& lesson) {
  lesson.story.chapter("secrecy", "S/MIME example 1: secrecy only",
                       "A message to Katie that nobody else can read, in the article's seven "
                       "steps; then others try to open it and to change it.");
  const auto prepared = mime::secure::prepare(primitives::bytes_of(breakfast_message(lesson.cast)));
  Package package;
  session_key(lesson, package);
  encrypt_message(lesson, package, prepared);
  encrypt_session_key(lesson, package);
  make_package(lesson, package, prepared);
  send(lesson, package);
  Secret opened;
  open_session_key(lesson, package, opened);
  open_message(lesson, package, opened, prepared);
  others_fail(lesson, package);
  tamper(lesson, package);
  lesson.story.exercise(
      "Add me as a second recipient. Which of the seven steps happen twice, and "
      "which only once?");
}

}  // namespace smime::walkthrough::chapters
