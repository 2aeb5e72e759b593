// The lesson as a reader in a plain terminal gets it, against tests/walkthrough/transcript.txt:
// what changes in it is reviewed there.
#include <algorithm>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "walkthrough/lesson_run.hpp"
#include "walkthrough/render/terminal.hpp"

using namespace smime;
using namespace smime::walkthrough;

namespace {

std::string told() {
  const Document document = run_lesson({}).document;
  std::string text;
  for (std::size_t i = 0; i < document.chapters.size(); ++i) {
    render::terminal(document.chapters[i], i + 1, {},
                     [&](const Block&, const std::string& block) { text += block; });
  }
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("the lesson is the one that was reviewed") {
  const auto file = std::filesystem::path(SMIME_SOURCE_DIR) / "tests/walkthrough/transcript.txt";
  const auto reviewed = lines_of(primitives::to_string(tests::read_file(file)));
  const auto lines = lines_of(told());
  const std::size_t common = std::min(lines.size(), reviewed.size());
  std::size_t first = 0;
  while (first < common && lines[first] == reviewed[first]) ++first;
  INFO("Line " << first + 1
               << " differs. Where the change is meant, read it in the difference that "
               << "walkthrough/run > tests/walkthrough/transcript.txt makes, and commit that.");
  if (first < common) CHECK(lines[first] == reviewed[first]);
  CHECK(lines.size() == reviewed.size());
}
