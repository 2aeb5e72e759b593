// Times: the calendar, and RFC 3339 text.
#include "asn1/time.hpp"

#include <cstdio>
#include <string>

#include "asn1/time_fields.hpp"
#include "primitives/error.hpp"

namespace smime::asn1 {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Days of the proleptic Gregorian calendar before 1 January of `year`, counted from year 0.
std::int64_t days_before_year(std::int64_t year) {
  const std::int64_t y = year - 1;
  return year == 0 ? 0 : 366 + y * 365 + y / 4 - y / 100 + y / 400;
}

std::int64_t days_of(int year, int month, int day) {
  std::int64_t days = days_before_year(year) - days_before_year(1970) + day - 1;
  for (int m = 1; m < month; ++m) days += days_in_month(year, m);
  return days;
}

bool exists(const TimeFields& t) {
  return t.year >= 0 && t.year <= 9999 && t.month >= 1 && t.month <= 12 && t.day >= 1 &&
         t.day <= days_in_month(t.year, t.month) && t.hour >= 0 && t.hour <= 23 && t.minute >= 0 &&
         t.minute <= 59 && t.second >= 0 && t.second <= 59;
}

}  // namespace

TimeFields to_fields(const Time& time) {
  std::int64_t day = time.seconds / kSecondsPerDay;
  std::int64_t rest = time.seconds % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --day;
  }
  TimeFields t;
  t.hour = static_cast<int>(rest / 3600);
  t.minute = static_cast<int>(rest / 60 % 60);
  t.second = static_cast<int>(rest % 60);
  day += days_before_year(1970);
  std::int64_t year = day / 366;
  while (days_before_year(year + 1) <= day) ++year;
  t.year = static_cast<int>(year);
  day -= days_before_year(year);
  t.month = 1;
  while (day >= days_in_month(t.year, t.month)) day -= days_in_month(t.year, t.month++);
  t.day = static_cast<int>(day) + 1;
  return t;
}

Time from_fields(const TimeFields& t) {
  if (!exists(t)) {
    throw Error(ErrorKind::invalid_argument, "a date or time that does not exist",
                "it is a day of the calendar, from 00:00:00 to 23:59:59", "RFC 3339, 5.7");
  }
  return {days_of(t.year, t.month, t.day) * kSecondsPerDay + t.hour * 3600 + t.minute * 60 +
          t.second};
}

Time east_of_utc(Time local, int seconds) {
  const Time utc{local.seconds - seconds};
  if (utc < from_fields({0}) || utc > from_fields({9999, 12, 31, 23, 59, 59})) {
    throw Error(ErrorKind::invalid_argument, "a time outside the years 0 to 9999 of UTC",
                "a year has four digits", "RFC 3339, 5.6");
  }
  return utc;
}

Time Time::from_civil(int year, int month, int day, int hour, int minute, int second) {
  return from_fields({year, month, day, hour, minute, second});
}

int Time::year() const {
  return to_fields(*this).year;
}

std::string Time::rfc3339() const {
  const TimeFields t = to_fields(*this);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.year, t.month, t.day, t.hour,
                t.minute, t.second);
  return text;
}

Time Time::from_rfc3339(std::string_view text) {
  DigitReader digits(text, "a time is written 2026-11-23T12:00:00Z", "RFC 3339, 5.6",
                     ErrorKind::invalid_argument);
  TimeFields t;
  t.year = digits.number(4);
  digits.expect("-");
  t.month = digits.number(2);
  digits.expect("-");
  t.day = digits.number(2);
  if (digits.at_end()) return from_fields(t);
  digits.expect("Tt ");
  t.hour = digits.number(2);
  digits.expect(":");
  t.minute = digits.number(2);
  digits.expect(":");
  t.second = digits.number(2);
  digits.skip_fraction();
  const int offset = digits.zone(true);
  digits.finish();
  return east_of_utc(from_fields(t), offset);
}

}  // namespace smime::asn1
