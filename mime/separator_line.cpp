// The line that stands before each message of an mbox (RFC 4155, A).
#include "mime/separator_line.hpp"

#include <algorithm>
#include <array>

#include "mime/header.hpp"

namespace smime::mime {
namespace {

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  return std::any_of(months.begin(), months.end(),
                     [&](std::string_view month) { return same_token(word, month); });
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "18:22:48", "8:22"
bool is_time(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2) return false;
  const std::string_view minutes = word.substr(colon + 1, 2),
                         rest = word.substr(std::min(colon + 3, word.size()));
  return all_digits(word.substr(0, colon)) && minutes.size() == 2 && all_digits(minutes) &&
         (rest.empty() || (rest.size() == 3 && rest[0] == ':' && all_digits(rest.substr(1))));
}

bool is_year(std::string_view word) {
  return word.size() == 4 && all_digits(word) && word >= "1970";
}

}  // namespace

bool begins_like_field(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && line[end] > ' ' && line[end] < 0x7f && line[end] != ':') ++end;
  const std::size_t colon = line.find_first_not_of(" \t", end);
  return end > 0 && colon != std::string_view::npos && line[colon] == ':';
}

bool may_be_separator_line(std::string_view line) {
  return line.starts_with("From ") && !begins_like_field(line);
}

bool is_separator_line(std::string_view line) {
  constexpr std::string_view from = "From ";
  if (!line.starts_with(from)) return false;
  bool month = false, time = false, year = false;
  for (line.remove_prefix(from.size()); !line.empty();) {
    const std::string_view word = line.substr(0, line.find_first_of(" \t,"));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    month = month || is_month(word);
    time = time || is_time(word);
    year = year || is_year(word);
  }
  return month && time && year;
}

}  // namespace smime::mime
