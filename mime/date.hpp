// Date and time in header fields (RFC 5322, 3.3 and 4.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// A moment, and the offset in which its sender wrote it.
struct DateTime {
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z; a leap second counts as the next one
  int zone_minutes = 0;      ///< east of Greenwich
  bool zone_known = true;    ///< not so for "-0000" and for names without a meaning

  friend bool operator==(const DateTime&, const DateTime&) = default;
};

/// Reads a field's body: also years of two or three digits, zones by name, comments and white space
/// anywhere. \standard{RFC 5322, 3.3 and 4.3}
/// @return nothing where it is no date, or no such day or time exists; a wrong day of the week is
///         passed over
std::optional<DateTime> parse_date_time(std::string_view body);

/// "Fri, 21 Nov 1997 09:55:06 -0600". \standard{RFC 5322, 3.3}
std::string to_text(const DateTime& date);

}  // namespace smime::mime
