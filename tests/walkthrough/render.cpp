// The renderers: eighty columns, colour only on demand, folded dumps, labelled maps.
#include <sstream>

#include "tests/support/catch.hpp"
#include "walkthrough/render/hex_dump.hpp"
#include "walkthrough/render/terminal.hpp"
#include "walkthrough/render/wrap.hpp"

using namespace smime;
using namespace smime::walkthrough;
using namespace smime::walkthrough::render;

TEST_CASE("prose is broken at spaces into lines of the width") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("unbreakable a", 4) == std::vector<std::string>{"unbreakable", "a"});
  CHECK(wrap(compose("a {} b", {12}), 80, {"<", ">"}) == std::vector<std::string>{"a <12> b"});
  CHECK(columns("na\xc3\xafve") == 5);
}

TEST_CASE("a long dump is folded in the middle and says how much it hides") {
  const Bytes octets(160, 0x41);
  CHECK(hex_dump(octets, 100).size() == 10);
  const auto folded = hex_dump(octets, 4);
  REQUIRE(folded.size() == 4);
  CHECK(folded[2] == "        ... 112 octets more ...");
  CHECK(folded[0].ends_with("|AAAAAAAAAAAAAAAA|"));
}

TEST_CASE("no line of the terminal is longer than eighty columns") {
  Chapter chapter{"c", "Title", "It makes nothing.", {}, {}};
  std::string words;
  for (int i = 0; i < 60; ++i) words += "word ";
  chapter.blocks = {{Zoom::message, Step{1, "I", words}},
                    {Zoom::message, Prose{compose(words, {})}},
                    {Zoom::message, Aside{"aside", compose(words, {})}},
                    {Zoom::byte, BytesBlock{"map", Bytes(40, 7), {{0, 40, words, words, 9}}}},
                    {Zoom::message, TryIt{words, words}},
                    {Zoom::message, Proof{compose(words, {})}},
                    {Zoom::message, Table{"t", {{compose("name", {}), compose(words, {})}}}}};
  terminal(chapter, 1, {false, Zoom::round}, [](const Block&, const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) CHECK(columns(line) <= 80);
    CHECK(text.find('\x1b') == std::string::npos);
  });
}

TEST_CASE("blocks closer than the reader's zoom are left out") {
  Chapter chapter{"c", "Title", "It makes nothing.", {}, {}};
  chapter.blocks = {{Zoom::message, Prose{compose("far", {})}},
                    {Zoom::round, Prose{compose("near", {})}}};
  std::string all;
  terminal(chapter, 1, {true, Zoom::message},
           [&](const Block&, const std::string& text) { all += text; });
  CHECK(all.find("far") != std::string::npos);
  CHECK(all.find("near") == std::string::npos);
  CHECK(all.find('\x1b') != std::string::npos);
}
