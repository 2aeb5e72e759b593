// The article's day as one session in a terminal, through the real program.
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

using namespace smime::tests;

TEST_CASE("the article's day, from the two authorities to the colleague who leaves") {
  play_file("article_day.txt");
}
