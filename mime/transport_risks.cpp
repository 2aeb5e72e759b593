// What transport may change in a body (RFC 8551, 3.1.3; RFC 2049, 3).
#include <algorithm>
#include <cstring>
#include <string_view>

#include "mime/transport_safety.hpp"

namespace smime::mime {
namespace {

// Octets that quoted-printable escapes. The inner loop has no branches and counts in octets, so it
// is done in vectors.
std::uint64_t count_escapes(ByteView octets) {
  constexpr std::size_t part = 255;
  std::uint64_t all = 0;
  while (!octets.empty()) {
    const ByteView some = octets.first(std::min(part, octets.size()));
    std::uint8_t count = 0;
    for (const std::uint8_t c : some) {
      const bool control = c < ' ' && c != '\t' && c != '\r' && c != '\n';
      count = static_cast<std::uint8_t>(count + (control || c >= 0x7f || c == '=' ? 1 : 0));
    }
    all += count;
    octets = octets.subspan(some.size());
  }
  return all;
}

bool has_eight_bit(ByteView octets) {
  std::uint8_t all = 0;
  for (const std::uint8_t c : octets) all = static_cast<std::uint8_t>(all | c);
  return (all & 0x80) != 0;
}

}  // namespace

// A line with its line end; the last one may have none.
void TransportRisks::look_at_line(ByteView octets) {
  std::string_view line(reinterpret_cast<const char*>(octets.data()), octets.size());
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.ends_with(' ') || line.ends_with('\t')) blank_at_end_ = true;
  if (line.size() > kLongestLine) long_line_ = true;
  if (line.starts_with("From ")) from_line_ = true;
}

void TransportRisks::write(ByteView octets) {
  octets_ += octets.size();
  escapes_ += count_escapes(octets);
  eight_bit_ = eight_bit_ || has_eight_bit(octets);
  if (octets.empty()) return;
  nul_ = nul_ || std::memchr(octets.data(), 0, octets.size()) != nullptr;
  while (const void* found = std::memchr(octets.data(), '\n', octets.size())) {
    const auto end = static_cast<const std::uint8_t*>(found) - octets.data() + 1;
    const ByteView line = octets.first(static_cast<std::size_t>(end));
    octets = octets.subspan(line.size());
    if (held_.empty()) {
      look_at_line(line);
    } else {
      primitives::append(held_, line);
      look_at_line(held_);
      held_.clear();
    }
    if (octets.empty()) return;
  }
  primitives::append(held_, octets);
  if (held_.size() <= kLongestLine + 1) return;
  long_line_ = true;
  held_.clear();
}

void TransportRisks::finish() {
  look_at_line(held_);
}

TransferEncoding TransportRisks::best_encoding() const {
  // Two characters more for each escape, against one more for every three octets.
  return nul_ || escapes_ > octets_ / 6 ? TransferEncoding::base64
                                        : TransferEncoding::quoted_printable;
}

}  // namespace smime::mime
