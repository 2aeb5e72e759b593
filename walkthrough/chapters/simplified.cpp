// Chapter: where the article simplifies, point by point.
#include <array>

#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {
namespace {

struct Point {
  const char* item;
  std::string_view title;
  std::string_view text;
  std::vector<Value> values;
};

void say_points(Story& story, std::span<const Point> points) {
  for (const Point& point : points) {
    story.covers({point.item});
    story.aside(std::string(point.title), point.text, point.values);
  }
}

void about_the_mathematics(Story& story) {
  const Point points[] = {
      {"a",
       "\"encrypts the digest with the private key\"",
       "This describes {} alone. In {} and in elliptic-curve signatures nothing is encrypted and "
       "nothing comes back: the verifier computes with digest, signature and public key, and the "
       "answer is yes or no.",
       {term("RSA"), term("DSA")}},
      {"g",
       "RC2, MD5, SHA-1 and short keys",
       "What the article names was what its year had. {} and {} no longer resist finding two "
       "messages with one digest, forty-bit {} falls to trying all keys, and moduli of half a "
       "thousand bits have been split. This project makes and reads them to explain them; its "
       "default policy refuses to trust them.",
       {term("MD5"), term("SHA-1"), term("RC2")}},
      {"h",
       "what is signed",
       "Between the message's digest and the signature stand the signed attributes: type, time "
       "and the digest itself. The signature is over the attributes, and so only indirectly over "
       "the message ({}).",
       {term("RFC 5652, 5.4")}},
      {"i",
       "\"the message\"",
       "What is digested is not the message as the screen shows it but one MIME part, with its "
       "own header and with line ends in canonical form ({}). A server that changes a line end "
       "breaks the signature.",
       {term("RFC 8551, 3.1.1")}}};
  say_points(story, points);
}

void about_the_promises(Story& story) {
  const Point points[] = {
      {"b",
       "my certificate in the secret package",
       "The standard lets the sender's certificate travel in an encrypted message, as the article "
       "says, but hardly any program puts it there. The certificate usually travels with a "
       "signature. The chapter \"secrecy\" does as the article does.",
       {}},
      {"c",
       "secrecy without integrity",
       "Encryption alone does not show that a message arrived unchanged. Pieces of a ciphertext "
       "can be cut and joined so that it opens to something else, and mail programs that showed "
       "such text have leaked it to attackers. Authenticated encryption ({}), or a signature "
       "inside, closes this.",
       {term("AES-GCM, RFC 5084")}},
      {"d",
       "signed, then encrypted",
       "The signature in example three does not say for whom it was meant. Katie can take the "
       "signed part out, encrypt it again for Mallory, and Mallory sees a valid signature of "
       "mine. Names inside the signed text protect against that.",
       {}},
      {"e",
       "the envelope's outside",
       "Subject, sender, recipients and date stay readable in an encrypted message unless they "
       "are repeated inside and replaced outside ({}).",
       {term("RFC 9788")}},
      {"f",
       "what is public, and what is taken back",
       "A certificate is not secret. And it may be revoked before it expires, which the article "
       "does not mention.",
       {}},
      {"j",
       "whom an authority knows",
       "The name in a certificate is only as good as the authority's check of it.",
       {}}};
  say_points(story, points);
}

}  // namespace

void simplified(Lesson& lesson) {
  Story& story = lesson.story;
  story.chapter("simplified", "Where the article simplifies",
                "A list of what is more complicated, or has changed since.");
  story.scene("The algorithms", "what the words hide");
  about_the_mathematics(story);
  story.scene("The promises", "what is and is not protected");
  about_the_promises(story);
  story.exercise(
      "Find for each of these points the step of an earlier chapter in which you can "
      "see it in the octets.");
}

}  // namespace smime::walkthrough::chapters
