// Chapter: certificates. What one holds, how a digital ID comes to be, and whom to trust.
#include "asn1/object_identifier.hpp"
#include "asn1/pem.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/rsa_keygen.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/story/byte_map.hpp"
#include "x509/path/verifier.hpp"
#include "x509/profile.hpp"
#include "x509/request.hpp"

namespace smime::walkthrough::chapters {
namespace {

using x509::Certificate;
using x509::Reason;
using x509::path::verify_certificate;

Text value(std::string text) {
  return compose("{}", {std::move(text)});
}

void yolanda(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("I", "pretend to be Yolanda Yodalacky");
  story.covers({"33", "34"});
  story.say(
      "A public key by itself names nobody. I draw a key pair, write \"Yolanda Yodalacky\" "
      "beside it, and post it for all to use. Then I sign:");
  const auto key = primitives::generate_rsa_key(kModulusBits, 65537, story.random());
  const Bytes claim = primitives::to_bytes(std::string_view("I owe Sam a breakfast. Yolanda"));
  const Bytes digest = primitives::digest(DigestAlgorithm::sha256, claim);
  const Bytes signature =
      primitives::rsassa_pkcs1_v1_5_sign(key, DigestAlgorithm::sha256, digest, story.random());
  story.bytes("\"Yolanda's\" signature", signature);
  story.require(primitives::rsassa_pkcs1_v1_5_verify({key.n, key.e}, DigestAlgorithm::sha256,
                                                     digest, signature),
                "the posted key verifies it; whoever believes the posting believes the note", {});
  const auto self_made = x509::issue_self_signed(
      x509::PrivateKey::rsa(key), lesson_name("Yolanda Yodalacky", "Anybody"),
      x509::Profile::person({"yolanda@example.com"}), x509::random_serial_number(story.random()),
      Cast::validity(), story.random());
  const auto result = verify_certificate(self_made, lesson.cast.trust(), {}, {}, Cast::now());
  story.say(
      "A certificate for Yolanda that I signed myself does not help me. Katie's program asks "
      "whom it trusts, and refuses:");
  story.require_refused("Yolanda's certificate, checked by Katie's program", result.report,
                        Reason::root_untrusted);
}

void what_it_holds(Lesson& lesson) {
  Story& story = lesson.story;
  const Certificate& mine = lesson.cast.sender().certificate;
  story.scene("The authority", "says which key belongs to which name");
  story.covers({"35", "36", "37", "38", "39", "40", "41"});
  story.table("My certificate, under the article's six headings",
              {{compose("Person's name", {}), value(mine.subject().rfc4514())},
               {compose("Public key", {}), value(mine.public_key().description())},
               {compose("Certificate authority", {}), value(mine.issuer().rfc4514())},
               {compose("Authority's signature", {}),
                value(primitives::to_hex(mine.signature_value().first(16)) + "...")},
               {compose("Expiration date", {}), value(mine.validity().not_after.rfc3339())},
               {compose("Other information", {}),
                compose("serial number {}, valid from {}, for the address {}, {} extensions",
                        {mine.serial_hex(), mine.validity().not_before.rfc3339(),
                         mine.emails().front(), mine.extensions().size()})}});
  story.map("The same certificate, octet by octet", mine.der(),
            byte_map(mine.der(), "Certificate"));
}

void digital_id(Lesson& lesson) {
  Story& story = lesson.story;
  const Person& me = lesson.cast.sender();
  story.scene("I", "how a digital ID comes to be: the request");
  story.say(
      "My program draws the key pair and keeps the private key. To the authority goes a "
      "request ({}): my name, my public key, and a signature made with the private key, "
      "which proves that I hold it.",
      {term("PKCS #10, RFC 2986")});
  const auto request = x509::make_request(me.private_key(), me.certificate.subject(),
                                          me.certificate.extensions(), story.random());
  story.map("The request", request.der(), byte_map(request.der(), "CertificationRequest"));
  story.file("request.pem", asn1::write_pem("CERTIFICATE REQUEST", request.der()));
  story.try_it("openssl req -in request.pem -verify -noout -subject", "C = US");
  story.scene("The authority", "checks the request and issues the certificate");
  story.require(request.verify(), "the signature on the request is made by the key inside it", {});
  const x509::Authority issuer = lesson.cast.issuer();
  const auto profile = x509::Profile::person({me.email});
  const Bytes serial = x509::random_serial_number(story.random());
  const auto tbs = x509::prepare(issuer, request.info().subject_pk_info, request.info().subject,
                                 profile, serial, Cast::validity());
  const Bytes to_be_signed = tbs.encode();
  const Certificate issued =
      x509::issue(issuer, request, profile, serial, Cast::validity(), story.random());
  story.say("It fills in a form of {} octets, {}, and signs those octets.",
            {to_be_signed.size(), term("the TBSCertificate")});
  story.require_equal("the octets that were signed are those of the finished certificate",
                      to_be_signed, issued.tbs_der());
  story.say(
      "The certificate and the private key together are my digital ID. The certificate is "
      "public; I send it with every message that I sign.");
  story.aside("a name is as good as the check behind it",
              "The signature says that the authority wrote this name beside this key. Whether it "
              "looked at a passport first, or only sent a mail to the address, is in its "
              "published policy, not in the mathematics.");
  story.covers({"j"});
}

void signature_by_hand(Lesson& lesson) {
  Story& story = lesson.story;
  const Certificate& mine = lesson.cast.sender().certificate;
  const auto authority_key = lesson.cast.authority().certificate.public_key().rsa_key();
  story.scene("Katie", "\"decrypts\" the authority's signature with its public key");
  story.covers({"42", "43"});
  const Integer s = primitives::os2ip(mine.signature_value());
  const Bytes encoded = primitives::i2osp(primitives::rsavp1(authority_key, s),
                                          primitives::octet_length(authority_key.n));
  story.bytes("The signature to the power e, modulo the authority's n", encoded, Zoom::block);
  const Bytes digest = primitives::digest(DigestAlgorithm::sha256, mine.tbs_der());
  story.bytes("SHA-256 of the signed part, computed by Katie", digest);
  story.require_equal("the octets at its end are the digest that Katie computed herself",
                      ByteView(encoded).last(digest.size()), digest);
  story.require_equal(
      "and all of it is what the standard prescribes ({}): padding, the name of "
      "the digest, the digest",
      encoded, primitives::emsa_pkcs1_v1_5_encode(DigestAlgorithm::sha256, digest, encoded.size()),
      {term("RFC 8017, 9.2")});
}

void trust(Lesson& lesson) {
  Story& story = lesson.story;
  const Certificate& mine = lesson.cast.sender().certificate;
  story.scene("Katie", "whom to trust");
  story.covers({"44", "45", "46"});
  story.say(
      "The authority's own key must be known already: it comes with the mail program, or "
      "Katie adds it, or she cross-certifies it, which is to say that she records her trust "
      "in it. With an empty list of trusted authorities nothing is valid, though the authority's "
      "certificate lies beside mine:");
  const auto nobody = verify_certificate(mine, x509::path::TrustStore(),
                                         {lesson.cast.authority().certificate}, {}, Cast::now());
  story.require_refused("My certificate, checked with no authority trusted", nobody.report,
                        Reason::root_untrusted);
  const auto known = verify_certificate(mine, lesson.cast.trust(), {}, {}, Cast::now());
  story.say("She adds the authority's certificate to her list, and asks again:");
  story.require_passed("My certificate, checked with the authority trusted", known.report);
  const auto late = verify_certificate(mine, lesson.cast.trust(), {}, {},
                                       Time{Cast::validity().not_after.seconds + 1});
  story.say("A second after its expiration date the same certificate is refused:");
  story.require_refused("My certificate, one second too late", late.report, Reason::expired);
}

void try_them(Lesson& lesson) {
  Story& story = lesson.story;
  story.try_it("openssl verify -attime " + std::to_string(Cast::now().seconds) +
                   " -CAfile authority.pem sender-certificate.pem",
               "sender-certificate.pem: OK");
  story.try_it("openssl x509 -in sender-certificate.pem -noout -text", "sam@example.com");
}

}  // namespace

void certificate(Lesson& lesson) {
  lesson.story.chapter("certificate", "Certificates, digital IDs and trust",
                       "A certificate for me, from the key pair to the authority's signature, and "
                       "the decision whether to believe it.");
  yolanda(lesson);
  what_it_holds(lesson);
  digital_id(lesson);
  signature_by_hand(lesson);
  trust(lesson);
  try_them(lesson);
  lesson.story.aside("what the article does not mention",
                     "A certificate is no secret; anyone may have it. And an authority can take it "
                     "back before it expires, when a key is stolen: it publishes a list of revoked "
                     "certificates, and programs that check it refuse them.");
  lesson.story.covers({"f"});
  lesson.story.exercise(
      "Change one octet of sender-certificate.pem with an editor and check it "
      "again. Which of the checks above catches it?");
}

}  // namespace smime::walkthrough::chapters
