// Reading DER and BER (X.690) from a source.
#include "asn1/stream_reader.hpp"

#include <algorithm>

namespace smime::asn1 {
namespace {

// Octets read at once: few at first, so that a small message touches little memory.
constexpr std::size_t kFirst = std::size_t{4} << 10, kBuffer = std::size_t{64} << 10;

// More than identifier and length octets of any value that is accepted.
constexpr std::size_t kLongestHeader = 160;

// A sink into memory that has a bound.
class BoundedSink : public Sink {
 public:
  explicit BoundedSink(std::size_t most) : most_(most) {}
  void write(ByteView octets) override {
    if (octets.size() > most_ - bytes.size()) full = true;
    if (!full) primitives::append(bytes, octets);
  }
  Bytes bytes;
  bool full = false;

 private:
  std::size_t most_;
};

}  // namespace

StreamReader::StreamReader(Source& source, Rules rules, std::string_view path)
    : source_(source), rules_(rules), path_(path), buffer_(kFirst) {}

Path StreamReader::path_to(std::string_view name) const {
  Path path = open_.empty() ? path_ : open_.back().path;
  path.push(name);
  return path;
}

Error StreamReader::error(ErrorKind kind, std::string found, std::string rule,
                          std::string standard) const {
  return {kind,
          std::move(found),
          std::move(rule),
          std::move(standard),
          static_cast<std::size_t>(offset_),
          path_to({}).text()};
}

void StreamReader::refuse(ErrorKind kind, std::string found, std::string rule, const char* standard,
                          std::string_view name) const {
  throw Error(kind, std::move(found), std::move(rule), standard, static_cast<std::size_t>(offset_),
              path_to(name).text());
}

// At least `wanted` octets of the input, or as many as there are.
ByteView StreamReader::buffered(std::size_t wanted) {
  if (end_ - begin_ < wanted && !source_ended_) {
    if (end_ == buffer_.size()) buffer_.resize(kBuffer);
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    while (end_ < wanted && !source_ended_) {
      const std::size_t count = source_.read(MutableByteView(buffer_).subspan(end_));
      end_ += count;
      source_ended_ = count == 0;
    }
  }
  return ByteView(buffer_).subspan(begin_, end_ - begin_);
}

void StreamReader::consume(std::size_t count) {
  begin_ += count;
  offset_ += count;
}

// The offset behind the innermost definite length.
std::optional<std::uint64_t> StreamReader::bound() const {
  for (auto outer = open_.rbegin(); outer != open_.rend(); ++outer) {
    if (outer->end) return outer->end;
  }
  return std::nullopt;
}

bool StreamReader::at_end() {
  if (!open_.empty() && open_.back().end) return offset_ >= *open_.back().end;
  const ByteView next = buffered(2);
  if (next.empty()) return open_.empty();
  const bool within = offset_ + 2 <= bound().value_or(offset_ + 2);
  return !open_.empty() && next.size() >= 2 && next[0] == 0 && next[1] == 0 && within;
}

// The next value's header, which is not consumed, with its length held against what is around it.
Header StreamReader::header(std::string_view name) {
  if (at_end() || buffered(1).empty()) {
    refuse(ErrorKind::malformed, "the end of the contents", "a value is due here", "X.690, 8.1.1",
           name);
  }
  if (open_.size() >= rules_.depth) {
    refuse(ErrorKind::limit_exceeded, "a value nested deeper than the limit", "nesting is bounded",
           "", name);
  }
  try {
    const Header header =
        read_header(buffered(kLongestHeader), rules_, static_cast<std::size_t>(offset_));
    if (const auto end = bound()) {
      const std::uint64_t left = *end - std::min(offset_ + header.size, *end);
      if (header.length.value_or(0) > left || offset_ + header.size > *end) {
        refuse(ErrorKind::malformed,
               "a length of " + std::to_string(header.length.value_or(0)) + " octets",
               "only " + std::to_string(left) + " octets are left", "X.690, 8.1.3", {});
      }
    }
    return header;
  } catch (const Error& error) {
    throw Error(error.kind(), error.found(), error.rule(), error.standard(), error.offset(),
                path_to(name).text());
  }
}

bool StreamReader::next_is(Tag tag) {
  if (at_end()) return false;
  const Tag found = header({}).tag;
  const bool string = !rules_.distinguished && !tag.constructed;
  return found.tag_class == tag.tag_class && found.number == tag.number &&
         (found.constructed == tag.constructed || string);
}

Header StreamReader::header(Tag tag, std::string_view name) {
  const Header found = header(name);
  if (!next_is(tag)) {
    refuse(ErrorKind::malformed, found.tag.name() + (found.tag.constructed ? " (constructed)" : ""),
           tag.name() + " is due here", "X.690, 8.1.2", name);
  }
  return found;
}

void StreamReader::open(const Header& header, std::string_view name) {
  Open entered{std::nullopt, path_to(name)};
  consume(header.size);
  if (header.length) entered.end = offset_ + *header.length;
  open_.push_back(entered);
}

void StreamReader::enter(Tag tag, std::string_view name) {
  open(header(tag, name), name);
}

void StreamReader::leave() {
  if (!at_end()) {
    if (buffered(1).empty() || offset_ >= bound().value_or(offset_ + 1)) {
      refuse(ErrorKind::malformed, "the end of the contents", "end-of-contents octets are due",
             "X.690, 8.1.5", {});
    }
    refuse(ErrorKind::trailing_data, "more octets", "nothing follows the last value",
           "X.690, 8.1.1", {});
  }
  if (!open_.back().end) consume(2);
  open_.pop_back();
}

void StreamReader::finish() {
  if (!at_end()) {
    refuse(ErrorKind::trailing_data, "more octets", "nothing follows the last value",
           "X.690, 8.1.1", {});
  }
}

void StreamReader::copy(std::uint64_t count, std::string_view name, Sink& out) {
  while (count > 0) {
    const ByteView next = buffered(1);
    if (next.empty()) {
      refuse(ErrorKind::malformed, "the end of the input",
             std::to_string(count) + " octets more are due", "X.690, 8.1.3", name);
    }
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, next.size()));
    out.write(next.first(part));
    consume(part);
    count -= part;
  }
}

Bytes StreamReader::any(std::string_view name, std::size_t most) {
  BoundedSink sink(most);
  const auto take = [&](std::uint64_t count) {
    if (count > most) sink.full = true;
    if (!sink.full) copy(count, name, sink);
    if (sink.full) {
      refuse(ErrorKind::limit_exceeded, "a value larger than the limit",
             "at most " + std::to_string(most) + " octets are taken into memory", "", name);
    }
  };
  // Without recursion: indefinite lengths are counted until all have ended.
  unsigned depth = 0;
  do {
    if (depth > 0 && at_end()) {
      take(2);
      open_.pop_back();
      --depth;
      continue;
    }
    const Header next = header(name);
    if (next.length) {
      take(next.size);
      take(*next.length);
    } else {
      take(next.size);
      open_.push_back({std::nullopt, path_to({})});
      ++depth;
    }
  } while (depth > 0);
  return std::move(sink.bytes);
}

void StreamReader::copy_segments(std::string_view name, std::uint64_t& total, Sink& out) {
  const std::size_t outside = open_.size() - 1;
  while (open_.size() > outside) {
    if (at_end()) {
      leave();
      continue;
    }
    const Header segment = header(kOctetString, name);
    if (segment.tag.constructed) {
      open(segment, {});
      continue;
    }
    consume(segment.size);
    total += *segment.length;
    copy(*segment.length, name, out);
  }
}

std::uint64_t StreamReader::octets(Tag tag, std::string_view name, Sink& out) {
  const Header found = header(tag, name);
  std::uint64_t total = 0;
  if (found.tag.constructed) {
    open(found, name);
    copy_segments({}, total, out);
  } else {
    consume(found.size);
    total = *found.length;
    copy(total, name, out);
  }
  return total;
}

}  // namespace smime::asn1
