// Canonical line ends (RFC 8551, 3.1.1).
#include "mime/canonical.hpp"

#include <algorithm>
#include <cstring>

namespace smime::mime {
namespace {

constexpr std::size_t kGathered = std::size_t{32} << 10;  // octets

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

// The same where a CR by itself is none: of an LF, or of a CR as the last octet.
std::size_t next_lone_lf(ByteView text) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t lf = find(text, start, text.size(), '\n');
    if (lf == text.size()) return text.back() == '\r' ? lf - 1 : lf;
    if (lf == 0 || text[lf - 1] != '\r') return lf;
    start = lf + 1;
  }
  return text.size();
}

// Line ends of one octet that begin in all but the last octet, at most 255 of them: counters of one
// octet let the compiler count in as many lanes as a register has.
std::uint64_t lone_line_ends(ByteView text) {
  std::uint8_t line_ends = 0, pairs = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool cr = text[i] == '\r';
    line_ends = static_cast<std::uint8_t>(line_ends + (cr | (text[i] == '\n')));
    pairs = static_cast<std::uint8_t>(pairs + (cr & (text[i + 1] == '\n')));
  }
  return std::uint64_t{line_ends} - 2 * std::uint64_t{pairs};
}

}  // namespace

// Lines are gathered, so that whoever takes them gets large parts.
void CanonicalLineEnds::put(ByteView octets) {
  if (gathered_.size() + octets.size() > kGathered) flush();
  if (octets.size() > kGathered) return out_.write(octets);
  if (gathered_.capacity() == 0) gathered_.reserve(kGathered);
  primitives::append(gathered_, octets);
}

void CanonicalLineEnds::flush() {
  if (!gathered_.empty()) out_.write(gathered_);
  gathered_.clear();
}

void CanonicalLineEnds::write_line_end(bool was_canonical) {
  constexpr std::uint8_t crlf[] = {'\r', '\n'};
  put(crlf);
  changed_ = changed_ || !was_canonical;
}

void CanonicalLineEnds::write_held_cr(bool before_lf) {
  constexpr std::uint8_t cr[] = {'\r'};
  held_cr_ = false;
  if (before_lf || lone_cr_ == LoneCr::line_end) return write_line_end(before_lf);
  put(cr);
}

void CanonicalLineEnds::write(ByteView text) {
  if (held_cr_ && !text.empty()) {
    const bool pair = text[0] == '\n';
    write_held_cr(pair);
    if (pair) text = text.subspan(1);
  }
  while (!text.empty()) {
    const std::size_t odd =
        lone_cr_ == LoneCr::kept ? next_lone_lf(text) : next_odd_line_end(text, 0);
    if (odd == text.size()) {  // the rest goes on as it stands
      flush();
      return out_.write(text);
    }
    put(text.first(odd));
    held_cr_ = text[odd] == '\r' && odd + 1 == text.size();
    if (!held_cr_) write_line_end(false);
    text = text.subspan(odd + 1);
  }
  flush();
}

void CanonicalLineEnds::finish() {
  if (held_cr_) write_held_cr(false);
  flush();
}

// A line end of one octet becomes two, and a pair stays: its CR and its LF count 1 each, less 2.
void CanonicalSize::write(ByteView text) {
  if (text.empty()) return;
  size_ += text.size();
  if (after_cr_ && text[0] == '\n') size_ -= 2;
  for (; text.size() > 1; text = text.subspan(std::min<std::size_t>(text.size() - 1, 255))) {
    size_ += lone_line_ends(text.first(std::min<std::size_t>(text.size(), 256)));
  }
  after_cr_ = text[0] == '\r';
  size_ += after_cr_ || text[0] == '\n' ? 1 : 0;
}

Bytes canonical_line_ends(ByteView text) {
  return coded(text, [](Sink& out) { return std::make_unique<CanonicalLineEnds>(out); });
}

bool has_canonical_line_ends(ByteView text) {
  return next_odd_line_end(text, 0) == text.size();
}

}  // namespace smime::mime
