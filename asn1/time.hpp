// Times: UTCTime and GeneralizedTime as RFC 5280, 4.1.2.5 profiles them, and RFC 3339 text.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// A moment in UTC, to the second.
struct Time {
  std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z, without leap seconds

  friend auto operator<=>(const Time&, const Time&) = default;

  /// @throws Error (invalid_argument) for a date that does not exist or a year outside 0 to 9999
  static Time from_civil(int year, int month, int day, int hour = 0, int minute = 0,
                         int second = 0);
  /// "2026-11-23T12:00:00Z"; an offset ("+01:00") and a date alone are read too. \standard{RFC
  /// 3339, 5.6}
  static Time from_rfc3339(std::string_view text);
  /// "2026-11-23T12:00:00Z"
  std::string rfc3339() const;
  int year() const;
};

/// YYMMDDHHMMSSZ; years 50 to 99 are 19YY. \standard{RFC 5280, 4.1.2.5.1}
///
/// Second 60 is refused, for there is no such `Time`.
/// @param distinguished  false also reads BER's forms without seconds and with offsets
/// @throws Error (malformed), or (not_der) where only BER has the form.
/// \standard{X.690, 11.7, 11.8}
Time read_utc_time(ByteView contents, bool distinguished = true);
/// YYYYMMDDHHMMSSZ. \standard{RFC 5280, 4.1.2.5.2}
/// @param distinguished  false also reads BER's forms: 24:00 for midnight, a fraction, which is cut
///                       off, and those without minutes or seconds and with offsets
/// @throws Error as `read_utc_time`
Time read_generalized_time(ByteView contents, bool distinguished = true);
std::string write_utc_time(const Time& time);
std::string write_generalized_time(const Time& time);

}  // namespace smime::asn1

namespace smime {
using asn1::Time;
}  // namespace smime
