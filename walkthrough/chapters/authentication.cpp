// Chapter: S/MIME example two, authentication only. Eight steps, two forms, and what tampering
// meets.

#include "cms/content_info.hpp"
#include "cms/signature_verifier.hpp"
#include "cms/signer.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/chapters/opening.hpp"
#include "walkthrough/story/byte_map.hpp"
#include "x509/path/verifier.hpp"

namespace smime::walkthrough::chapters {
namespace {

using x509::Reason;

constexpr const char* kMine = "my e-mail program";
constexpr const char* kKaties = "Katie's e-mail program";
constexpr DigestAlgorithm kDigest = DigestAlgorithm::sha1;

struct Package {
  Bytes digest;
  cms::Attributes attributes;
  cms::SignerInfo signer_info;
  Bytes cms;
  std::string message;
};

cms::Signer me(const Lesson& lesson, DigestAlgorithm digest) {
  cms::Signer signer{lesson.cast.sender().certificate, lesson.cast.sender().private_key()};
  signer.digest = digest;
  signer.signing_time = Cast::now();
  return signer;
}

void digest_message(Lesson& lesson, Package& package, const Bytes& content) {
  Story& story = lesson.story;
  story.step(1, kMine, "creates a digest of the message, using a hashing function");
  story.covers({"66", "i"});
  story.listing("What is digested: the message's content, as a MIME part with CRLF line ends",
                primitives::to_string(content));
  package.digest = primitives::digest(kDigest, content);
  story.bytes("Its digest by SHA-1", package.digest);
}

void sign_digest(Lesson& lesson, Package& package) {
  Story& story = lesson.story;
  const auto& key = lesson.cast.sender().key;
  story.step(2, kMine,
             "encrypts the message digest with public key cryptography, using my private "
             "key");
  story.covers({"67", "a", "h"});
  const cms::Signer signer = me(lesson, kDigest);
  package.attributes = cms::signed_attributes(signer, cms::id_data, package.digest);
  const Bytes attributes = package.attributes.encode_as_set();
  story.say(
      "Between the digest and the signature stands something that the article leaves out: "
      "the signed attributes. They hold the digest, the type of the content and the time, "
      "and it is they that are signed ({}).",
      {term("RFC 5652, 5.4")});
  story.map("The signed attributes", attributes,
            byte_map(attributes, "Attributes", {{package.digest, "the message digest", "step 1"}}));
  const Bytes second = primitives::digest(kDigest, attributes);
  story.bytes("Their own digest", second);
  const Bytes block = primitives::emsa_pkcs1_v1_5_encode(kDigest, second, key.size());
  const std::size_t prefix = primitives::digest_info_prefix(kDigest).size();
  const std::size_t ps = block.size() - prefix - second.size() - 3;
  story.map("The block that is \"encrypted\"", block,
            {{0, 2, "00 01: padding for signatures", "", 0},
             {2, ps, "octets ff", "", 0},
             {2 + ps, 1, "00: the end of the padding", "", 0},
             {3 + ps, prefix, "DigestInfo: the name of the digest", "", 0},
             {3 + ps + prefix, second.size(), "the digest of the attributes", "above", 0}},
            Zoom::block);
  const Bytes signature = primitives::i2osp(
      primitives::rsasp1(key, primitives::os2ip(block), story.random()), key.size());
  package.signer_info = cms::make_signer_info(signer, cms::id_data, package.digest, story.random());
  story.bytes("Raised to my private exponent: the encrypted message digest, or signature",
              signature);
  story.require_equal("the library's own signature is the same", signature,
                      package.signer_info.signature);
}

void make_package(Lesson& lesson, Package& package, const Bytes& content) {
  Story& story = lesson.story;
  story.step(3, kMine,
             "creates a package of data: the original message, the encrypted digest, my "
             "X.509 certificate, and the identification of the algorithms");
  story.covers({"68", "69", "70", "71"});
  cms::SignOptions options;
  cms::SignedData data = cms::prepare_signed_data({me(lesson, kDigest)}, content, options);
  data.signer_infos.push_back(package.signer_info);
  package.cms = cms::ContentInfo{cms::id_signedData, data.encode()}.encode();
  story.map("The package: signed data", package.cms,
            byte_map(package.cms, "ContentInfo",
                     {{primitives::to_bytes(lesson.cast.sender().certificate.der()),
                       "my certificate", "chapter certificate"},
                      {content, "the original message", "step 1"},
                      {package.digest, "the message digest", "step 1"},
                      {package.signer_info.signature, "the encrypted digest", "step 2"}}));
  story.require_equal("signing in one call gives the same package", package.cms,
                      cms::sign({me(lesson, kDigest)}, content, options, story.random()));
}

void send(Lesson& lesson, Package& package, const mime::secure::Prepared& prepared) {
  Story& story = lesson.story;
  story.step(4, kMine, "sends the package to Katie: this is an S/MIME message");
  story.covers({"72", "77"});
  cms::SignOptions options;
  options.detached = true;
  const Bytes detached =
      cms::sign({me(lesson, kDigest)}, prepared.content, options, story.random());
  package.message = mime::secure::multipart_signed(
      prepared, detached, {kDigest}, mime::secure::draw_boundary(prepared.content, story.random()));
  const std::string opaque = mime::secure::pkcs7_mime(prepared.outer, package.cms, "signed-data");
  story.say(
      "There are two ways to send it. In the clear form the message stays readable for "
      "every program, and the package, without the message in it, goes along:");
  story.listing("The message on the wire, clear-signed", package.message);
  story.say(
      "In the opaque form the package is all there is, as in the chapter \"secrecy\". It "
      "survives servers that change line ends, but a program without S/MIME shows nothing.");
  story.file("signed.eml", package.message);
  story.file("signed-opaque.eml", opaque);
  story.require_equal("both forms open to the same content",
                      open_as(lesson, package.message, {}, Policy::article).content,
                      open_as(lesson, opaque, {}, Policy::article).content);
}

void take_key(Lesson& lesson) {
  Story& story = lesson.story;
  story.step(5, kKaties,
             "verifies that my X.509 certificate is valid and retrieves my public key "
             "from it");
  story.covers({"73"});
  x509::path::PathOptions options;
  options.policy = Policy::article;
  options.purpose = x509::path::Purpose::sign;
  const auto result = x509::path::verify_certificate(
      lesson.cast.sender().certificate, lesson.cast.trust(), {}, {}, Cast::now(), options);
  story.require_passed("My certificate, checked by Katie's program", result.report);
}

void decrypt_digest(Lesson& lesson, const Package& package, Bytes& decrypted) {
  Story& story = lesson.story;
  story.step(6, kKaties, "uses my public key to decrypt the message digest");
  story.covers({"74"});
  const auto key = lesson.cast.sender().certificate.public_key().rsa_key();
  const Bytes block = primitives::i2osp(
      primitives::rsavp1(key, primitives::os2ip(package.signer_info.signature)), key.size());
  decrypted.assign(block.end() - 20, block.end());
  story.bytes("The signature, raised to my public exponent: its last octets", decrypted);
  story.require_equal("they are the digest of the signed attributes", decrypted,
                      primitives::digest(kDigest, package.signer_info.signed_attrs_der));
  const auto value = package.signer_info.signed_attrs->only_value(cms::id_messageDigest);
  decrypted = cms::read_message_digest(*value);
  story.bytes("Among these attributes stands the message's digest, as I signed it", decrypted);
}

void recompute(Lesson& lesson, const Bytes& content, Bytes& computed) {
  Story& story = lesson.story;
  story.step(7, kKaties,
             "uses the information about the hashing function to compute the message "
             "digest of the original message by itself");
  story.covers({"75"});
  computed = primitives::digest(kDigest, content);
  story.bytes("The digest that Katie's program computes", computed);
}

void compare(Lesson& lesson, const Package& package, ByteView decrypted, ByteView computed) {
  Story& story = lesson.story;
  story.step(8, kKaties, "compares the decrypted digest with the one it computed");
  story.covers({"76", "2"});
  story.require_equal("the two digests match: the message was not tampered with, and it is mine",
                      decrypted, computed);
  const auto result = open_as(lesson, package.message, {}, Policy::article);
  story.require_passed("All the checks of the program smime, under the article's policy",
                       signer_report(result));
  const auto today = open_as(lesson, package.message, {}, Policy::modern);
  story.say("Today's policy is stricter. It finds the same octets in order and still refuses:");
  story.require_refused("The same message under today's policy", signer_report(today),
                        Reason::weak_digest);
  story.try_it("openssl smime -verify -in signed.eml -CAfile authority.pem -attime " +
                   std::to_string(Cast::now().seconds),
               std::string(kInvitation));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

void tamper(Lesson& lesson, const Package& package, const mime::secure::Prepared& prepared) {
  Story& story = lesson.story;
  story.scene("Mallory", "tampers, and a different check catches each attempt");
  story.covers({"3", "4", "5", "7"});
  story.say("She changes the place in the message:");
  const auto words = open_as(lesson, replaced(package.message, "Dunkin Donuts", "the old harbour"),
                             {}, Policy::article);
  story.require_refused("Another message under my signature", signer_report(words),
                        Reason::message_digest_mismatch);
  story.say("She changes the signature:");
  cms::SignedData data = cms::SignedData::decode(cms::ContentInfo::decode(package.cms).content);
  data.signer_infos.front().signature.back() ^= 1;
  const Bytes forged = cms::ContentInfo{cms::id_signedData, data.encode()}.encode();
  const auto broken = open_as(
      lesson, mime::secure::pkcs7_mime(prepared.outer, forged, "signed-data"), {}, Policy::article);
  story.require_refused("A forged signature", signer_report(broken), Reason::signature_mismatch);
  story.say(
      "She signs with her own key, which is certified for her own address, and writes my "
      "name above it:");
  cms::Signer mallory{lesson.cast.mallory().certificate, lesson.cast.mallory().private_key()};
  mallory.signing_time = Cast::now();
  const std::string hers = mime::secure::sign_message(
      prepared, {mallory}, mime::secure::SignedForm::multipart_signed, {}, story.random());
  const auto spoof = open_as(lesson, hers, {}, Policy::article);
  story.require_refused("My name over Mallory's signature", signer_report(spoof),
                        Reason::address_mismatch);
  story.say(
      "These are separate answers to separate questions: is the message what was signed, is "
      "the signature that key's, and is the key the sender's?");
}

}  // namespace

void authentication(Lesson& lesson) {
  lesson.story.chapter("authentication", "S/MIME example 2: authentication only",
                       "A message that proves to Katie that I sent it, in the article's eight "
                       "steps; then Mallory tampers with it.");
  const auto prepared = mime::secure::prepare(primitives::bytes_of(breakfast_message(lesson.cast)));
  Package package;
  digest_message(lesson, package, prepared.content);
  sign_digest(lesson, package);
  make_package(lesson, package, prepared.content);
  send(lesson, package, prepared);
  take_key(lesson);
  Bytes decrypted, computed;
  decrypt_digest(lesson, package, decrypted);
  recompute(lesson, prepared.content, computed);
  compare(lesson, package, decrypted, computed);
  tamper(lesson, package, prepared);
  lesson.story.exercise(
      "Which of the checks would catch Mallory if she replaced my certificate "
      "in the package with her own, and changed nothing else?");
}

}  // namespace smime::walkthrough::chapters
