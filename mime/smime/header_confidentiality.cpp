// Header confidentiality policies (RFC 9788, 3.2).
#include "mime/smime/header_confidentiality.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "asn1/time.hpp"
#include "mime/address.hpp"
#include "mime/header.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_number(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

// "10:09:02" or "10:09" in seconds.
std::optional<int> time_of_day(const std::string& text) {
  std::istringstream parts(text);
  std::string hour, minute, second = "0";
  std::getline(parts, hour, ':');
  std::getline(parts, minute, ':');
  std::getline(parts, second);
  if (!is_number(hour, 1, 2) || !is_number(minute, 2, 2) || !is_number(second, 1, 2)) {
    return std::nullopt;
  }
  if (number(hour) > 23 || number(minute) > 59 || number(second) > 60) return std::nullopt;
  return number(hour) * 3600 + number(minute) * 60 + std::min(number(second), 59);
}

// "-0500" in seconds; the obsolete names of UTC alone are known besides.
std::optional<int> zone(const std::string& text) {
  if (text == "GMT" || text == "UT" || text == "UTC" || text == "Z") return 0;
  const bool signed_number = text.size() == 5 && (text[0] == '+' || text[0] == '-');
  if (!signed_number || !is_number(std::string_view(text).substr(1), 4, 4)) return std::nullopt;
  const int size = number(text.substr(1, 2)) * 3600 + number(text.substr(3, 2)) * 60;
  return text[0] == '-' ? -size : size;
}

// The day's first second; nothing for a day that does not exist.
std::optional<Time> date(const std::string& day, const std::string& month,
                         const std::string& year) {
  const auto name = std::find_if(kMonths.begin(), kMonths.end(),
                                 [&](std::string_view one) { return same_token(one, month); });
  if (name == kMonths.end() || !is_number(day, 1, 2) || !is_number(year, 4, 4)) return std::nullopt;
  try {
    return Time::from_civil(number(year), static_cast<int>(name - kMonths.begin()) + 1,
                            number(day));
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string written(const Time& time) {
  const std::string text = time.rfc3339();  // "2021-02-20T15:09:02Z"
  const std::int64_t days = (time.seconds - ((time.seconds % 86400) + 86400) % 86400) / 86400;
  const auto weekday = static_cast<std::size_t>(((days + 4) % 7 + 7) % 7);
  const auto month = static_cast<std::size_t>(number(text.substr(5, 2)) - 1);
  return std::string(kDays[weekday]) + ", " + text.substr(8, 2) + " " +
         std::string(kMonths[month]) + " " + text.substr(0, 4) + " " + text.substr(11, 8) +
         " +0000";
}

// The addresses alone. A list with a group in it is no mailbox-list and stays. \standard{RFC 5322,
// 3.4}
std::string without_display_names(std::string_view val_in) {
  const std::vector<Mailbox> mailboxes = parse_address_list(val_in);
  if (mailboxes.empty() || val_in.find(';') != std::string_view::npos) return std::string(val_in);
  std::string val_out;
  for (const Mailbox& mailbox : mailboxes) {
    val_out += (val_out.empty() ? "" : ", ") + mailbox.address;
  }
  return val_out;
}

}  // namespace

HeaderConfidentiality header_confidentiality(std::string_view name) {
  if (name == "none") return HeaderConfidentiality::none;
  if (name == "baseline") return HeaderConfidentiality::baseline;
  if (name == "shy") return HeaderConfidentiality::shy;
  throw Error(ErrorKind::invalid_argument, "no header confidentiality policy " + std::string(name),
              "one of none, baseline, shy", "RFC 9788, 3.2");
}

std::optional<std::string> date_time_in_utc(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string day, month, year, time, offset;
  words >> day;
  if (day.ends_with(',')) words >> day;  // the day of the week may be missing
  words >> month >> year >> time >> offset;
  const auto start = date(day, month, year);
  const auto seconds = time_of_day(time);
  const auto from_utc = zone(offset);
  if (!start || !seconds || !from_utc) return std::nullopt;
  return written(Time{start->seconds + *seconds - *from_utc});
}

std::optional<std::string> hcp_no_confidentiality(std::string_view, std::string_view val_in) {
  return std::string(val_in);
}

std::optional<std::string> hcp_baseline(std::string_view name, std::string_view val_in) {
  if (same_token(name, "Subject")) return "[...]";
  if (same_token(name, "Keywords") || same_token(name, "Comments")) return std::nullopt;
  return std::string(val_in);
}

std::optional<std::string> hcp_shy(std::string_view name, std::string_view val_in) {
  if (same_token(name, "From") || same_token(name, "To") || same_token(name, "Cc")) {
    return without_display_names(val_in);
  }
  if (same_token(name, "Date")) return date_time_in_utc(val_in).value_or(std::string(val_in));
  return hcp_baseline(name, val_in);
}

std::optional<std::string> hcp(HeaderConfidentiality policy, std::string_view name,
                               std::string_view val_in) {
  switch (policy) {
    case HeaderConfidentiality::baseline:
      return hcp_baseline(name, val_in);
    case HeaderConfidentiality::shy:
      return hcp_shy(name, val_in);
    default:
      return hcp_no_confidentiality(name, val_in);
  }
}

}  // namespace smime::mime::secure
