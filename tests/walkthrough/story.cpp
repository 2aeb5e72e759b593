// The story's own rules: figures come from the run, maps cover every octet, drift stops the run.
#include "walkthrough/story/story.hpp"

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "walkthrough/story/scripted_random.hpp"

using namespace smime;
using namespace smime::walkthrough;

TEST_CASE("prose takes its figures from the run and holds none itself") {
  CHECK(flatten(compose("{} octets of {}", {3, term("RFC 5652")})) == "3 octets of RFC 5652");
  CHECK(flatten(compose("{} octets of {}", {3, term("RFC 5652")}), true) ==
        "<value> octets of RFC 5652");
  CHECK_THROWS_AS(compose("16 octets", {}), Error);
  CHECK_THROWS_AS(compose("{} octets", {}), Error);
  CHECK_THROWS_AS(compose("octets", {1}), Error);
}

TEST_CASE("a map must cover every octet exactly once") {
  ScriptedRandom random("test");
  Story story(random);
  story.chapter("c", "C", "Nothing.");
  const Bytes octets{1, 2, 3};
  CHECK_NOTHROW(story.map("whole", octets, {{0, 1, "a", "", 0}, {1, 2, "b", "", 0}}));
  CHECK_THROWS_AS(story.map("gap", octets, {{0, 1, "a", "", 0}, {2, 1, "b", "", 0}}), Drift);
  CHECK_THROWS_AS(story.map("short", octets, {{0, 2, "a", "", 0}}), Drift);
}

TEST_CASE("what does not hold stops the run") {
  ScriptedRandom random("test");
  Story story(random);
  story.chapter("c", "C", "Nothing.");
  x509::Report failed;
  failed.fail(x509::Reason::expired, "validity", "RFC 5280, 6.1.3 (a) (2)", "Katie", "too late");
  CHECK_THROWS_AS(story.require(false, "never", {}), Drift);
  CHECK_THROWS_AS(story.require_equal("same", Bytes{1}, Bytes{2}), Drift);
  CHECK_THROWS_AS(story.require_passed("report", failed), Drift);
  CHECK_THROWS_AS(story.require_refused("report", failed, x509::Reason::revoked), Drift);
  CHECK_NOTHROW(story.require_refused("report", failed, x509::Reason::expired));
}

TEST_CASE("scripted randomness counts where it is told to, and follows its seed elsewhere") {
  ScriptedRandom first("one"), again("one"), other("two");
  first.count_from(0x20, 3);
  again.count_from(0x20, 3);
  const Bytes drawn = first.bytes(70);
  CHECK(Bytes(drawn.begin(), drawn.begin() + 3) == Bytes{0x20, 0x21, 0x22});
  CHECK(drawn == again.bytes(70));
  CHECK(drawn != other.bytes(70));
}
