// Times: the calendar's edges, RFC 5280's two windows, RFC 3339's examples.
#include "asn1/time.hpp"

#include "asn1/writer.hpp"
#include "primitives/error.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::bytes_of;

TEST_CASE("UTCTime's years lie between 1950 and 2049 (RFC 5280, 4.1.2.5.1)") {
  CHECK(read_utc_time(bytes_of("491231235959Z")) == Time::from_civil(2049, 12, 31, 23, 59, 59));
  CHECK(read_utc_time(bytes_of("500101000000Z")) == Time::from_civil(1950, 1, 1));
  CHECK(encode([](Writer& w) { w.time(Time::from_civil(2049, 12, 31)); })[0] == 0x17);
  CHECK(encode([](Writer& w) { w.time(Time::from_civil(2050, 1, 1)); })[0] == 0x18);
  CHECK(encode([](Writer& w) { w.time(Time::from_civil(1949, 12, 31)); })[0] == 0x18);
}

TEST_CASE("days that do not exist are refused, leap days are not") {
  CHECK(read_generalized_time(bytes_of("20000229000000Z")).rfc3339() == "2000-02-29T00:00:00Z");
  for (const char* bad : {"19000229000000Z", "20230229000000Z", "20231301000000Z",
                          "20230001000000Z", "20230132000000Z", "20230101240000Z",
                          "20230101006000Z", "20230101000060Z", "20230101000000", "2023010100Z",
                          "20230101000000.5Z", "20230101000000+0000", "2023010100000xZ"}) {
    INFO(bad);
    CHECK_THROWS_AS(read_generalized_time(bytes_of(bad)), Error);
  }
  CHECK(read_generalized_time(bytes_of("2023010112+0130"), false) ==
        Time::from_civil(2023, 1, 1, 10, 30));
  CHECK(read_utc_time(bytes_of("2301011200-0130"), false) == Time::from_civil(2023, 1, 1, 13, 30));
}

TEST_CASE("RFC 3339's examples (5.8) are read") {
  CHECK(Time::from_rfc3339("1985-04-12T23:20:50.52Z") == Time::from_civil(1985, 4, 12, 23, 20, 50));
  CHECK(Time::from_rfc3339("1996-12-19T16:39:57-08:00").rfc3339() == "1996-12-20T00:39:57Z");
  CHECK(Time::from_rfc3339("1937-01-01T12:00:27.87+00:20").rfc3339() == "1937-01-01T11:40:27Z");
  CHECK(Time::from_rfc3339("2026-11-23") == Time::from_civil(2026, 11, 23));
  CHECK(Time::from_civil(1970, 1, 1).seconds == 0);
  CHECK(Time::from_civil(2001, 9, 9, 1, 46, 40).seconds == 1000000000);
  for (const char* bad :
       {"", "2026", "2026-11-23T12:00:00", "2026-02-30", "2026-11-23T12:00:00Zx"}) {
    CHECK_THROWS_AS(Time::from_rfc3339(bad), Error);
  }
}
