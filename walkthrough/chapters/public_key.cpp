// Chapter: public key examples one to three. Two keys; what one does, only the other undoes.
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/rsa_private.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/rounds.hpp"

namespace smime::walkthrough::chapters {
namespace {

using primitives::i2osp;
using primitives::os2ip;
using primitives::RsaPrivateKey;
using primitives::RsaPublicKey;

Bytes octets_of(const Integer& number) {
  return i2osp(number, primitives::octet_length(number));
}

// The article writes its unreadable messages in letters and digits.
std::string in_letters(ByteView octets) {
  return primitives::to_base64(octets).substr(0, 24) + "...";
}

void two_keys(Lesson& lesson) {
  Story& story = lesson.story;
  const RsaPrivateKey& key = lesson.cast.katie().key;
  story.scene("Katie", "makes two keys from two large prime numbers");
  story.covers({"14", "15", "16", "51"});
  story.say(
      "Public key cryptography has two keys that belong together. Katie's program draws two "
      "primes at random; everything else follows from them. The private numbers are shown "
      "because Katie is invented: a real private key never leaves its owner.");
  story.bytes("The first prime p (private)", octets_of(key.p.value()));
  story.bytes("The second prime q (private)", octets_of(key.q.value()));
  story.bytes("The modulus n, in both keys", octets_of(key.n));
  story.require(key.p.value() * key.q.value() == key.n, "n is the product of p and q", {});
  story.say("The public exponent e is {}. The private exponent d undoes it:", {key.e.str()});
  story.bytes("The private exponent d (private)", octets_of(key.d.value()));
  const Integer p1 = key.p.value() - 1, q1 = key.q.value() - 1;
  story.require(key.e * key.d.value() % boost::multiprecision::lcm(p1, q1) == 1,
                "e times d leaves the remainder {} modulo the least common multiple of p less one "
                "and q less one, so each undoes the other ({})",
                {1, term("RFC 8017, 3.2")});
  story.say(
      "Katie gives n and e to anyone who wants them: that is her public key, {} bits long. "
      "She keeps d, p and q to herself. Whoever could split n into its primes would have "
      "them too; for numbers of this size nobody knows how.",
      {primitives::bit_length(key.n)});
}

void example_one(Lesson& lesson) {
  Story& story = lesson.story;
  const RsaPrivateKey& katie = lesson.cast.katie().key;
  const RsaPublicKey katies_public{katie.n, katie.e};
  const Bytes message = primitives::to_bytes(kInvitation);
  story.scene("I", "Public key example 1: secrecy only");
  story.covers({"17", "18", "19", "20", "21"});
  story.say(
      "I encrypt the invitation with Katie's public key. Its {} octets are read as one "
      "number m, and the result is m to the power e, modulo n.",
      {message.size()});
  story.bytes("The invitation as a number m", message);
  const Integer c = primitives::rsaep(katies_public, os2ip(message));
  const Bytes unreadable = i2osp(c, primitives::octet_length(katie.n));
  story.bytes("Encrypted with Katie's public key", unreadable);
  story.say("Written in letters as the article does: \"{}\".", {in_letters(unreadable)});
  story.closer(Zoom::block, [&] { exponentiation(lesson, katies_public, os2ip(message)); });
  story.scene("Katie", "decrypts with her private key");
  const Integer m = primitives::rsadp(katie, c, story.random());
  story.require_equal("c to the power d gives \"{}\"", octets_of(m), message,
                      {primitives::to_string(octets_of(m))});
  story.file("example-1.bin", unreadable);
  story.try_it(
      "openssl pkeyutl -decrypt -inkey katie.pem -pkeyopt rsa_padding_mode:none -in example-1.bin",
      std::string(kInvitation));
  story.scene("Mallory", "tries with what is public");
  story.require(primitives::rsaep(katies_public, c) != os2ip(message),
                "Katie's public key, used once more, does not bring the invitation back", {});
  story.require(primitives::rsadp(lesson.cast.mallory().key, c % lesson.cast.mallory().key.n,
                                  story.random()) != os2ip(message),
                "and neither does Mallory's own private key", {});
  story.aside("what the article leaves out",
              "Used like this, the same message always gives the same octets, so Mallory could "
              "encrypt her guesses and compare. Real programs mix random octets in before the "
              "power is taken ({} and {}); the chapter \"secrecy\" shows the padding.",
              {term("RSAES-PKCS1-v1_5"), term("RSAES-OAEP")});
}

void example_two(Lesson& lesson) {
  Story& story = lesson.story;
  const RsaPrivateKey& mine = lesson.cast.sender().key;
  const RsaPublicKey my_public{mine.n, mine.e};
  const Bytes message = primitives::to_bytes(kInvitation);
  story.scene("I", "Public key example 2: authentication only");
  story.covers({"22", "23", "24", "25", "26", "27"});
  story.say(
      "Now I do not mind readers, but Katie shall know that the invitation is mine. I "
      "encrypt it with my private key and send both: the readable and the unreadable.");
  const Integer s = primitives::rsasp1(mine, os2ip(message), story.random());
  const Bytes unreadable = i2osp(s, primitives::octet_length(mine.n));
  story.listing("The readable invitation", std::string(kInvitation));
  story.bytes("The same, encrypted with my private key", unreadable);
  story.scene("Katie", "applies my public key, and compares");
  const Bytes decoded = octets_of(primitives::rsavp1(my_public, s));
  story.require_equal("the unreadable half becomes \"{}\", and that is the readable half", decoded,
                      message, {primitives::to_string(decoded)});
  story.file("example-2.bin", unreadable);
  story.try_it(
      "openssl pkeyutl -verifyrecover -certin -inkey sender-certificate.pem "
      "-pkeyopt rsa_padding_mode:none -in example-2.bin",
      std::string(kInvitation));
  story.say(
      "Only my private key makes octets that my public key turns into these words. And "
      "anyone may check it: the public key is public, so nothing here is secret.");
  story.scene("Mallory", "tampers with either half");
  const Bytes changed = primitives::to_bytes(std::string_view("Let's have breakfast at my place."));
  story.require(decoded != changed, "the readable half changed: the halves no longer match", {});
  story.require(octets_of(primitives::rsavp1(my_public, s ^ Integer(1))) != message,
                "one bit of the unreadable half changed: the halves no longer match", {});
}

// Cuts what is too long for one RSA operation into pieces that fit.
std::vector<Bytes> blocks_of(ByteView package, std::size_t largest) {
  std::vector<Bytes> blocks;
  for (std::size_t i = 0; i < package.size(); i += largest) {
    blocks.push_back(
        primitives::to_bytes(package.subspan(i, std::min(largest, package.size() - i))));
  }
  return blocks;
}

void example_three(Lesson& lesson) {
  Story& story = lesson.story;
  const RsaPrivateKey& mine = lesson.cast.sender().key;
  const RsaPrivateKey& katie = lesson.cast.katie().key;
  const RsaPublicKey katies_public{katie.n, katie.e};
  story.scene("I", "Public key example 3: secrecy and authentication");
  story.covers({"28", "29"});
  const Integer s =
      primitives::rsasp1(mine, os2ip(primitives::bytes_of(kInvitation)), story.random());
  const Bytes pair = primitives::concatenate(
      {primitives::bytes_of(kInvitation), i2osp(s, primitives::octet_length(mine.n))});
  const std::size_t largest = primitives::octet_length(katie.n) - 11;
  const std::vector<Bytes> blocks = blocks_of(pair, largest);
  story.say(
      "I make the pair as before, {} octets, and encrypt the whole of it with Katie's public "
      "key. One operation takes at most {} octets, because of the padding ({}), so it "
      "takes {}.",
      {pair.size(), largest, term("RFC 8017, 7.2.1"), blocks.size()});
  Bytes received;
  for (const Bytes& block : blocks) {
    const Bytes sent = primitives::rsaes_pkcs1_v1_5_encrypt(katies_public, block, story.random());
    story.bytes("A block of the package", sent);
    primitives::append(received,
                       primitives::rsaes_pkcs1_v1_5_decrypt(katie, sent, story.random()).view());
  }
  story.scene("Katie", "decrypts first, then authenticates");
  story.require_equal("her private key gives the pair back", received, pair);
  const ByteView half = ByteView(received).subspan(kInvitation.size());
  const Integer m = primitives::rsavp1(RsaPublicKey{mine.n, mine.e}, os2ip(half));
  story.require_equal("my public key turns its second half into its first", octets_of(m),
                      primitives::bytes_of(kInvitation));
  story.say(
      "This works, and it does not scale: each {} octets of message cost a power with a "
      "large exponent. The chapter \"combination\" counts what that means for a picture, "
      "and what S/MIME does instead.",
      {largest});
}

}  // namespace

void public_key(Lesson& lesson) {
  lesson.story.chapter("public-key", "Public key examples 1 to 3",
                       "The invitation made secret, made authentic, and both, with two keys that "
                       "undo each other.");
  two_keys(lesson);
  example_one(lesson);
  example_two(lesson);
  example_three(lesson);
  lesson.story.exercise(
      "In example two, what would Katie learn if Mallory sent her a readable "
      "half of her own and the same unreadable half? And if she sent her both "
      "halves again a week later?");
}

}  // namespace smime::walkthrough::chapters
