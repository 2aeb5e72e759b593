// Canonical line ends (RFC 8551, 3.1.1).
#include "mime/canonical.hpp"

#include <cstring>

namespace smime::mime {
namespace {

// The index of an octet at or after `start`; the size where there is none. memchr looks at 32
// octets at a time, which makes this as fast as memory.
std::size_t find(ByteView text, std::size_t start, std::size_t end, int octet) {
  if (start >= end) return end;
  const void* found = std::memchr(text.data() + start, octet, end - start);
  if (!found) return end;
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - text.data());
}

// The index of the next line end that is not CR LF: of its LF or CR. A CR as the last octet counts.
std::size_t next_odd_line_end(ByteView text, std::size_t start) {
  while (start < text.size()) {
    const std::size_t lf = find(text, start, text.size(), '\n');
    const std::size_t cr = find(text, start, lf, '\r');
    if (lf == text.size()) return cr;
    if (cr == lf) return lf;      // no CR before this LF
    if (cr + 1 != lf) return cr;  // a CR by itself
    start = lf + 1;
  }
  return text.size();
}

}  // namespace

void CanonicalLineEnds::write_line_end(bool was_canonical) {
  constexpr std::uint8_t crlf[] = {'\r', '\n'};
  out_.write(crlf);
  changed_ = changed_ || !was_canonical;
}

void CanonicalLineEnds::write(ByteView text) {
  if (held_cr_ && !text.empty()) {
    const bool pair = text[0] == '\n';
    write_line_end(pair);
    if (pair) text = text.subspan(1);
    held_cr_ = false;
  }
  while (!text.empty()) {
    const std::size_t odd = next_odd_line_end(text, 0);
    if (odd > 0) out_.write(text.first(odd));
    if (odd == text.size()) return;
    held_cr_ = text[odd] == '\r' && odd + 1 == text.size();
    if (!held_cr_) write_line_end(false);
    text = text.subspan(odd + 1);
  }
}

void CanonicalLineEnds::finish() {
  if (held_cr_) write_line_end(false);
  held_cr_ = false;
}

Bytes canonical_line_ends(ByteView text) {
  return coded(text, [](Sink& out) { return std::make_unique<CanonicalLineEnds>(out); });
}

bool has_canonical_line_ends(ByteView text) {
  return next_odd_line_end(text, 0) == text.size();
}

}  // namespace smime::mime
