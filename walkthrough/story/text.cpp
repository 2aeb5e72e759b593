// Prose of the lesson: patterns whose figures and names enter from the run.
#include "walkthrough/story/text.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::walkthrough {
namespace {

constexpr std::string_view kBlank = "<value>";

void require_no_digits(std::string_view pattern) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::any_of(pattern.begin(), pattern.end(), is_digit)) {
    throw Error(ErrorKind::invalid_argument, "a digit in the prose '" + std::string(pattern) + "'",
                "figures enter the lesson from the run");
  }
}

Piece piece_of(const Value& value) {
  const bool is_term = value.kind() == Value::Kind::term;
  return {is_term ? Piece::Kind::term : Piece::Kind::value, value.text()};
}

}  // namespace

Value term(std::string_view name) {
  return {std::string(name), Value::Kind::term};
}

Text compose(std::string_view pattern, const std::vector<Value>& values) {
  require_no_digits(pattern);
  Text text;
  std::size_t used = 0;
  for (;;) {
    const std::size_t mark = pattern.find("{}");
    text.push_back({Piece::Kind::words, std::string(pattern.substr(0, mark))});
    if (mark == std::string_view::npos) break;
    if (used == values.size()) break;
    text.push_back(piece_of(values[used++]));
    pattern.remove_prefix(mark + 2);
  }
  if (used != values.size() || pattern.find("{}") != std::string_view::npos) {
    throw Error(ErrorKind::invalid_argument, std::to_string(values.size()) + " values",
                "a pattern takes one value for each {}");
  }
  return text;
}

std::string flatten(const Text& text, bool blank) {
  std::string line;
  for (const Piece& piece : text) {
    line += blank && piece.kind == Piece::Kind::value ? kBlank : piece.text;
  }
  return line;
}

}  // namespace smime::walkthrough
