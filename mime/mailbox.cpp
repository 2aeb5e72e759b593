// Mailboxes in files (mbox): finding where each message begins and ends.
#include "mime/mailbox.hpp"

#include <algorithm>
#include <charconv>

#include "mime/header.hpp"
#include "mime/separator_line.hpp"

namespace smime::mime {
namespace {

constexpr std::string_view kFrom = "From ";
constexpr std::size_t kReadAtOnce = 64 * 1024;
constexpr std::size_t kLongestSeparator = 1000;  // a longer line "From " is text
constexpr std::size_t kLookAhead =
    2 * kLongestSeparator;                       // the line, and what the next begins with
constexpr std::size_t kMostAhead = 1024 * 1024;  // to look whether a Content-Length is true

bool is_empty_line(std::string_view line) {
  return line == "\n" || line == "\r\n" || line == "\r";
}

std::string_view without_line_end(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// How many ">" stand before "From "; 0 where the line is another.
std::size_t quotes(std::string_view line) {
  const std::size_t count = std::min(line.find_first_not_of('>'), line.size());
  return line.substr(count).starts_with(kFrom) ? count : 0;
}

}  // namespace

std::string_view MailboxReader::window() const {
  return {reinterpret_cast<const char*>(buffer_.data()) + start_, buffer_.size() - start_};
}

// Reads ahead until so many octets are there. @return whether they are
bool MailboxReader::fill(std::size_t count) {
  while (!source_ended_ && buffer_.size() - start_ < count) {
    if (start_ > 0)
      buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(start_));
    start_ = 0;
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kReadAtOnce);
    const std::size_t got = source_.read(MutableByteView(buffer_).subspan(before));
    buffer_.resize(before + got);
    source_ended_ = got == 0;
  }
  return buffer_.size() - start_ >= count;
}

void MailboxReader::skip(std::size_t count) {
  start_ += count;
  offset_ += count;
  certain_ -= std::min<std::uint64_t>(certain_, count);
}

// The line at this place of the window, with its line end as far as it was read.
std::string_view MailboxReader::line_at(std::size_t start) const {
  const std::string_view rest = window().substr(std::min(start, window().size()));
  const std::size_t end = rest.find(line_end_);
  return rest.substr(0, end == std::string_view::npos ? end : end + 1);
}

// Files of old Macintoshes end their lines with CR alone.
void MailboxReader::find_line_ends() {
  fill(kReadAtOnce);
  const bool only_cr = window().find('\n') == std::string_view::npos &&
                       window().find('\r') != std::string_view::npos;
  line_end_ = only_cr ? '\r' : '\n';
}

// Whether the line here begins another message.
bool MailboxReader::at_separator() {
  if (certain_ > 0 || !may_be_separator_line(line_at(0))) return false;
  const std::string_view line = line_at(0);
  if (line.size() > kLongestSeparator) return false;
  if (is_separator_line(without_line_end(line))) return true;
  return after_empty_ && begins_like_field(line_at(line.size()));
}

bool MailboxReader::next() {
  Bytes dropped(kReadAtOnce);
  while (in_message_ && read(dropped) > 0) {
  }
  if (!begun_) find_line_ends();
  if (!fill(1)) return false;
  message_offset_ = offset_;
  separator_.clear();
  fill(kLookAhead);
  single_ = !begun_ && !may_be_separator_line(line_at(0));
  begun_ = true;
  if (!single_) {
    const std::string_view line = line_at(0);
    separator_ = without_line_end(line);
    skip(line.size());
    take_content_length();
  }
  in_message_ = true;
  at_line_start_ = !single_;
  after_empty_ = false;
  return true;
}

// Whether the message ends where its Content-Length says: another begins there, or nothing more
// is there. Looks only so far ahead.
bool MailboxReader::content_length_fits(std::size_t body, std::uint64_t length) {
  if (length > kMostAhead) return false;
  std::size_t end = body + static_cast<std::size_t>(length);
  if (!fill(end + kLookAhead) && window().size() < end) return false;
  if (end > body && window()[end - 1] != line_end_) return false;
  if (is_empty_line(line_at(end))) end += line_at(end).size();
  const std::string_view line = line_at(end);
  return line.empty() || is_separator_line(without_line_end(line));
}

// Looks for the field Content-Length of mboxcl, which counts the octets of the body.
void MailboxReader::take_content_length() {
  certain_ = 0;
  if (format_ == MailboxFormat::mboxo || format_ == MailboxFormat::mboxrd) return;
  constexpr std::string_view name = "content-length:";
  std::optional<std::uint64_t> length;
  std::size_t place = 0;
  while (place < kMostHeaderOctets) {
    fill(place + kLookAhead);
    const std::string_view line = line_at(place);
    place += line.size();
    if (line.empty() || is_empty_line(line)) break;
    if (length || !same_token(line.substr(0, name.size()), name)) continue;
    const std::string_view digits = without_line_end(line.substr(name.size()));
    const std::size_t first = std::min(digits.find_first_not_of(" \t"), digits.size());
    std::uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data() + first, digits.data() + digits.size(), value);
    if (error == std::errc()) length = value;
  }
  if (length && content_length_fits(place, *length)) certain_ = place + *length;
}

// Whether one ">" before "From " was put there by the program that wrote the file.
bool MailboxReader::is_quoted(std::string_view line) const {
  const std::size_t count = quotes(line);
  if (format_ == MailboxFormat::mboxcl2) return false;
  const bool once = format_ == MailboxFormat::mboxo || format_ == MailboxFormat::mboxcl;
  return once ? count == 1 : count >= 1;
}

// At the start of a line: ends the message, holds the line back, or drops its quote.
// @return whether the line is to be given out
bool MailboxReader::begin_line() {
  fill(kLookAhead);
  if (window().empty() || at_separator()) {
    in_message_ = false;
    held_.clear();
    return false;
  }
  released_.swap(held_);
  held_.clear();
  const std::string_view line = line_at(0);
  after_empty_ = is_empty_line(line);
  if (after_empty_ && certain_ == 0) {
    held_ = line;
    skip(line.size());
    return false;
  }
  if (is_quoted(line)) skip(1);
  at_line_start_ = false;
  return true;
}

std::size_t MailboxReader::take_released(MutableByteView out) {
  const std::size_t count = std::min(out.size(), released_.size());
  std::copy_n(released_.begin(), count, out.begin());
  released_.erase(0, count);
  return count;
}

// The rest of the line, or as much of it as fits; of a single message whatever is there.
std::size_t MailboxReader::take_line(MutableByteView out) {
  if (!fill(1)) {
    in_message_ = false;
    return 0;
  }
  const std::string_view text = window().substr(0, out.size());
  const std::size_t end = single_ ? std::string_view::npos : text.find(line_end_);
  at_line_start_ = end != std::string_view::npos;
  const std::size_t count = at_line_start_ ? end + 1 : text.size();
  std::copy_n(text.begin(), count, out.begin());
  skip(count);
  return count;
}

std::size_t MailboxReader::read(MutableByteView out) {
  std::size_t done = 0;
  while (done < out.size() && (in_message_ || !released_.empty())) {
    if (at_line_start_ && released_.empty()) begin_line();
    if (!released_.empty()) {
      done += take_released(out.subspan(done));
    } else if (in_message_ && !at_line_start_) {
      done += take_line(out.subspan(done));
    }
  }
  return done;
}

void write_to_mailbox(Sink& out, std::string_view separator, ByteView message) {
  std::string_view text(reinterpret_cast<const char*>(message.data()), message.size());
  const std::size_t first = text.find('\n');
  const bool crlf = first != std::string_view::npos && first > 0 && text[first - 1] == '\r';
  const ByteView line_end = primitives::bytes_of(crlf ? "\r\n" : "\n");
  out.write(primitives::bytes_of(separator));
  out.write(line_end);
  const bool complete = text.ends_with('\n');
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    if (quotes(line) > 0 || line.starts_with(kFrom)) out.write(primitives::bytes_of(">"));
    out.write(primitives::bytes_of(line));
    text.remove_prefix(line.size());
  }
  if (!complete) out.write(line_end);
  out.write(line_end);
}

}  // namespace smime::mime
