// Where two texts part.
#include "mime/smime/difference.hpp"

#include <algorithm>

#include "primitives/text_encodings.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::size_t kContext = 32;  // octets on either side

std::size_t line_feeds(ByteView octets) {
  return static_cast<std::size_t>(std::count(octets.begin(), octets.end(), '\n'));
}

Place place_of(ByteView text, std::size_t octet) {
  const std::size_t from = octet - std::min(octet, kContext);
  const std::size_t to = std::min(text.size(), octet + kContext);
  // The context begins with its line, where that is near.
  std::size_t start = octet;
  while (start > from && text[start - 1] != '\n') --start;
  return {line_feeds(text.first(octet)) + 1, octet, printable(text.subspan(start, to - start))};
}

// Lines that the octets from `start` to `end` touch.
std::size_t lines_between(ByteView text, std::size_t start, std::size_t end) {
  if (start >= end) return 0;
  return line_feeds(text.subspan(start, end - start - 1)) + 1;
}

}  // namespace

std::string printable(ByteView octets) {
  std::string text;
  for (const std::uint8_t octet : octets) {
    if (octet == '\r') {
      text += "\\r";
    } else if (octet == '\n') {
      text += "\\n";
    } else if (octet == '\t') {
      text += "\\t";
    } else if (octet == '\\') {
      text += "\\\\";
    } else if (octet >= 0x20 && octet < 0x7f) {
      text += static_cast<char>(octet);
    } else {
      text += "\\x" + primitives::to_hex(Bytes{octet});
    }
  }
  return text;
}

std::optional<Difference> first_difference(ByteView sent, ByteView received) {
  const auto [s, r] = std::mismatch(sent.begin(), sent.end(), received.begin(), received.end());
  if (s == sent.end() && r == received.end()) return std::nullopt;
  const auto start = static_cast<std::size_t>(s - sent.begin());
  // What is the same at the end is not counted.
  std::size_t tail = 0;
  const std::size_t most = std::min(sent.size(), received.size()) - start;
  while (tail < most && sent[sent.size() - 1 - tail] == received[received.size() - 1 - tail]) {
    ++tail;
  }
  return Difference{place_of(sent, start), place_of(received, start),
                    lines_between(sent, start, sent.size() - tail),
                    lines_between(received, start, received.size() - tail)};
}

}  // namespace smime::mime::secure
