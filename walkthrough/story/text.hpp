// Prose of the lesson: patterns whose figures and names enter from the run.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace smime::walkthrough {

/// What goes into a pattern's `{}`.
class Value {
 public:
  enum class Kind {
    value,  ///< computed in this run; blanked when two runs are compared
    term,   ///< a name of the field that holds digits: "X.509", "RFC 5652, 5.4"
  };

  Value(std::string text) : text_(std::move(text)) {}
  Value(std::string_view text) : text_(text) {}
  Value(const char* text) : text_(text) {}
  template <std::integral Number>
  Value(Number number) : text_(std::to_string(number)) {}
  Value(std::string text, Kind kind) : text_(std::move(text)), kind_(kind) {}

  const std::string& text() const { return text_; }
  Kind kind() const { return kind_; }

 private:
  std::string text_;
  Kind kind_ = Kind::value;
};

/// A name of the field that does not depend on the run.
Value term(std::string_view name);

/// A piece of prose: words of a pattern, or a value that came in.
struct Piece {
  enum class Kind { words, value, term };
  Kind kind = Kind::words;
  std::string text;
};
using Text = std::vector<Piece>;

/// Puts values into a pattern, one for each `{}`.
/// @throws Error (invalid_argument) where their counts differ, or the pattern holds a digit: the
///         lesson's figures come from the run, never from its prose
Text compose(std::string_view pattern, const std::vector<Value>& values);

/// The text as one line; with `blank`, every value is replaced by the same mark.
std::string flatten(const Text& text, bool blank = false);

}  // namespace smime::walkthrough
