// Date and time in header fields (RFC 5322, 3.3 and 4.3).
#include "mime/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "mime/header.hpp"
#include "mime/tokens.hpp"

namespace smime::mime {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

struct NamedZone {
  std::string_view name;
  int hours;
};
// RFC 5322, 4.3: obs-zone.
constexpr NamedZone kZones[] = {{"UT", 0},   {"GMT", 0},  {"EST", -5}, {"EDT", -4}, {"CST", -6},
                                {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};

std::optional<int> number(std::string_view text, std::size_t least, std::size_t most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool digits = error == std::errc() && end == text.data() + text.size() && text[0] != '-';
  if (!digits || text.size() < least || text.size() > most) return std::nullopt;
  return value;
}

// Days from 1970-01-01 to the first of March of that year and on from there: March begins the year,
// so that February ends it.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct Civil {
  std::int64_t year = 0;
  int month = 0, day = 0;
};

Civil civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const auto shifted = static_cast<int>((5 * of_year + 2) / 153);
  const auto day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int days_in_month(std::int64_t year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

// Takes one token after the other.
class DateParser {
 public:
  explicit DateParser(std::string_view body) : tokens_(tokenize(body)) {
    std::erase_if(tokens_, [](const Token& token) { return token.kind == TokenKind::comment; });
  }

  std::optional<DateTime> run() {
    skip_day_of_week();
    const auto days = date();
    const auto seconds = days ? time_of_day() : std::nullopt;
    if (!seconds) return std::nullopt;
    DateTime result;
    if (!zone(result) || index_ != tokens_.size()) return std::nullopt;
    result.seconds = *days * 86400 + *seconds - std::int64_t{60} * result.zone_minutes;
    return result;
  }

 private:
  std::string_view take() {
    return index_ < tokens_.size() ? std::string_view(tokens_[index_++].text) : std::string_view();
  }
  bool take(char special) {
    if (index_ == tokens_.size() || !tokens_[index_].is(special)) return false;
    ++index_;
    return true;
  }

  // [ day-of-week "," ]; programs forget the comma.
  void skip_day_of_week() {
    if (index_ == tokens_.size() || number(tokens_[index_].text, 1, 2)) return;
    ++index_;
    take(',');
  }

  // day month year. @return days since 1970
  std::optional<std::int64_t> date() {
    const auto day = number(take(), 1, 2);
    const std::string_view name = take();
    const auto month = std::find_if(kMonths.begin(), kMonths.end(),
                                    [&](std::string_view m) { return same_token(m, name); });
    const std::string_view digits = take();
    auto year = number(digits, 2, 9);
    if (!day || month == kMonths.end() || !year) return std::nullopt;
    if (digits.size() == 2 && *year < 50) *year += 2000;
    if (digits.size() <= 3 && *year < 1000) *year += 1900;
    const auto m = static_cast<int>(month - kMonths.begin()) + 1;
    if (*year < 1900 || *day < 1 || *day > days_in_month(*year, m)) return std::nullopt;
    return days_from_civil(*year, m, *day);
  }

  // hour ":" minute [ ":" second ]
  std::optional<std::int64_t> time_of_day() {
    const auto hour = number(take(), 1, 2);
    const auto minute = take(':') ? number(take(), 2, 2) : std::nullopt;
    const auto second = take(':') ? number(take(), 2, 2) : std::optional(0);
    if (!hour || !minute || !second) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return *hour * 3600 + *minute * 60 + *second;
  }

  // ("+" / "-") 4DIGIT, or a name; programs forget it.
  bool zone(DateTime& result) {
    const std::string_view text = take();
    if (text.starts_with('+') || text.starts_with('-')) {
      const auto digits = number(text.substr(1), 4, 4);
      if (!digits || *digits % 100 > 59) return false;
      const int minutes = *digits / 100 * 60 + *digits % 100;
      result.zone_minutes = text[0] == '-' ? -minutes : minutes;
      result.zone_known = text != "-0000";
      return true;
    }
    const auto named = std::find_if(std::begin(kZones), std::end(kZones),
                                    [&](const NamedZone& z) { return same_token(z.name, text); });
    result.zone_known = named != std::end(kZones);
    if (result.zone_known) result.zone_minutes = named->hours * 60;
    return true;
  }

  std::vector<Token> tokens_;
  std::size_t index_ = 0;
};

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::optional<DateTime> parse_date_time(std::string_view body) {
  return DateParser(body).run();
}

std::string to_text(const DateTime& date) {
  const std::int64_t local = date.seconds + std::int64_t{60} * date.zone_minutes;
  const std::int64_t days = (local >= 0 ? local : local - 86399) / 86400;
  const std::int64_t seconds = local - days * 86400;
  const Civil civil = civil_from_days(days);
  const auto weekday = static_cast<std::size_t>(((days + 4) % 7 + 7) % 7);
  const int zone = std::abs(date.zone_minutes);
  const bool minus = date.zone_minutes < 0 || !date.zone_known;
  return std::string(kDays[weekday]) + ", " + std::to_string(civil.day) + " " +
         std::string(kMonths[static_cast<std::size_t>(civil.month - 1)]) + " " +
         std::to_string(civil.year) + " " + two_digits(seconds / 3600) + ":" +
         two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) + (minus ? " -" : " +") +
         two_digits(zone / 60) + two_digits(zone % 60);
}

}  // namespace smime::mime
