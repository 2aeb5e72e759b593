// Legacy display elements (RFC 9788, 4.5.3, 5.2.2, 5.2.3 and 10.3).
#include "mime/smime/legacy_display.hpp"

#include <algorithm>
#include <array>

#include "mime/encoded_words.hpp"
#include "mime/leaves.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::string_view kParameter = "hp-legacy-display";
constexpr std::string_view kClass = "header-protection-legacy-display";

constexpr std::array<std::string_view, 13> kUserFacing = {
    "Subject",   "From",        "To",           "Cc",          "Date",
    "Reply-To",  "Followup-To", "Sender",       "Resent-From", "Resent-To",
    "Resent-Cc", "Resent-Date", "Resent-Sender"};

// \standard{RFC 9788, 10.3}
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else if (c == '>') {
      result += "&gt;";
    } else if (c == '"') {
      result += "&quot;";
    } else if (c == '\'') {
      result += "&apos;";
    } else {
      result += c;
    }
  }
  return result;
}

// The index behind the `<body ...>` tag; the start where there is none.
std::size_t behind_body_tag(std::string_view html) {
  const std::size_t tag = lower(html).find("<body");
  if (tag == std::string::npos) return 0;
  const std::size_t end = html.find('>', tag);
  return end == std::string_view::npos ? 0 : end + 1;
}

// \standard{RFC 9788, 5.2.3.1}
std::string html_with_element(const std::string& html, const std::string& lines) {
  const std::size_t at = behind_body_tag(html);
  const std::string element =
      "<div class=\"" + std::string(kClass) + "\">\r\n<pre>" + escaped(lines) + "</pre>\r\n</div>";
  return html.substr(0, at) + (at > 0 ? "\r\n" : "") + element + "\r\n" + html.substr(at);
}

// Up to the end of the first `<div>` of the class, with the line end behind it. No `<div>` stands
// inside an element. \standard{RFC 9788, 4.5.3.3}
std::string html_without_element(const std::string& html) {
  const std::string small = lower(html);
  const std::size_t name = small.find(kClass);
  if (name == std::string::npos) return html;
  const std::size_t start = small.rfind("<div", name);
  std::size_t end = small.find("</div>", name);
  if (start == std::string::npos || end == std::string::npos) return html;
  if (small.find('>', start) < name) return html;  // the words stand in the text, not in the tag
  end += std::string_view("</div>").size();
  if (html.compare(end, 2, "\r\n") == 0) end += 2;
  return html.substr(0, start) + html.substr(end);
}

// Behind the first empty line. \standard{RFC 9788, 4.5.3.2}
std::string text_without_element(const std::string& text) {
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size() - 1) + 1;
    if (text.find_first_not_of(" \t\r\n", line) >= end) return text.substr(end);
    line = end;
  }
  return text;
}

std::string encoded(TransferEncoding encoding, const std::string& text) {
  const ByteView octets = primitives::bytes_of(text);
  if (encoding == TransferEncoding::base64) return encode_base64(octets);
  if (encoding == TransferEncoding::quoted_printable) return encode_quoted_printable(octets);
  return text;
}

// A leaf with another body and another Content-Type field.
Bytes rebuilt(const Entity& leaf, const HeaderField& content_type, const std::string& body) {
  std::string text = leaf.header.get("Content-Type") ? "" : content_type.raw;
  for (const HeaderField& field : leaf.header.fields()) {
    text += same_token(field.name, "Content-Type") ? content_type.raw : field.raw;
  }
  return primitives::to_bytes(text + "\r\n" + encoded(leaf.encoding(), body));
}

std::optional<HeaderField> content_type_field(const Entity& leaf) {
  for (const HeaderField& field : leaf.header.fields()) {
    if (same_token(field.name, "Content-Type")) return field;
  }
  return std::nullopt;
}

// Whether the part's text may have UTF-8 put before it.
bool holds_utf8(const Entity& leaf) {
  const std::string charset = lower(leaf.content_type().parameter("charset").value_or("us-ascii"));
  return charset == "utf-8" && leaf.encoding() != TransferEncoding::seven_bit;
}

// An encoded word may hold line ends, and two of them would end the element. \standard{RFC 9788,
// 10.3}
std::string lines_of(const std::vector<HeaderField>& fields, bool utf8) {
  std::string lines;
  for (const HeaderField& field : fields) {
    std::string text = utf8 ? decode_text(field.body()) : field.body();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    lines += (lines.empty() ? "" : "\r\n") + field.name + ": " + text;
  }
  return lines;
}

// Where the parameter stands, from its semicolon to before the next; two equal indexes where it is
// not there. Quoted strings are stepped over.
std::pair<std::size_t, std::size_t> find_parameter(std::string_view raw, std::string_view name) {
  std::vector<std::size_t> semicolons;
  bool in_quotes = false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && in_quotes) {
      ++i;
    } else if (raw[i] == '"') {
      in_quotes = !in_quotes;
    } else if (raw[i] == ';' && !in_quotes) {
      semicolons.push_back(i);
    }
  }
  const std::size_t end = raw.find_last_not_of(" \t\r\n") + 1;
  for (std::size_t i = 0; i < semicolons.size(); ++i) {
    const std::size_t start = semicolons[i];
    const std::size_t next = i + 1 < semicolons.size() ? semicolons[i + 1] : end;
    const std::size_t equals = std::min(raw.find('=', start), next);
    const std::size_t first = std::min(raw.find_first_not_of("; \t\r\n", start), equals);
    const std::size_t last = raw.find_last_not_of(" \t\r\n", equals - 1) + 1;
    if (same_token(raw.substr(first, last > first ? last - first : 0), name)) return {start, next};
  }
  return {end, end};
}

}  // namespace

bool is_user_facing(std::string_view field_name) {
  return std::any_of(kUserFacing.begin(), kUserFacing.end(),
                     [&](std::string_view one) { return same_token(one, field_name); });
}

HeaderField without_parameter(const HeaderField& content_type, std::string_view name) {
  HeaderField field = content_type;
  for (;;) {
    const auto [start, end] = find_parameter(field.raw, name);
    if (start == end) return field;
    field.raw.erase(start, end - start);
  }
}

HeaderField with_parameter(const HeaderField& content_type, std::string_view name,
                           std::string_view value) {
  HeaderField field = without_parameter(content_type, name);
  field.raw.erase(field.raw.find_last_not_of(" \t\r\n;") + 1);
  field.raw += ";\r\n " + std::string(name) + "=\"" + std::string(value) + "\"\r\n";
  return field;
}

Bytes with_legacy_display(ByteView entity, const std::vector<HeaderField>& fields) {
  if (fields.empty()) return primitives::to_bytes(entity);
  return edit_leaves(entity, Leaves::main_body, [&](const Entity& leaf) -> std::optional<Bytes> {
    const std::string type = leaf.content_type().value;
    const bool html = type == "text/html";
    if (type != "text/plain" && !html) return std::nullopt;
    const HeaderField field = content_type_field(leaf).value_or(
        HeaderField{"Content-Type", "Content-Type: text/plain\r\n"});
    const std::string lines = lines_of(fields, holds_utf8(leaf));
    const std::string body = primitives::to_string(leaf.decoded_body());
    const HeaderField marked = with_parameter(field, kParameter, "1");
    return rebuilt(leaf, marked, html ? html_with_element(body, lines) : lines + "\r\n\r\n" + body);
  });
}

Bytes without_legacy_display(ByteView entity) {
  return edit_leaves(entity, Leaves::all, [](const Entity& leaf) -> std::optional<Bytes> {
    const ParameterizedValue type = leaf.content_type();
    const bool html = type.value == "text/html";
    if (type.value != "text/plain" && !html) return std::nullopt;
    if (type.parameter(kParameter) != "1") return std::nullopt;
    const std::string body = primitives::to_string(leaf.decoded_body());
    return rebuilt(leaf, without_parameter(*content_type_field(leaf), kParameter),
                   html ? html_without_element(body) : text_without_element(body));
  });
}

}  // namespace smime::mime::secure
