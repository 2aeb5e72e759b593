// The digits of a written time, and the fields of the calendar that they stand for.
#pragma once

#include <string>
#include <string_view>

#include "asn1/time.hpp"
#include "primitives/error.hpp"

namespace smime::asn1 {

/// A moment in the calendar, UTC.
struct TimeFields {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

TimeFields to_fields(const Time& time);
/// @throws Error (invalid_argument) where there is no such moment
Time from_fields(const TimeFields& fields);
/// A time that was written in a zone so many seconds east of UTC.
/// @throws Error (invalid_argument) where its year in UTC is not 0 to 9999
Time east_of_utc(Time local, int seconds);

/// Reads numbers of fixed width and the marks between them, or throws with the offset.
class DigitReader {
 public:
  DigitReader(std::string_view text, std::string rule, std::string standard, ErrorKind kind)
      : text_(text), rule_(std::move(rule)), standard_(std::move(standard)), kind_(kind) {}

  bool at_end() const { return index_ == text_.size(); }
  bool next_is_digit() const { return !at_end() && text_[index_] >= '0' && text_[index_] <= '9'; }
  /// A number of exactly `width` digits.
  int number(int width);
  /// One of these characters.
  char expect(std::string_view any_of);
  /// A full stop or comma and digits, where one is there.
  void skip_fraction();
  /// "Z", or "+hhmm" or "+hh" (with `colon`, "+hh:mm"): seconds east of UTC.
  int zone(bool colon);
  void finish() const;
  [[noreturn]] void refuse(const std::string& found) const;

 private:
  std::string_view text_;
  std::string rule_, standard_;
  ErrorKind kind_;
  std::size_t index_ = 0;
};

}  // namespace smime::asn1
