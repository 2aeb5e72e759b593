// The chapters in the article's order, and what they share: the cast and the breakfast message.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "walkthrough/cast.hpp"
#include "walkthrough/story/scripted_random.hpp"
#include "walkthrough/story/story.hpp"

namespace smime::walkthrough::chapters {

/// What a chapter works with.
struct Lesson {
  Story& story;
  const Cast& cast;
  /// Makes the next random octets recognisable; does nothing in a live run.
  std::function<void(std::uint8_t first, std::size_t octets)> count_from;
};

/// The invitation of the article's examples.
inline constexpr std::string_view kInvitation = "Let's have breakfast at Dunkin Donuts.";

/// The invitation as a mail message from the sender to Katie, with CRLF line ends.
std::string breakfast_message(const Cast& cast);

/// The same message with its invitation changed by somebody else.
std::string spoofed(const std::string& message);

/// The header line of that name, without its line end.
std::string header_line(const std::string& message, std::string_view name);

void goals(Lesson& lesson);           ///< why: secrecy and authentication
void symmetric(Lesson& lesson);       ///< one key that both share
void public_key(Lesson& lesson);      ///< public key examples one to three
void hashing(Lesson& lesson);         ///< message digests
void certificate(Lesson& lesson);     ///< what a certificate holds, and whom to trust
void combination(Lesson& lesson);     ///< why S/MIME combines them
void secrecy(Lesson& lesson);         ///< S/MIME example one
void authentication(Lesson& lesson);  ///< S/MIME example two
void both(Lesson& lesson);            ///< S/MIME example three
void simplified(Lesson& lesson);      ///< where the article simplifies

/// A chapter's name on the command line, and its function.
struct Entry {
  std::string_view id;
  std::string_view title;
  void (*tell)(Lesson&);
};

/// All chapters in order.
std::span<const Entry> all();

}  // namespace smime::walkthrough::chapters
