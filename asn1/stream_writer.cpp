// Writing the values around a content that does not fit into memory (X.690).
#include "asn1/stream_writer.hpp"

#include <algorithm>

#include "asn1/header.hpp"
#include "primitives/error.hpp"

namespace smime::asn1 {
namespace {

// Octets of one segment of a content whose size is unknown.
constexpr std::size_t kSegment = std::size_t{32} << 10;

constexpr std::uint8_t kEndOfContents[2] = {0, 0};

void require_announced(std::uint64_t found, std::uint64_t announced) {
  if (found == announced) return;
  throw Error(ErrorKind::invalid_argument, std::to_string(found) + " octets",
              std::to_string(announced) + " were announced, and their length is already written",
              "X.690, 10.1");
}

}  // namespace

std::uint64_t encoded_size(Tag tag, std::uint64_t contents) {
  Bytes header;
  append_header(header, tag, contents);
  return header.size() + contents;
}

StreamWriter::StreamWriter(Sink& out, const std::vector<StreamLevel>& levels, Tag string,
                           std::optional<std::uint64_t> content_size)
    : out_(out), content_size_(content_size), content_(out, !content_size) {
  // The lengths follow from the inside out.
  std::vector<std::optional<std::uint64_t>> lengths;
  std::uint64_t inner = content_size ? encoded_size(string, *content_size) : 0;
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    after_.push_back(level->after);
    const std::uint64_t length = level->before.size() + inner + level->after;
    lengths.push_back(content_size ? std::optional(length) : std::nullopt);
    inner = encoded_size(level->tag, length);
  }
  Bytes head;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    append_header(head, levels[i].tag, lengths[levels.size() - 1 - i]);
    primitives::append(head, levels[i].before);
  }
  string.constructed = !content_size;
  append_header(head, string, content_size);
  out_.write(head);
}

void StreamWriter::finish(const std::vector<Bytes>& after) {
  content_.finish();
  if (content_size_) {
    require_announced(content_.written, *content_size_);
  } else {
    out_.write(kEndOfContents);
  }
  for (std::size_t i = 0; i < after_.size(); ++i) {
    const ByteView values = i < after.size() ? ByteView(after[i]) : ByteView();
    if (content_size_) require_announced(values.size(), after_[i]);
    out_.write(values);
    if (!content_size_) out_.write(kEndOfContents);
  }
}

void StreamWriter::Content::write_segment(ByteView octets) {
  Bytes header;
  append_header(header, kOctetString, octets.size());
  out_.write(header);
  out_.write(octets);
}

void StreamWriter::Content::write(ByteView octets) {
  written += octets.size();
  if (!segmented_) return out_.write(octets);
  while (waiting_.size() + octets.size() >= kSegment) {
    const ByteView part = octets.first(kSegment - waiting_.size());
    octets = octets.subspan(part.size());
    if (waiting_.empty()) {
      write_segment(part);
    } else {
      primitives::append(waiting_, part);
      write_segment(waiting_);
      waiting_.clear();
    }
  }
  primitives::append(waiting_, octets);
}

void StreamWriter::Content::finish() {
  if (!waiting_.empty()) write_segment(waiting_);
  waiting_.clear();
}

}  // namespace smime::asn1
