// Chapter: hashing. A short form of the message that cannot be turned back.
#include <bit>

#include "mime/command/format.hpp"
#include "primitives/digest.hpp"
#include "primitives/text_encodings.hpp"
#include "walkthrough/chapters/rounds.hpp"

namespace smime::walkthrough::chapters {
namespace {

using primitives::digest;

struct Shown {
  DigestAlgorithm algorithm;
  std::string_view name;
  std::string_view verdict;
};

constexpr Shown kDigests[] = {
    {DigestAlgorithm::md5, "MD5", "broken: two messages with one digest are made in seconds"},
    {DigestAlgorithm::sha1, "SHA-1", "broken: two messages with one digest have been made"},
    {DigestAlgorithm::sha256, "SHA-256", "today's choice"}};

int differing_bits(ByteView left, ByteView right) {
  int count = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    count += std::popcount(static_cast<unsigned>(left[i] ^ right[i]));
  }
  return count;
}

void three_digests(Lesson& lesson) {
  Story& story = lesson.story;
  for (const Shown& shown : kDigests) {
    const Bytes value = digest(shown.algorithm, primitives::bytes_of(kInvitation));
    story.bytes(text::format("{} of the invitation", shown.name), value);
    story.say("{} gives {} octets, whatever the length of the message. It is {}.",
              {term(shown.name), value.size(), term(shown.verdict)});
  }
  const Bytes value = digest(DigestAlgorithm::sha1, primitives::bytes_of(kInvitation));
  story.say("Written in letters as the article does, the first of its octets read \"{}\".",
            {primitives::to_base64(ByteView(value).first(6)).substr(0, 6)});
}

void one_letter_changes_all(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("Mallory", "one letter changed");
  std::string changed(kInvitation);
  changed.back() = '!';
  const Bytes first = digest(DigestAlgorithm::sha256, primitives::bytes_of(kInvitation));
  const Bytes second = digest(DigestAlgorithm::sha256, primitives::bytes_of(changed));
  story.bytes(text::format("SHA-256 of \"{}\"", changed), second);
  story.require(first != second, "of {} bits {} differ, though a single character changed",
                {8 * first.size(), differing_bits(first, second)});
}

// The first message of the form "guess <number>" whose digest begins like `wanted`.
std::uint64_t guesses_until(ByteView wanted) {
  for (std::uint64_t guess = 0;; ++guess) {
    const std::string text = "guess " + std::to_string(guess);
    const Bytes value = digest(DigestAlgorithm::sha1, primitives::bytes_of(text));
    if (primitives::equal(ByteView(value).first(wanted.size()), wanted)) return guess + 1;
  }
}

void no_way_back(Lesson& lesson) {
  Story& story = lesson.story;
  story.scene("Mallory", "no way back but guessing");
  story.covers({"31"});
  const Bytes value = digest(DigestAlgorithm::sha1, primitives::bytes_of(kInvitation));
  constexpr std::size_t octets = 2;
  const std::uint64_t guesses = guesses_until(ByteView(value).first(octets));
  story.require(guesses > 0,
                "to find some message whose digest begins with the same {} octets "
                "took {} guesses",
                {octets, guesses});
  story.say(
      "Each further octet takes {} times as many. For all {} octets that is a number of "
      "guesses with about {} digits: more than all computers of the world make in the "
      "time the sun has left.",
      {256, value.size(), value.size() * 8 * 30103 / 100000 + 1});
}

}  // namespace

void hashing(Lesson& lesson) {
  Story& story = lesson.story;
  story.chapter("hashing", "Hashing: the message digest",
                "A short form of the invitation, three ways, and what happens to it when a "
                "single letter changes.");
  story.covers({"30", "32", "52", "53"});
  story.scene("Anybody", "a shortened version of the message");
  story.say(
      "Hashing makes a short form of a message, its message digest. Anybody can compute it; "
      "no key is needed.");
  three_digests(lesson);
  story.closer(Zoom::block, [&] { sha1_rounds(lesson, primitives::bytes_of(kInvitation)); });
  one_letter_changes_all(lesson);
  no_way_back(lesson);
  story.file("invitation.txt", kInvitation);
  const Bytes value = digest(DigestAlgorithm::sha256, primitives::bytes_of(kInvitation));
  story.try_it("openssl dgst -sha256 invitation.txt", primitives::to_hex(value).substr(0, 40));
  story.exercise(
      "Change one letter of the file and compute its digest again. Can you tell from "
      "the two digests how much of the message changed?");
}

}  // namespace smime::walkthrough::chapters
