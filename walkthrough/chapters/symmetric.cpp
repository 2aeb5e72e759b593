// Chapter: symmetric ciphers. The same key scrambles and unscrambles, and some do it better.
#include "primitives/cbc.hpp"
#include "primitives/cipher.hpp"
#include "primitives/digest.hpp"
#include "primitives/password_kdf.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {
namespace {

using primitives::BlockCipher;

struct Example {
  std::string_view name;
  BlockCipher cipher;
  std::size_t key_octets;
  unsigned effective_key_bits;
  std::size_t block_octets;
};

constexpr Example kExamples[] = {{"RC2", BlockCipher::rc2, 16, 128, 8},
                                 {"Triple DES", BlockCipher::tdes, 24, 0, 8},
                                 {"AES", BlockCipher::aes, 16, 0, 16}};

// Whether the wrong key fails to give the message back: bad padding, or other octets.
bool opens_with(const Example& example, ByteView key, ByteView iv, ByteView scrambled,
                ByteView message) {
  try {
    return primitives::equal(
        primitives::cbc_decrypt(example.cipher, key, iv, scrambled, example.effective_key_bits),
        message);
  } catch (const Error&) {
    return false;
  }
}

void scramble_and_unscramble(Lesson& lesson, const Example& example) {
  Story& story = lesson.story;
  const ByteView message = primitives::bytes_of(kInvitation);
  lesson.count_from(0x20, example.key_octets);
  const Secret key = story.random().secret(example.key_octets);
  lesson.count_from(0xa0, example.block_octets);
  const Bytes iv = story.random().bytes(example.block_octets);
  const Bytes scrambled =
      primitives::cbc_encrypt(example.cipher, key.view(), iv, message, example.effective_key_bits);
  story.say("{} with a key of {} octets, in blocks of {}:",
            {term(example.name), example.key_octets, example.block_octets});
  story.bytes("The key that both share", key.view());
  story.bytes("The scrambled message", scrambled);
  story.require_equal("{} gives the invitation back under the same key",
                      primitives::cbc_decrypt(example.cipher, key.view(), iv, scrambled,
                                              example.effective_key_bits),
                      message, {term(example.name)});
  if (example.cipher == BlockCipher::aes) {
    story.file("scrambled.bin", scrambled);
    story.try_it("openssl enc -d -aes-128-cbc -in scrambled.bin -K " +
                     primitives::to_hex(key.view()) + " -iv " + primitives::to_hex(iv),
                 std::string(kInvitation));
    story.say(
        "The last number in the command is an initialisation vector. It is no secret; what it is "
        "for is told in the chapter \"secrecy\".");
  }
  Bytes wrong(key.view().begin(), key.view().end());
  wrong[0] ^= 0x02;
  story.require(!opens_with(example, wrong, iv, scrambled, message),
                "a key that differs in a single bit does not", {});
}

void key_from_words(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("Both", "a key can be words");
  story.covers({"11"});
  const std::string_view words = "It was the best of times, it was the worst of times";
  const Bytes salt = primitives::to_bytes(std::string_view("breakfast"));
  constexpr std::uint64_t iterations = 10000;
  const Secret key = primitives::pbkdf2(DigestAlgorithm::sha256, primitives::bytes_of(words), salt,
                                        iterations, 16);
  story.say(
      "Words from a book become a key by hashing them many times over. The function is {} "
      "({}); here it runs {} rounds, so that every guess costs an attacker as much.",
      {term("PBKDF2"), term("RFC 8018, 5.2"), iterations});
  story.listing("The words", std::string(words));
  story.bytes("The key that they make", key.view());
  const Secret again = primitives::pbkdf2(DigestAlgorithm::sha256, primitives::bytes_of(words),
                                          salt, iterations, 16);
  story.require(key == again, "the same words make the same key at the other end", {});
}

// Tries every key that agrees with the known octets, until one gives the message back.
std::uint64_t search(ByteView known, std::size_t unknown_octets, ByteView iv, ByteView scrambled,
                     ByteView message) {
  const Example& rc2 = kExamples[0];
  Bytes key(known.begin(), known.end());
  std::uint64_t tried = 0;
  for (std::uint32_t guess = 0; guess < 1U << (8 * unknown_octets); ++guess) {
    for (std::size_t i = 0; i < unknown_octets; ++i) {
      key[key.size() - 1 - i] = static_cast<std::uint8_t>(guess >> (8 * i));
    }
    ++tried;
    Example forty = rc2;
    forty.effective_key_bits = 40;
    if (opens_with(forty, key, iv, scrambled, message)) return tried;
  }
  return 0;
}

void search_for_a_key(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("Mallory", "a short key is found by trying");
  story.covers({"12", "g"});
  const ByteView message = primitives::bytes_of(kInvitation);
  const Bytes key = story.random().bytes(5);
  const Bytes iv = story.random().bytes(8);
  const Bytes scrambled = primitives::cbc_encrypt(BlockCipher::rc2, key, iv, message, 40);
  Bytes known = key;
  constexpr std::size_t unknown = 1;
  const std::uint64_t tried = search(known, unknown, iv, scrambled, message);
  story.require(tried > 0,
                "knowing all but the last {} bits of a {} bit key, Mallory finds it "
                "after {} trials",
                {8 * unknown, 8 * key.size(), tried});
  story.say(
      "Every further unknown bit doubles the work. For all of the key it is at most {} "
      "trials: days for one computer of today, and what exported programs once had to use.",
      {std::to_string(std::uint64_t{1} << 40)});
}

std::vector<Text> strength_row(std::string_view name, std::string_view bits,
                               std::string_view verdict) {
  return {compose("{}", {term(name)}), compose("{}", {term(bits)}), compose("{}", {term(verdict)})};
}

void strengths(Lesson& lesson) {
  Story& story = lesson.story;
  story.covers({"10", "13"});
  std::vector<std::vector<Text>> rows = {
      strength_row("RC2, 40 effective key bits", "40 bits: broken, by trying every key", ""),
      strength_row("DES", "56 bits: broken, by trying every key", ""),
      strength_row("Triple DES, three keys", "112 bits: old; 64-bit blocks limit its use", ""),
      strength_row("RC2, 128 effective key bits", "128 bits: old; 64-bit blocks limit its use", ""),
      strength_row("AES-128, AES-256", "128 and 256 bits: today's choice", "")};
  for (auto& row : rows) row.pop_back();
  story.table("How strong they are", std::move(rows));
}

}  // namespace

void symmetric(Lesson& lesson) {
  Story& story = lesson.story;
  story.chapter("symmetric", "Symmetric ciphers: one key that both share",
                "The invitation scrambled and unscrambled with one shared key, three ways.");
  story.scene("Katie and I", "the traditional way: one secret key");
  story.say(
      "A key is merged into the message so that nobody reads it without the same key. As "
      "long as only the two of us know the key, only the two of us can read.");
  for (const Example& example : kExamples) scramble_and_unscramble(lesson, example);
  strengths(lesson);
  key_from_words(lesson);
  search_for_a_key(lesson);
  story.say(
      "One question stays open: how do we agree on the key, when every message between us "
      "may be read on its way? The next chapter answers it.");
  story.exercise(
      "How many keys would Mallory have to try on average if she knew all but two "
      "octets? Check your figure against the count above.");
}

}  // namespace smime::walkthrough::chapters
