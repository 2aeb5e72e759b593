// Chapter: why S/MIME combines ciphers, keys, digests and certificates, counted in operations.
#include "primitives/digest.hpp"
#include "primitives/integer.hpp"
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {
namespace {

void counted(Lesson& lesson) {
  Story& story = lesson.story;
  const Integer& n = lesson.cast.katie().key.n;
  const std::size_t picture = 1U << 20;
  const std::size_t block = primitives::octet_length(n) - 11;
  const std::size_t operations = (picture + block - 1) / block;
  story.scene("I", "a picture instead of an invitation");
  story.covers({"47", "48"});
  story.say("Suppose the message is a picture of {} octets.", {picture});
  story.table("What Katie's program has to do",
              {{compose("Public key alone", {}),
                compose("{} private-key operations, each a power with an exponent of {} bits",
                        {operations, primitives::bit_length(n)})},
               {compose("S/MIME", {}),
                compose("{} private-key operation for the session key, then {} blocks of {}",
                        {1, picture / 8, term("Triple DES")})}});
  story.require(operations > 1,
                "the power is the costly part, and S/MIME takes it once instead "
                "of {} times",
                {operations});
  story.say(
      "A signature is the same bargain: the private key is not applied to the picture but "
      "to its digest of {} octets.",
      {primitives::digest_size(DigestAlgorithm::sha1)});
}

Text described(std::string_view text) {
  return compose("{}", {term(text)});
}

void who_does_what(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("S/MIME", "who does what");
  story.covers({"49", "50", "54"});
  story.table("Each method where it is strong",
              {{described("RC2, TripleDES; today AES"),
                described("scramble the message, fast, under a session key")},
               {described("RSA"), described("carries the session key; makes the signature")},
               {described("SHA-1, MD5; today SHA-256"),
                described("shorten the message to what RSA can sign")},
               {described("X.509 certificates"), described("say whose public key that is")}});
  story.table("Where each is defined, and where this project implements it",
              {{described("RC2"), described("RFC 2268: primitives/rc2.cpp")},
               {described("TripleDES"), described("FIPS 46-3, SP 800-67: primitives/tdes.cpp")},
               {described("AES"), described("FIPS 197: primitives/aes.cpp")},
               {described("RSA"), described("RFC 8017: primitives/rsa.cpp")},
               {described("MD5, SHA-1, SHA-2"),
                described("RFC 1321, FIPS 180-4: primitives/md5.cpp, sha1.cpp, sha2.cpp")},
               {described("X.509"), described("RFC 5280: x509/")},
               {described("the package"), described("RFC 5652: cms/")},
               {described("the message"), described("RFC 8551: mime/smime/")}});
}

}  // namespace

void combination(Lesson& lesson) {
  lesson.story.chapter("combination", "How S/MIME combines them, and why",
                       "A count of what a large message costs with public keys alone, and with "
                       "all the methods together.");
  counted(lesson);
  who_does_what(lesson);
  lesson.story.exercise(
      "How many private-key operations does a message to ten people cost its "
      "sender if it is signed and encrypted once? And each of the readers?");
}

}  // namespace smime::walkthrough::chapters
