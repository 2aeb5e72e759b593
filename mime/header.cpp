// Header fields (RFC 5322, 2.2).
#include "mime/header.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::mime {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// The end of the line that begins at `start`, behind its line end.
std::size_t end_of_line(std::string_view text, std::size_t start, char line_end) {
  const std::size_t newline = text.find(line_end, start);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

// ftext: printable ASCII but the colon. \standard{RFC 5322, 3.6.8}
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
}

// A line that begins with white space goes on with the field. \standard{RFC 5322, 2.2.3}
std::size_t end_of_field(std::string_view text, std::size_t start, char line_end) {
  std::size_t end = end_of_line(text, start, line_end);
  while (end < text.size() && is_blank(text[end])) end = end_of_line(text, end, line_end);
  return end;
}

// What stands before the colon, without the blanks of the obsolete "Name :"; empty where it is no
// name. \standard{RFC 5322, 4.5}
std::string_view field_name(std::string_view field) {
  std::size_t end = field.find(':');
  if (end == field.npos) return {};
  while (end > 0 && is_blank(field[end - 1])) --end;
  const std::string_view name = field.substr(0, end);
  return is_field_name(name) ? name : std::string_view();
}

// Programs that keep mail in files leave their lines in headers.
bool is_left_behind(std::string_view line, std::size_t start) {
  return start > 0 && (line.starts_with("From ") || line.starts_with(">From "));
}

}  // namespace

bool same_token(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

std::string HeaderField::body() const {
  std::string text;
  for (char c : std::string_view(raw).substr(std::min(raw.find(':') + 1, raw.size()))) {
    if (c != '\r' && c != '\n') text += c;
  }
  const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
  const auto last = std::find_if_not(text.rbegin(), text.rend(), is_blank).base();
  return first < last ? std::string(first, last) : std::string();
}

Header Header::parse(std::string_view text) {
  if (text.size() > kMostHeaderOctets) {
    throw Error(ErrorKind::limit_exceeded, "a header of " + std::to_string(text.size()) + " octets",
                "it has at most " + std::to_string(kMostHeaderOctets), "RFC 5322, 2.1.1");
  }
  const bool only_cr = text.find('\n') == text.npos && text.find('\r') != text.npos;
  Header header;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = end_of_field(text, start, only_cr ? '\r' : '\n');
    const std::string_view raw = text.substr(start, end - start);
    const std::string_view name = field_name(raw);
    if (name.empty() && !is_left_behind(raw, start)) {
      throw Error(ErrorKind::malformed, "a line that is no header field",
                  "a field is a name, a colon and a body", "RFC 5322, 2.2", start);
    }
    if (raw.size() > kMostLineOctets) {
      throw Error(ErrorKind::limit_exceeded, "a field of " + std::to_string(raw.size()) + " octets",
                  "it has at most " + std::to_string(kMostLineOctets), "RFC 5322, 2.1.1", start);
    }
    header.fields_.push_back({std::string(name), std::string(raw)});
    start = end;
  }
  return header;
}

std::optional<std::string> Header::get(std::string_view name) const {
  for (const HeaderField& field : fields_) {
    if (same_token(field.name, name)) return field.body();
  }
  return std::nullopt;
}

std::vector<std::string> Header::all(std::string_view name) const {
  std::vector<std::string> bodies;
  for (const HeaderField& field : fields_) {
    if (same_token(field.name, name)) bodies.push_back(field.body());
  }
  return bodies;
}

void Header::add(std::string_view name, std::string_view body) {
  fields_.push_back({std::string(name), std::string(name) + ": " + std::string(body) + "\r\n"});
}

std::string folded(std::string_view name, std::string_view body) {
  constexpr std::size_t longest = 76;
  std::string text = std::string(name) + ":";
  std::size_t column = text.size();
  while (!body.empty()) {
    const std::size_t word = std::min(body.find_first_not_of(" \t"), body.size());
    const std::size_t end = std::min(body.find_first_of(" \t", word), body.size());
    // No line may hold blanks alone, so that the first word stays behind the name.
    const bool only_blanks = word == body.size();
    if (column + end > longest && word > 0 && !only_blanks && column > name.size() + 1) {
      text += "\r\n";
      column = 0;
    }
    if (word == 0 && column > 0 && text.back() == ':') text += ' ';
    text += body.substr(0, end);
    column += end;
    body.remove_prefix(end);
  }
  return text + "\r\n";
}

std::string Header::text() const {
  std::string text;
  for (const HeaderField& field : fields_) text += field.raw;
  return text;
}

}  // namespace smime::mime
