// The document that a run of the lesson leaves behind; the renderers read nothing else.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "primitives/bytes.hpp"
#include "walkthrough/story/text.hpp"
#include "x509/report.hpp"

namespace smime::walkthrough {

/// How close one looks. A block is shown where its level is at most the reader's.
enum class Zoom { message, part, field, byte, block, exponentiation, round };

/// @throws Error (invalid_argument) for a word that is no level
Zoom zoom_of(std::string_view word);
std::string_view to_string(Zoom zoom);

/// Octets `offset` to `offset + size - 1` of a block, what they are, and where they came from.
struct ByteSpan {
  std::size_t offset = 0;
  std::size_t size = 0;
  std::string label;
  std::string origin;  ///< "step 1", "Katie's certificate"; empty where made here
  unsigned depth = 0;  ///< nesting inside the structure
};

struct Prose {
  Text text;
};

/// Octets under a title; the spans, where there are any, cover every octet exactly once.
struct BytesBlock {
  std::string title;
  Bytes octets;
  std::vector<ByteSpan> spans;
};

/// Lines that are meant to be read as they stand: a message, a listing.
struct Listing {
  std::string title;
  std::string text;
};

/// Two columns: names and values.
struct Table {
  std::string title;
  std::vector<std::vector<Text>> rows;
};

/// Rounds of an algorithm, folded to a few lines by the terminal.
struct Rounds {
  std::string title;
  std::vector<std::string> lines;
};

/// The library's own verdict.
struct ReportBlock {
  std::string title;
  x509::Report report;
};

/// A check of the lesson itself: it held, or the run would have stopped.
struct Proof {
  Text text;
};

/// A command that the reader can run over the files that `--out` writes.
struct TryIt {
  std::string command;
  std::string expected;  ///< what its output must contain; tests look for it
};

/// Something beside the road: where the article simplifies, what broke since.
struct Aside {
  std::string title;
  Text text;
};

struct Exercise {
  Text text;
};

/// A heading inside a chapter: who acts, and in the article's steps their number and name.
struct Step {
  std::optional<int> number;
  std::string actor;
  std::string title;
};

using Content = std::variant<Step, Prose, BytesBlock, Listing, Table, Rounds, ReportBlock, Proof,
                             TryIt, Aside, Exercise>;

struct Block {
  Zoom zoom = Zoom::message;
  Content content;
};

struct Chapter {
  std::string id;  ///< as on the command line: "secrecy"
  std::string title;
  std::string makes;               ///< one sentence: what the chapter makes
  std::vector<std::string> items;  ///< the article's checklist items that it tells
  std::vector<Block> blocks;
};

struct Document {
  std::vector<Chapter> chapters;
};

}  // namespace smime::walkthrough
