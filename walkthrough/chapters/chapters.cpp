// The chapters in the article's order, and the breakfast message that they share.
#include "walkthrough/chapters/chapters.hpp"

#include <array>

namespace smime::walkthrough::chapters {
namespace {

constexpr std::array<Entry, 10> kChapters = {{
    {"goals", "Why: secrecy and authentication", goals},
    {"symmetric", "Symmetric ciphers: one key that both share", symmetric},
    {"public-key", "Public key examples 1 to 3", public_key},
    {"hashing", "Hashing: the message digest", hashing},
    {"certificate", "Certificates, digital IDs and trust", certificate},
    {"combination", "How S/MIME combines them, and why", combination},
    {"secrecy", "S/MIME example 1: secrecy only", secrecy},
    {"authentication", "S/MIME example 2: authentication only", authentication},
    {"both", "S/MIME example 3: secrecy and authentication", both},
    {"simplified", "Where the article simplifies", simplified},
}};

}  // namespace

std::string breakfast_message(const Cast& cast) {
  return "From: " + cast.sender().mailbox() + "\r\nTo: " + cast.katie().mailbox() +
         "\r\nSubject: Breakfast\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=us-ascii\r\n\r\n" +
         std::string(kInvitation) + "\r\n";
}

std::string spoofed(const std::string& message) {
  std::string forged = message;
  const std::string place = "Dunkin Donuts";
  return forged.replace(forged.find(place), place.size(), "the old harbour, alone");
}

std::string header_line(const std::string& message, std::string_view name) {
  const std::size_t begin = message.find(std::string(name) + ":");
  return message.substr(begin, message.find("\r\n", begin) - begin);
}

std::span<const Entry> all() {
  return kChapters;
}

}  // namespace smime::walkthrough::chapters
