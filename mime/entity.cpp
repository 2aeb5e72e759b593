// MIME entities (RFC 2045, 2.4) and multiparts (RFC 2046, 5.1.1).
#include "mime/entity.hpp"

#include <algorithm>
#include <cstring>

#include "primitives/error.hpp"

namespace smime::mime {
namespace {

std::string_view text_of(ByteView octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

// The index behind the next line end at or after `start`; the size where there is none.
std::size_t next_line(ByteView octets, std::size_t start, char line_end) {
  if (start >= octets.size()) return octets.size();
  const void* found = std::memchr(octets.data() + start, line_end, octets.size() - start);
  if (!found) return octets.size();
  return static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - octets.data()) + 1;
}

bool is_empty_line(ByteView line) {
  return text_of(line) == "\n" || text_of(line) == "\r\n" || text_of(line) == "\r";
}

// What stands before the line end that ends at `end`.
std::size_t before_line_end(ByteView octets, std::size_t start, std::size_t end) {
  if (end > start && octets[end - 1] == '\n') --end;
  if (end > start && octets[end - 1] == '\r') --end;
  return end;
}

[[noreturn]] void refuse_endless_header() {
  throw Error(ErrorKind::limit_exceeded, "a header that does not end",
              "it has at most " + std::to_string(kMostHeaderOctets) + " octets", "RFC 5322, 2.1");
}

}  // namespace

ParameterizedValue content_type_of(const Header& header) {
  const auto field = header.get("Content-Type");
  ParameterizedValue type = ParameterizedValue::parse(field.value_or("text/plain"));
  if (type.value.find('/') == std::string::npos) type.value = "text/plain";
  return type;
}

TransferEncoding encoding_of(const Header& header) {
  return transfer_encoding(header.get("Content-Transfer-Encoding").value_or("7bit"));
}

char line_end_of(ByteView text) {
  const bool has_lf = std::find(text.begin(), text.end(), '\n') != text.end();
  const bool has_cr = !has_lf && std::find(text.begin(), text.end(), '\r') != text.end();
  return has_cr ? '\r' : '\n';
}

std::optional<HeadSize> find_head(ByteView octets) {
  const char line_end = line_end_of(octets.first(std::min(octets.size(), kMostHeaderOctets)));
  for (std::size_t line = 0; line < octets.size();) {
    const std::size_t next = next_line(octets, line, line_end);
    if (is_empty_line(octets.subspan(line, next - line))) return HeadSize{line, next};
    line = next;
  }
  return std::nullopt;
}

Head read_head(BufferedSource& source) {
  ByteView seen;
  std::optional<HeadSize> size;
  // Every look is twice as far as the last.
  for (std::size_t wanted = 4096; !size; wanted = 2 * seen.size()) {
    seen = source.peek(wanted);
    size = find_head(seen);
    if (!size && source.ended()) size = HeadSize{seen.size(), seen.size()};
    if ((size ? size->fields : seen.size()) > kMostHeaderOctets) refuse_endless_header();
  }
  Head head{Header::parse(text_of(seen.first(size->fields))),
            primitives::to_bytes(seen.first(size->whole))};
  source.consume(size->whole);
  return head;
}

Entity Entity::parse(ByteView octets) {
  Entity entity;
  entity.whole = octets;
  const HeadSize size = find_head(octets).value_or(HeadSize{octets.size(), octets.size()});
  if (size.fields > kMostHeaderOctets) refuse_endless_header();
  entity.header_text = octets.first(size.fields);
  entity.body = octets.subspan(size.whole);
  entity.header = Header::parse(text_of(entity.header_text));
  return entity;
}

Bytes Entity::decoded_body() const {
  return decode(encoding(), body);
}

Delimiter delimiter_of(std::string_view line, std::string_view boundary) {
  if (!line.starts_with("--") || line.substr(2, boundary.size()) != boundary) {
    return Delimiter::none;
  }
  std::string_view rest = line.substr(2 + boundary.size());
  const bool closes = rest.starts_with("--");
  if (closes) rest.remove_prefix(2);
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos) return Delimiter::none;
  return closes ? Delimiter::close : Delimiter::part;
}

Multipart Multipart::split(ByteView body, std::string_view boundary, char line_end) {
  Multipart result;
  // Trailing blanks cannot be told from padding on the line. \standard{RFC 2046, 5.1.1}
  while (boundary.ends_with(' ')) boundary.remove_suffix(1);
  std::size_t start = 0;  // of the running part
  bool in_part = false;
  for (std::size_t line = 0; line < body.size();) {
    const std::size_t next = next_line(body, line, line_end);
    const Delimiter delimiter = delimiter_of(text_of(body.subspan(line, next - line)), boundary);
    if (delimiter != Delimiter::none) {
      const ByteView before = body.subspan(start, before_line_end(body, start, line) - start);
      if (in_part) {
        result.parts.push_back(before);
      } else {
        result.preamble = before;
      }
      if (result.parts.size() > kMostParts) {
        throw Error(ErrorKind::limit_exceeded, "more parts than the limit",
                    "a message has at most " + std::to_string(kMostParts), "RFC 2046, 5.1", line);
      }
      in_part = delimiter == Delimiter::part;
      start = next;
      if (delimiter == Delimiter::close) {
        result.closed = true;
        result.epilogue = body.subspan(next);
        return result;
      }
    }
    line = next;
  }
  // The last boundary is missing: what is there may still be of use.
  if (in_part) result.parts.push_back(body.subspan(start));
  return result;
}

}  // namespace smime::mime
