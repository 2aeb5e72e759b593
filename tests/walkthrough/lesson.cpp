// The lesson as a whole: it runs, it tells what the article names, and it does not drift.
#include <algorithm>
#include <set>

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/lesson_run.hpp"
#include "walkthrough/render/terminal.hpp"
#include "walkthrough/render/transcript_json.hpp"
#include "walkthrough/render/wrap.hpp"

using namespace smime;
using namespace smime::walkthrough;

namespace {

const RunResult& whole() {
  static const RunResult result = run_lesson({});
  return result;
}

std::set<std::string> told() {
  std::set<std::string> items;
  for (const Chapter& chapter : whole().document.chapters) {
    items.insert(chapter.items.begin(), chapter.items.end());
  }
  return items;
}

}  // namespace

TEST_CASE("the lesson tells every chapter, and the same each time") {
  CHECK(whole().document.chapters.size() == chapters::all().size());
  CHECK(render::transcript_json(whole().document) ==
        render::transcript_json(run_lesson({}).document));
}

TEST_CASE("every item of the article's first three parts is told, and every simplification") {
  const std::set<std::string> items = told();
  for (int item = 1; item <= 84; ++item) {
    INFO("item " << item);
    CHECK(items.count(std::to_string(item)) == 1);
  }
  for (char item = 'a'; item <= 'j'; ++item) CHECK(items.count(std::string(1, item)) == 1);
}

TEST_CASE("walkthrough/README.md names for each chapter the items that it tells") {
  const Bytes readme =
      tests::read_file(std::filesystem::path(SMIME_SOURCE_DIR) / "walkthrough/README.md");
  const std::string text = primitives::to_string(readme);
  for (const Chapter& chapter : whole().document.chapters) {
    std::string row = "| `" + chapter.id + "` |";
    const std::size_t begin = text.find(row);
    REQUIRE(begin != std::string::npos);
    const std::string line = text.substr(begin, text.find('\n', begin) - begin) + " ";
    for (const std::string& item : chapter.items) {
      INFO(chapter.id << " tells " << item);
      CHECK(line.find(" " + item + " ") != std::string::npos);
    }
  }
}

TEST_CASE("with other randomness the lesson says the same words") {
  RunOptions other;
  other.seed = "another morning";
  const std::string first = render::transcript_json(whole().document, true);
  const std::string second = render::transcript_json(run_lesson(other).document, true);
  CHECK(first == second);
  CHECK(render::transcript_json(whole().document) !=
        render::transcript_json(run_lesson(other).document));
}

TEST_CASE("no line of the whole lesson is wider than eighty columns, but for listings") {
  for (const Chapter& chapter : whole().document.chapters) {
    render::terminal(chapter, 1, {false, Zoom::round},
                     [&](const Block& block, const std::string& text) {
                       if (std::holds_alternative<Listing>(block.content)) return;
                       for (std::size_t i = 0; i < text.size();) {
                         const std::size_t end = std::min(text.find('\n', i), text.size());
                         const std::string line = text.substr(i, end - i);
                         // A digest in hexadecimal is a word, and stays whole.
                         if (line.find(' ', 12) != std::string::npos) {
                           INFO(line);
                           CHECK(render::columns(line) <= 80);
                         }
                         i = end + 1;
                       }
                     });
  }
}

TEST_CASE("chapters can be told by themselves, and unknown ones are refused by name") {
  for (const auto& entry : chapters::all()) {
    RunOptions options;
    options.chapters = {std::string(entry.id)};
    CHECK(run_lesson(options).document.chapters.size() == 1);
  }
  RunOptions unknown;
  unknown.chapters = {"dessert"};
  CHECK_THROWS_AS(run_lesson(unknown), Error);
}
