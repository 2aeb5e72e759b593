// Chapter: S/MIME example three, secrecy and authentication: nested, opened from the outside in.
#include "cms/content_info.hpp"
#include "cms/enveloped_data.hpp"
#include "mime/entity.hpp"
#include "mime/smime/sender.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/chapters/opening.hpp"

namespace smime::walkthrough::chapters {
namespace {

using mime::secure::Verdict;
using x509::Reason;

std::string signed_message(Lesson& lesson, DigestAlgorithm digest) {
  cms::Signer signer{lesson.cast.sender().certificate, lesson.cast.sender().private_key()};
  signer.digest = digest;
  signer.signing_time = Cast::now();
  const auto prepared = mime::secure::prepare(primitives::bytes_of(breakfast_message(lesson.cast)));
  return mime::secure::sign_message(prepared, {signer}, mime::secure::SignedForm::multipart_signed,
                                    {}, lesson.story.random());
}

std::string encrypted_message(Lesson& lesson, const std::string& message, const Person& reader,
                              ContentCipher cipher) {
  cms::EncryptOptions options;
  options.cipher = cipher;
  return mime::secure::encrypt_message(mime::secure::prepare(primitives::bytes_of(message)),
                                       {reader.certificate}, options, lesson.story.random());
}

std::string nest(Lesson& lesson, std::string& inner) {
  Story& story = lesson.story;
  story.scene("My e-mail program", "authenticates the message first");
  story.covers({"78"});
  inner = signed_message(lesson, DigestAlgorithm::sha256);
  story.listing("The signed message, with today's algorithms", inner, Zoom::part);
  story.scene("My e-mail program", "makes the authenticated package secret, and sends it");
  story.covers({"79", "80"});
  story.say(
      "The whole signed message becomes the content of an envelope; only the fields that "
      "servers need stay outside.");
  const std::string outer =
      encrypted_message(lesson, inner, lesson.cast.katie(), ContentCipher::aes_256_cbc);
  story.listing("The message on the wire", outer);
  story.file("both.eml", outer);
  return outer;
}

void unwrap(Lesson& lesson, const std::string& outer) {
  Story& story = lesson.story;
  story.scene("Katie's e-mail program", "unwraps it from the outside in");
  story.covers({"81", "82", "83", "84"});
  const auto result = open_as(lesson, outer, {&lesson.cast.katie()}, Policy::modern);
  story.require(result.layers.size() == 2, "it finds {} layers", {result.layers.size()});
  story.require(result.layers[0].type == "enveloped-data" && result.layers[0].recipients[0].opened,
                "the outer one is {}: Katie's private key opens the session key, and the session "
                "key the rest",
                {term(result.layers[0].type)});
  story.require(result.layers[1].type == "signed-data",
                "what remains is a signed message, {}, which is authenticated as in example two",
                {term(result.layers[1].form)});
  story.require_passed("Every check of the inner layer", signer_report(result));
  story.listing("The innermost content", primitives::to_string(result.content));
  story.require(result.verdict == Verdict::valid, "the verdict on the whole is \"{}\"",
                {term(to_string(result.verdict))});
  story.try_it(
      "openssl smime -decrypt -in both.eml -recip katie-certificate.pem -inkey katie.pem "
      "| openssl smime -verify -CAfile authority.pem -attime " +
          std::to_string(Cast::now().seconds),
      std::string(kInvitation));
}

void tamper(Lesson& lesson, const std::string& inner) {
  Story& story = lesson.story;
  story.scene("Mallory", "changes the message and wraps it again");
  std::string changed = inner;
  changed.replace(changed.find("Dunkin Donuts"), 13, "Mallory's bar");
  const std::string wrapped =
      encrypted_message(lesson, changed, lesson.cast.katie(), ContentCipher::aes_256_cbc);
  const auto result = open_as(lesson, wrapped, {&lesson.cast.katie()}, Policy::modern);
  story.say("Anybody can encrypt for Katie, so the outer layer opens. The inner one tells:");
  story.require_refused("The changed message inside a new envelope", signer_report(result),
                        Reason::message_digest_mismatch);
}

// The place of the first whole cipher block that holds nothing but words of the invitation.
std::size_t block_inside(const std::string& inner) {
  constexpr std::size_t block = 16;
  const Bytes content = mime::secure::prepare(primitives::bytes_of(inner)).content;
  const std::size_t words = primitives::to_string(content).find(kInvitation);
  return (words + block - 1) / block * block;
}

void damage(Lesson& lesson, const std::string& inner, const std::string& outer) {
  Story& story = lesson.story;
  story.scene("Mallory", "changes a piece of the envelope without opening it");
  const auto entity = mime::Entity::parse(primitives::bytes_of(outer));
  const auto info = cms::ContentInfo::decode(entity.decoded_body());
  cms::EnvelopedData data = cms::EnvelopedData::decode(info.content);
  (*data.encrypted_content_info.encrypted_content)[block_inside(inner)] ^= 1;
  const auto result = open_as(lesson, repacked(data), {&lesson.cast.katie()}, Policy::modern);
  story.say(
      "She changes one bit of the encrypted content. In the chapter \"secrecy\" that went "
      "unnoticed, and here too the envelope opens. But now there is a signature inside:");
  story.require_refused("The signed message out of a damaged envelope", signer_report(result),
                        Reason::message_digest_mismatch);
}

void forward(Lesson& lesson, const std::string& inner) {
  Story& story = lesson.story;
  story.scene("Katie", "forwards my words, in a new envelope, to Mallory");
  story.covers({"d"});
  const std::string forwarded =
      encrypted_message(lesson, inner, lesson.cast.mallory(), ContentCipher::aes_256_cbc);
  const auto result = open_as(lesson, forwarded, {&lesson.cast.mallory()}, Policy::modern);
  story.require(result.verdict == Verdict::valid,
                "to Mallory it is \"{}\": my signature covers the words, not the reader they were "
                "meant for",
                {term(to_string(result.verdict))});
  story.aside("signed, then encrypted",
              "If it matters for whom a message is, its signed text must "
              "say so.");
}

}  // namespace

void both(Lesson& lesson) {
  lesson.story.chapter("both", "S/MIME example 3: secrecy and authentication",
                       "A message that is signed and then enveloped, opened from the outside in.");
  std::string inner;
  const std::string outer = nest(lesson, inner);
  unwrap(lesson, outer);
  damage(lesson, inner, outer);
  tamper(lesson, inner);
  forward(lesson, inner);
  lesson.story.exercise(
      "What could Mallory change without being noticed if the message were "
      "encrypted first and signed afterwards?");
}

}  // namespace smime::walkthrough::chapters
