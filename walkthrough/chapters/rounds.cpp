// The innermost scenes: the rounds of a digest and of a cipher, and a power taken bit by bit.
#include "walkthrough/chapters/rounds.hpp"

#include "mime/command/format.hpp"
#include "primitives/digest.hpp"
#include "primitives/sha1.hpp"
#include "primitives/tdes.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::walkthrough::chapters {
namespace {

using primitives::load_be64;

// FIPS 180-4, 5.1.1: a one bit, zeros, and the length in bits.
Bytes padded_block(ByteView message) {
  Bytes block(message.begin(), message.end());
  block.push_back(0x80);
  block.resize(64);
  primitives::store_be64(block.data() + 56, 8 * message.size());
  return block;
}

// The rounds of one DES pass; `block` becomes what it makes of it. \standard{FIPS 46-3,
// enciphering}
void des_pass(const char* name, const primitives::des::KeySchedule& schedule, bool decipher,
              std::uint64_t& block, std::vector<std::string>& lines) {
  namespace des = primitives::des;
  const std::uint64_t permuted = des::initial_permutation(block);
  auto l = static_cast<std::uint32_t>(permuted >> 32), r = static_cast<std::uint32_t>(permuted);
  for (std::size_t n = 1; n <= schedule.size(); ++n) {
    const std::uint64_t k = schedule[decipher ? schedule.size() - n : n - 1];
    const std::uint32_t next = l ^ des::f(r, k);
    l = r;
    r = next;
    lines.push_back(
        text::format("{}, round {:2}: K {:012x}  L {:08x}  R {:08x}", name, n, k, l, r));
  }
  block = des::inverse_initial_permutation(std::uint64_t{r} << 32 | l);
}

// The last octets of a number as long as the modulus.
std::string ending(const Integer& number, std::size_t octets) {
  return "..." + primitives::to_hex(ByteView(primitives::i2osp(number, octets)).last(16));
}

}  // namespace

void sha1_rounds(Lesson& lesson, ByteView message) {
  namespace sha1 = primitives::sha1;
  Story& story = lesson.story;
  const Bytes block = padded_block(message);
  story.say(
      "How does {} do it? It makes the message into whole blocks, with its length at the end, and "
      "then stirs five words eighty times, each time with another word of the block ({}).",
      {term("SHA-1"), term("FIPS 180-4, 6.1.2")});
  story.map("The block", block,
            {{0, message.size(), "the message", "", 0},
             {message.size(), 1, "80: its end", "", 0},
             {message.size() + 1, 55 - message.size(), "zeros", "", 0},
             {56, 8, "its length in bits", "", 0}},
            Zoom::block);
  const auto w = sha1::message_schedule(block);
  sha1::State working = sha1::kInitialHash;
  std::vector<std::string> lines;
  for (unsigned t = 0; t < w.size(); ++t) {
    working = sha1::round(working, t, w[t]);
    lines.push_back(
        text::format("t = {:2}: W {:08x}  a {:08x}  b {:08x}  c {:08x}  d {:08x}  e {:08x}", t,
                     w[t], working[0], working[1], working[2], working[3], working[4]));
  }
  story.rounds("The five words after each round", std::move(lines));
  Bytes sum(20);
  for (std::size_t i = 0; i < working.size(); ++i) {
    primitives::store_be32(sum.data() + 4 * i, sha1::kInitialHash[i] + working[i]);
  }
  story.require_equal("added to the words at the start they are the digest", sum,
                      primitives::digest(DigestAlgorithm::sha1, message));
}

void tdes_rounds(Lesson& lesson, ByteView key, ByteView block, ByteView result) {
  Story& story = lesson.story;
  story.say(
      "Inside the cipher: a block is cut into two halves, and one half after the other is changed "
      "by what a piece of the key makes of its neighbour. {} does so forward under the first third "
      "of the key, backward under the second, and forward under the last ({}).",
      {term("Triple DES"), term("SP 800-67, 3.1")});
  const auto keys = primitives::tdes::key_bundle(key);
  std::uint64_t value = load_be64(block.data());
  std::vector<std::string> lines;
  des_pass("first key ", keys[0], false, value, lines);
  des_pass("second key", keys[1], true, value, lines);
  des_pass("third key ", keys[2], false, value, lines);
  story.rounds("The rounds of the first block", std::move(lines));
  Bytes enciphered(8);
  primitives::store_be64(enciphered.data(), value);
  story.require_equal("they end in the first block of the encrypted message", enciphered, result);
}

void exponentiation(Lesson& lesson, const primitives::RsaPublicKey& key, const Integer& m) {
  Story& story = lesson.story;
  story.say(
      "Nobody multiplies m that often by itself. One goes through the bits of e: for each the "
      "result so far is squared, and where the bit is set it is multiplied by m as well, modulo n "
      "every time.");
  Integer power = 1;
  std::vector<std::string> lines;
  for (std::size_t bit = primitives::bit_length(key.e); bit-- > 0;) {
    power = power * power % key.n;
    const bool set = bit_test(key.e, static_cast<unsigned>(bit));
    if (set) power = power * m % key.n;
    lines.push_back(text::format("bit {:2} is {}: {:20}{}", bit, set ? 1 : 0,
                                 set ? "square, multiply" : "square", ending(power, key.size())));
  }
  story.rounds("The power, bit by bit", std::move(lines));
  story.require(power == primitives::rsaep(key, m), "the last of these is the encrypted message",
                {});
}

}  // namespace smime::walkthrough::chapters
