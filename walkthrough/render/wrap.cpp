// Prose set into lines of a given width, with marks around its values.
#include "walkthrough/render/wrap.hpp"

#include <algorithm>

namespace smime::walkthrough::render {
namespace {

// A word: what it looks like with ink, and how many columns it takes.
struct Word {
  std::string inked;
  std::size_t columns = 0;
};

// Appends `part` to the word; inks it where it is a value.
void extend(Word& word, std::string_view part, bool is_value, Ink ink) {
  if (part.empty()) return;
  if (is_value) word.inked += ink.on;
  word.inked += part;
  if (is_value) word.inked += ink.off;
  word.columns += columns(part);
}

std::vector<Word> words_of(const Text& text, Ink ink) {
  std::vector<Word> words(1);
  for (const Piece& piece : text) {
    std::string_view rest = piece.text;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      extend(words.back(), rest.substr(0, space), piece.kind == Piece::Kind::value, ink);
      if (space == rest.size()) break;
      words.emplace_back();
      rest.remove_prefix(space + 1);
    }
  }
  return words;
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::vector<std::string> wrap(const Text& text, std::size_t width, Ink ink) {
  std::vector<std::string> lines(1);
  std::size_t filled = 0;
  for (const Word& word : words_of(text, ink)) {
    if (word.columns == 0) continue;
    if (filled > 0 && filled + 1 + word.columns > width) {
      lines.emplace_back();
      filled = 0;
    }
    if (filled > 0) {
      lines.back() += ' ';
      ++filled;
    }
    lines.back() += word.inked;
    filled += word.columns;
  }
  return lines;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  return wrap(Text{{Piece::Kind::words, std::string(text)}}, width, {});
}

}  // namespace smime::walkthrough::render
