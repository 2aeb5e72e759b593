// Undoing what gateways do to MIME entities.
#include "mime/smime/entity_repairs.hpp"

#include <algorithm>

#include "mime/canonical.hpp"
#include "mime/leaves.hpp"
#include "mime/smime/charset_damage.hpp"
#include "mime/smime/header_repairs.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using Undo = std::function<Bytes(ByteView)>;

// Only text is signed and damaged as text.
bool is_text(const Entity& leaf) {
  return leaf.content_type().value.starts_with("text/");
}

bool is_plain(TransferEncoding encoding) {
  return encoding != TransferEncoding::base64 && encoding != TransferEncoding::quoted_printable;
}

// Edits every leaf; what has no readable header stays.
Undo of_leaves(LeafEdit edit) {
  return [edit = std::move(edit)](ByteView content) {
    try {
      return edit_leaves(content, Leaves::all, edit);
    } catch (const Error&) {
      return primitives::to_bytes(content);
    }
  };
}

Bytes entity_of(const std::string& header, ByteView body) {
  Bytes entity = primitives::to_bytes(header + "\r\n");
  primitives::append(entity, body);
  return entity;
}

// The line ends behind a body belong to what is around it: their number stays.
Bytes with_ends_of(std::string text, ByteView body) {
  const auto last = std::find_if(body.rbegin(), body.rend(),
                                 [](std::uint8_t c) { return c != '\r' && c != '\n'; });
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  text += primitives::to_string(body.last(static_cast<std::size_t>(last - body.rbegin())));
  return primitives::to_bytes(text);
}

std::string base64_lines(ByteView octets, std::size_t width) {
  std::string digits = encode_base64(octets), lines;
  digits.erase(
      std::remove_if(digits.begin(), digits.end(), [](char c) { return c == '\r' || c == '\n'; }),
      digits.end());
  for (std::size_t i = 0; i < digits.size(); i += width) lines += digits.substr(i, width) + "\r\n";
  return lines;
}

// A body that came encoded was sent without, under this name of an encoding; empty: under none.
Undo decoded(TransferEncoding arrived, const std::string& name) {
  return of_leaves([=](const Entity& leaf) -> std::optional<Bytes> {
    if (leaf.encoding() != arrived || !is_text(leaf)) return std::nullopt;
    return entity_of(with_encoding(leaf.header, name), canonical_line_ends(leaf.decoded_body()));
  });
}

std::string quoted_printable(ByteView octets, bool for_transport) {
  return primitives::to_string(coded(octets, [for_transport](Sink& out) {
    return std::make_unique<QuotedPrintableEncoder>(out, for_transport);
  }));
}

// A body that came without encoding was sent with it.
// @param for_transport  with the escapes of RFC 2049, 3
Undo encoded(TransferEncoding sent, bool for_transport = false) {
  return of_leaves([=](const Entity& leaf) -> std::optional<Bytes> {
    if (!is_plain(leaf.encoding()) || !is_text(leaf)) return std::nullopt;
    const std::string body = sent == TransferEncoding::base64
                                 ? encode_base64(leaf.body)
                                 : quoted_printable(leaf.body, for_transport);
    const bool base64 = sent == TransferEncoding::base64;
    return entity_of(with_encoding(leaf.header, std::string(to_string(sent))),
                     base64 ? with_ends_of(body, leaf.body) : primitives::to_bytes(body));
  });
}

Undo base64_in_lines_of(std::size_t width) {
  return of_leaves([=](const Entity& leaf) -> std::optional<Bytes> {
    if (leaf.encoding() != TransferEncoding::base64) return std::nullopt;
    return entity_of(leaf.header.text(),
                     with_ends_of(base64_lines(leaf.decoded_body(), width), leaf.body));
  });
}

Undo quoted_printable_anew() {
  return of_leaves([](const Entity& leaf) -> std::optional<Bytes> {
    if (leaf.encoding() != TransferEncoding::quoted_printable) return std::nullopt;
    return entity_of(leaf.header.text(),
                     with_ends_of(encode_quoted_printable(leaf.decoded_body()), leaf.body));
  });
}

// Text in another charset, under this name; empty: under the name that it has.
Undo in_charset(bool utf8, const std::string& name) {
  return of_leaves([=](const Entity& leaf) -> std::optional<Bytes> {
    if (!is_text(leaf) || !is_plain(leaf.encoding())) return std::nullopt;
    const auto body = utf8 ? utf8_of_windows_1252(leaf.body) : windows_1252_of_utf8(leaf.body);
    if (!body) return std::nullopt;
    return entity_of(with_charset(leaf.header, name), *body);
  });
}

// Lines of paragraphs end with a blank in format=flowed. \standard{RFC 3676, 4.1}
Bytes flowed(ByteView content) {
  const std::string text = primitives::to_string(content);
  std::string result;
  std::size_t i = std::min(text.find("\r\n\r\n"), text.size());
  result = text.substr(0, i);
  for (; i < text.size(); ++i) {
    const bool ends_line = text[i] == '\r' && i > 0 && text[i - 1] != '\n';
    const bool goes_on = i + 2 < text.size() && text[i + 2] != '\r' && text[i + 2] != ' ';
    if (ends_line && goes_on) result += ' ';
    result += text[i];
  }
  return primitives::to_bytes(result);
}

// sendmail breaks long lines with "!", a line end and a blank.
Bytes unbroken(ByteView content) {
  std::string text = primitives::to_string(content);
  for (std::size_t at = text.find("!\r\n "); at != std::string::npos;
       at = text.find("!\r\n ", at)) {
    text.erase(at, 4);
  }
  return primitives::to_bytes(text);
}

// Whether a line is what mailing lists put above their footers.
bool is_separator(std::string_view line) {
  constexpr std::size_t least = 5;
  return line.size() >= least && std::string_view("_-=*").find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

// Cut off before the last separating line.
Bytes without_footer(ByteView content) {
  const std::string text = primitives::to_string(content);
  std::size_t cut = text.size();
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find("\r\n", line), text.size());
    if (is_separator(std::string_view(text).substr(line, end - line))) cut = line;
    line = end + 2;
  }
  return primitives::to_bytes(text.substr(0, cut));
}

Bytes without_byte_order_mark(ByteView content) {
  constexpr std::uint8_t mark[] = {0xef, 0xbb, 0xbf};
  const bool marked = content.size() >= 3 && std::equal(mark, mark + 3, content.begin());
  return primitives::to_bytes(content.subspan(marked ? 3 : 0));
}

void add(std::vector<Repair>& all, const char* kind, std::string detail, Undo undo) {
  all.push_back({{kind, std::move(detail)}, std::move(undo)});
}

void add_encodings(std::vector<Repair>& all) {
  constexpr const char* kind = "transfer-encoding";
  for (const auto arrived : {TransferEncoding::quoted_printable, TransferEncoding::base64}) {
    const std::string detail = "text was re-encoded as " + std::string(to_string(arrived));
    for (const char* name : {"8bit", "7bit", "", "binary", "8BIT"}) {
      const std::string was = *name == '\0' ? " and named none" : " from " + std::string(name);
      add(all, kind, detail + was, decoded(arrived, name));
    }
  }
  for (const bool for_transport : {false, true}) {
    add(all, kind, "quoted-printable text was decoded",
        encoded(TransferEncoding::quoted_printable, for_transport));
  }
  add(all, kind, "base64 text was decoded", encoded(TransferEncoding::base64));
  for (const std::size_t width : {76U, 72U, 64U, 60U}) {
    add(all, kind, "base64 in lines of " + std::to_string(width) + " characters was re-encoded",
        base64_in_lines_of(width));
  }
  add(all, kind, "quoted-printable was re-encoded", quoted_printable_anew());
}

void add_charsets(std::vector<Repair>& all) {
  for (const char* name : {"", "utf-8", "UTF-8"}) {
    add(all, "charset", "text in UTF-8 was re-encoded as ISO-8859-1 or windows-1252",
        in_charset(true, name));
  }
  for (const char* name : {"", "iso-8859-1", "ISO-8859-1", "windows-1252", "Windows-1252"}) {
    add(all, "charset", "text in ISO-8859-1 or windows-1252 was re-encoded as UTF-8",
        in_charset(false, name));
  }
}

}  // namespace

std::vector<Repair> entity_repairs(ByteView content) {
  std::vector<Repair> all;
  add_encodings(all);
  add_charsets(all);
  for (Repair& repair : header_repairs(content)) all.push_back(std::move(repair));
  add(all, "trailing-blanks", "the blanks at the ends of flowed lines were lost", flowed);
  add(all, "line-wrapping", "long lines were broken with \"!\" and a line end", unbroken);
  add(all, "footer-added", "a footer was put behind the text", without_footer);
  add(all, "byte-order-mark", "a byte order mark was put before the content",
      without_byte_order_mark);
  return all;
}

}  // namespace smime::mime::secure
