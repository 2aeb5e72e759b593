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
std::size_t end_of_line(std::string_view text, std::size_t start) {
  const std::size_t newline = text.find('\n', start);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

// ftext: printable ASCII but the colon. \standard{RFC 5322, 3.6.8}
bool is_field_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
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
  Header header;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = end_of_line(text, start);
    const std::size_t colon = text.find(':', start);
    std::size_t name_end = std::min(colon, text.size());
    while (name_end > start && is_blank(text[name_end - 1])) --name_end;  // obsolete "Name :"
    const std::string_view name = text.substr(start, name_end - start);
    if (colon >= end || !is_field_name(name)) {
      throw Error(ErrorKind::malformed, "a line that is no header field",
                  "a field is a name, a colon and a body", "RFC 5322, 2.2", start);
    }
    // A line that begins with white space goes on with the field. \standard{RFC 5322, 2.2.3}
    while (end < text.size() && is_blank(text[end])) end = end_of_line(text, end);
    if (end - start > kMostLineOctets) {
      throw Error(ErrorKind::limit_exceeded,
                  "a field of " + std::to_string(end - start) + " octets",
                  "it has at most " + std::to_string(kMostLineOctets), "RFC 5322, 2.1.1", start);
    }
    header.fields_.push_back({std::string(name), std::string(text.substr(start, end - start))});
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

std::string Header::text() const {
  std::string text;
  for (const HeaderField& field : fields_) text += field.raw;
  return text;
}

}  // namespace smime::mime
