// The parts of a multipart body that comes as a stream (RFC 2046, 5.1.1).
#include "mime/multipart_source.hpp"

#include <cstring>

#include "primitives/error.hpp"

namespace smime::mime {
namespace {

std::string_view text_of(ByteView octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

// The index of the line feed at or after `from`; the size where there is none.
std::size_t find_line_feed(ByteView octets, std::size_t from) {
  if (from >= octets.size()) return octets.size();
  const void* found = std::memchr(octets.data() + from, '\n', octets.size() - from);
  if (!found) return octets.size();
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - octets.data());
}

// The index before the line end whose line feed is at `line_feed`.
std::size_t before_line_end(ByteView octets, std::size_t line_feed) {
  return line_feed > 0 && octets[line_feed - 1] == '\r' ? line_feed - 1 : line_feed;
}

}  // namespace

MultipartSource::MultipartSource(BufferedSource& body, std::string_view boundary)
    : body_(body), boundary_(boundary) {
  // Trailing blanks cannot be told from padding on the line. \standard{RFC 2046, 5.1.1}
  while (boundary_.ends_with(' ')) boundary_.pop_back();
}

// The size of the boundary line at `line`: 0 where it is none, nothing where more must be seen.
std::optional<std::size_t> MultipartSource::line_of_delimiter(ByteView seen, std::size_t line) {
  const std::string_view rest = text_of(seen.subspan(line));
  const std::string_view start = rest.substr(0, boundary_.size() + 2);
  if (start.substr(0, 2) != std::string_view("--").substr(0, start.size())) return 0;
  if (start.size() > 2 &&
      start.substr(2) != std::string_view(boundary_).substr(0, start.size() - 2))
    return 0;
  const std::size_t line_feed = rest.find('\n');
  const bool whole = line_feed != std::string_view::npos;
  if (!whole && !body_.ended() && rest.size() <= kMostLineOctets) return std::nullopt;
  const std::size_t size = whole ? line_feed + 1 : rest.size();
  delimiter_ = delimiter_of(rest.substr(0, size), boundary_);
  return delimiter_ == Delimiter::none ? 0 : size;
}

// Finds out how much of what comes next belongs to the part.
void MultipartSource::look() {
  std::size_t wanted = 1;
  while (ready_ == 0 && delimiter_ == Delimiter::none && !ended_) {
    const ByteView seen = body_.peek(wanted);
    // The line end before the line at `line` belongs to a boundary line there.
    std::size_t line = 0, before = 0;
    if (!at_line_start_) {
      const std::size_t line_feed = find_line_feed(seen, 0);
      before = before_line_end(seen, line_feed);
      line = line_feed + 1;
    }
    while (line < seen.size()) {
      const auto size = line_of_delimiter(seen, line);
      if (!size) break;
      if (*size > 0) {
        ready_ = before;
        delimiter_size_ = line + *size - before;
        return;
      }
      const std::size_t line_feed = find_line_feed(seen, line);
      before = before_line_end(seen, line_feed);
      line = line_feed + 1;
    }
    ended_ = body_.ended();
    ready_ = ended_ ? seen.size() : std::min(before, seen.size());
    if (!ended_ && ready_ == seen.size() && seen[ready_ - 1] == '\r') --ready_;
    wanted = seen.size() + 1;
  }
}

std::size_t MultipartSource::read(MutableByteView out) {
  if (ready_ == 0) look();
  const std::size_t count = std::min(out.size(), ready_);
  if (count == 0) return 0;
  const ByteView next = body_.peek(count);
  std::copy_n(next.begin(), count, out.begin());
  at_line_start_ = next[count - 1] == '\n';
  body_.consume(count);
  ready_ -= count;
  return count;
}

bool MultipartSource::next_part() {
  while (delimiter_ != Delimiter::close && (ready_ > 0 || (look(), ready_ > 0))) {
    at_line_start_ = body_.peek(ready_)[ready_ - 1] == '\n';
    body_.consume(ready_);
    ready_ = 0;
  }
  if (delimiter_ == Delimiter::none) return false;
  body_.consume(ready_);
  boundary_line_ = primitives::to_bytes(body_.peek(delimiter_size_).first(delimiter_size_));
  body_.consume(delimiter_size_);
  ready_ = delimiter_size_ = 0;
  if (delimiter_ == Delimiter::close) {
    ended_ = true;
    return false;
  }
  delimiter_ = Delimiter::none;
  at_line_start_ = true;
  if (++parts_ > kMostParts) {
    throw Error(ErrorKind::limit_exceeded, "more parts than the limit",
                "a message has at most " + std::to_string(kMostParts), "RFC 2046, 5.1");
  }
  return true;
}

}  // namespace smime::mime
