// Undoing what transport does line by line.
#include "mime/smime/line_repairs.hpp"

#include <algorithm>

#include "mime/canonical.hpp"

namespace smime::mime::secure {
namespace {

// A line without its end; longer ones come in pieces of this size.
constexpr std::size_t kMostLine = 64 * 1024;

using LineEdit = void (*)(std::string& line, bool in_header);

// Lines with canonical ends, each edited. The last has no end where the content had none.
class EditedLines : public Codec {
 public:
  EditedLines(Sink& out, LineEdit edit) : out_(out), edit_(edit), canonical_(splitter_) {}
  void write(ByteView text) override { canonical_.write(text); }
  void finish() override {
    canonical_.finish();
    if (!line_.empty()) emit(false);
  }

 private:
  class Splitter : public Sink {
   public:
    explicit Splitter(EditedLines& to) : to_(to) {}
    void write(ByteView text) override {
      for (const std::uint8_t octet : text) to_.take(octet);
    }

   private:
    EditedLines& to_;
  };

  void take(std::uint8_t octet) {
    if (octet == '\n') {
      line_.pop_back();  // its CR
      return emit(true);
    }
    line_ += static_cast<char>(octet);
    if (line_.size() > kMostLine && octet != '\r') emit(false);
  }

  void emit(bool ended) {
    in_header_ = in_header_ && !line_.empty();
    edit_(line_, in_header_);
    if (ended) line_ += "\r\n";
    out_.write(primitives::bytes_of(line_));
    line_.clear();
  }

  Sink& out_;
  LineEdit edit_;
  Splitter splitter_{*this};
  CanonicalLineEnds canonical_;
  std::string line_;
  bool in_header_ = true;
};

// Every line end another one.
class OtherLineEnds : public Codec {
 public:
  OtherLineEnds(Sink& out, std::string_view end) : writer_(out, end), canonical_(writer_) {}
  void write(ByteView text) override { canonical_.write(text); }
  void finish() override { canonical_.finish(); }

 private:
  // Of canonical text every CR is the first half of a line end.
  class Writer : public Sink {
   public:
    Writer(Sink& out, std::string_view end) : out_(out), end_(end) {}
    void write(ByteView text) override {
      std::string other;
      for (const std::uint8_t octet : text) {
        if (octet == '\n') {
          other += end_;
        } else if (octet != '\r') {
          other += static_cast<char>(octet);
        }
      }
      out_.write(primitives::bytes_of(other));
    }

   private:
    Sink& out_;
    std::string_view end_;
  };

  Writer writer_;
  CanonicalLineEnds canonical_;
};

// Another number of line ends at the end of the content.
class FinalLineEnds : public Codec {
 public:
  /// @param remove  the most that are taken away
  /// @param add     how many come in their place
  FinalLineEnds(Sink& out, std::size_t remove, std::size_t add)
      : out_(out), remove_(remove), add_(add), canonical_(writer_) {}
  void write(ByteView text) override { canonical_.write(text); }
  void finish() override {
    canonical_.finish();
    held_ = held_ - std::min(held_, remove_) + add_;
    release();
  }

 private:
  class Writer : public Sink {
   public:
    explicit Writer(FinalLineEnds& to) : to_(to) {}
    void write(ByteView text) override {
      for (std::size_t i = 0; i < text.size();) {
        const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                                      [](std::uint8_t c) { return c == '\r' || c == '\n'; });
        const auto stop = static_cast<std::size_t>(end - text.begin());
        if (stop > i) {
          to_.release();
          to_.out_.write(text.subspan(i, stop - i));
        }
        if (stop < text.size() && text[stop] == '\n') ++to_.held_;
        i = stop + 1;
      }
    }

   private:
    FinalLineEnds& to_;
  };

  void release() {
    constexpr std::uint8_t crlf[] = {'\r', '\n'};
    for (; held_ > 0; --held_) out_.write(crlf);
  }

  Sink& out_;
  std::size_t remove_, add_, held_ = 0;
  Writer writer_{*this};
  CanonicalLineEnds canonical_;
};

void strip_trailing_blanks(std::string& line, bool) {
  line.erase(line.find_last_not_of(" \t") + 1);
}

// The line before a signature, of which the blank is part. \standard{RFC 3676, 4.3}
void restore_signature_line(std::string& line, bool) {
  if (line == "--") line += ' ';
}

void unstuff_from(std::string& line, bool) {
  const std::size_t from = line.find_first_not_of('>');
  if (from != 0 && from != std::string::npos && line.compare(from, 5, "From ") == 0)
    line.erase(0, 1);
}

void stuff_from(std::string& line, bool) {
  const std::size_t from = line.find_first_not_of('>');
  if (from != std::string::npos && line.compare(from, 5, "From ") == 0) line.insert(0, ">");
}

void unstuff_dot(std::string& line, bool) {
  if (line.starts_with('.')) line.erase(0, 1);
}

void stuff_dot(std::string& line, bool) {
  if (line.starts_with('.')) line.insert(0, ".");
}

// Blanks up to a multiple of eight columns were a tab, where they began the line.
template <std::size_t width>
void leading_tabs(std::string& line, bool) {
  const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  line.replace(0, blanks / width * width, std::string(blanks / width, '\t'));
}

// Two blanks or more that end at a multiple of eight columns were a tab.
void tabs_everywhere(std::string& line, bool) {
  std::string result;
  std::size_t column = 0, blanks = 0;
  for (const char c : line) {
    blanks = c == ' ' ? blanks + 1 : 0;
    result += c;
    if (++column % 8 != 0) continue;
    if (blanks > 1) {
      result.resize(result.size() - std::min<std::size_t>(blanks, 8));
      result += '\t';
    }
    blanks = 0;
  }
  line = result;
}

void expand_tabs(std::string& line, bool) {
  std::string result;
  for (const char c : line) {
    if (c == '\t') {
      result.append(8 - result.size() % 8, ' ');
    } else {
      result += c;
    }
  }
  line = result;
}

void tab_before_continuation(std::string& line, bool in_header) {
  if (in_header && line.starts_with(' ')) {
    line.replace(0,
                 line.find_first_not_of(' ') == std::string::npos ? line.size()
                                                                  : line.find_first_not_of(' '),
                 "\t");
  }
}

void blank_before_continuation(std::string& line, bool in_header) {
  if (in_header && line.starts_with('\t')) line.replace(0, 1, " ");
}

Repair repair(std::string kind, std::string detail, MakeCodec codec) {
  return {{std::move(kind), std::move(detail)},
          [codec](ByteView content) { return coded(content, codec); },
          codec};
}

Repair of_lines(std::string kind, std::string detail, LineEdit edit) {
  return repair(std::move(kind), std::move(detail),
                [edit](Sink& out) { return std::make_unique<EditedLines>(out, edit); });
}

Repair of_end(std::string detail, std::size_t remove, std::size_t add) {
  return repair("final-newline", std::move(detail), [remove, add](Sink& out) {
    return std::make_unique<FinalLineEnds>(out, remove, add);
  });
}

Repair of_line_ends(std::string detail, std::string_view end) {
  return repair("line-ends", std::move(detail),
                [end](Sink& out) { return std::make_unique<OtherLineEnds>(out, end); });
}

std::vector<Repair> make_repairs() {
  constexpr auto all = static_cast<std::size_t>(-1);
  const char *from = "from-stuffing", *dot = "dot-stuffing", *tabs = "tabs";
  return {
      of_line_ends("line ends that were CR LF became others", "\r\n"),
      repair("line-ends", "it was signed with the line ends as they stand, not with CR LF",
             [](Sink& out) { return std::make_unique<PassThrough>(out); }),
      of_line_ends("line ends that were LF when it was signed became CR LF", "\n"),
      of_line_ends("line ends that were CR when it was signed became CR LF", "\r"),
      of_end("the last line end was lost", 0, 1),
      of_end("a line end was added behind the last line", 1, 0),
      of_end("line ends were added behind the last line, which had one", all, 1),
      of_end("line ends were added behind the last line, which had none", all, 0),
      of_end("the last two line ends were lost", 0, 2),
      of_lines("trailing-blanks", "blanks were added at the ends of lines", strip_trailing_blanks),
      of_lines("trailing-blanks", "the blank behind the two hyphens before a signature was lost",
               restore_signature_line),
      of_lines(from, "\">\" was put before lines that begin with \"From \"", unstuff_from),
      of_lines(from, "\">\" was taken from lines that began with \">From \"", stuff_from),
      of_lines(dot, "the dots that SMTP puts before dots were left at the starts of lines",
               unstuff_dot),
      of_lines(dot, "dots were taken from the starts of lines", stuff_dot),
      of_lines(tabs, "tabs at the starts of lines became eight blanks", leading_tabs<8>),
      of_lines(tabs, "tabs at the starts of lines became four blanks", leading_tabs<4>),
      of_lines(tabs, "tabs became blanks up to the next multiple of eight columns",
               tabs_everywhere),
      of_lines(tabs, "blanks became tabs", expand_tabs),
      of_lines("header-folding", "continued header lines that began with a tab begin with blanks",
               tab_before_continuation),
      of_lines("header-folding", "continued header lines that began with a blank begin with a tab",
               blank_before_continuation),
  };
}

}  // namespace

const std::vector<Repair>& line_repairs() {
  static const std::vector<Repair> all = make_repairs();
  return all;
}

}  // namespace smime::mime::secure
