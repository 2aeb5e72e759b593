// The digits of a written time: UTCTime and GeneralizedTime (X.680, 46 and 47; RFC 5280, 4.1.2.5).
#include "asn1/time_fields.hpp"

#include <cstdio>

namespace smime::asn1 {
namespace {

std::string_view text_of(ByteView contents) {
  return {reinterpret_cast<const char*>(contents.data()), contents.size()};
}

// Seconds, fraction and zone: fixed under DER, free to be left out or different under BER.
Time finish_time(DigitReader& digits, TimeFields t, bool distinguished, bool generalized) {
  const bool has_seconds = distinguished || digits.next_is_digit();
  t.second = has_seconds ? digits.number(2) : 0;
  if (!distinguished && generalized) digits.skip_fraction();
  int offset = 0;
  if (distinguished) {
    digits.expect("Z");
  } else {
    offset = digits.zone(false);
  }
  digits.finish();
  // BER's other name of midnight. \standard{X.690, 11.7.5}
  const bool next_day = generalized && !distinguished && t.hour == 24;
  if (next_day && t.minute == 0 && t.second == 0) {
    t.hour = 0;
    offset -= 24 * 3600;
  }
  try {
    return east_of_utc(from_fields(t), offset);
  } catch (const Error& error) {
    throw Error(ErrorKind::malformed, error.found(), error.rule(), "RFC 5280, 4.1.2.5", 0);
  }
}

Time utc_time(ByteView contents, bool distinguished) {
  DigitReader digits(text_of(contents), "UTCTime is YYMMDDHHMMSSZ", "RFC 5280, 4.1.2.5.1",
                     ErrorKind::malformed);
  TimeFields t;
  const int yy = digits.number(2);
  t.year = yy < 50 ? 2000 + yy : 1900 + yy;
  t.month = digits.number(2);
  t.day = digits.number(2);
  t.hour = digits.number(2);
  t.minute = digits.number(2);
  return finish_time(digits, t, distinguished, false);
}

Time generalized_time(ByteView contents, bool distinguished) {
  DigitReader digits(text_of(contents), "GeneralizedTime is YYYYMMDDHHMMSSZ", "RFC 5280, 4.1.2.5.2",
                     ErrorKind::malformed);
  TimeFields t;
  t.year = digits.number(4);
  t.month = digits.number(2);
  t.day = digits.number(2);
  t.hour = digits.number(2);
  t.minute = distinguished || digits.next_is_digit() ? digits.number(2) : 0;
  return finish_time(digits, t, distinguished, true);
}

// Fractions without a zero at their end are DER, but not in RFC 5280's profile.
bool has_der_fraction(std::string_view text) {
  return text.size() > 16 && text[14] == '.' && text.ends_with('Z') && text[text.size() - 2] != '0';
}

// The error of a strict reading: `not_der` where BER would have read the same octets.
template <typename ReadBer>
[[noreturn]] void refuse_strictly(const Error& error, const char* section, ReadBer read_ber) {
  try {
    read_ber();
  } catch (const Error&) {
    throw error;
  }
  throw Error(ErrorKind::not_der, error.found(), error.rule(), section, error.offset());
}

std::string digits_of(const Time& time, bool generalized) {
  const TimeFields t = to_fields(time);
  if (t.year < (generalized ? 0 : 1950) || t.year > (generalized ? 9999 : 2049)) {
    throw Error(ErrorKind::invalid_argument, "the year " + std::to_string(t.year),
                generalized ? "GeneralizedTime has four digits of year" : "UTCTime is 1950 to 2049",
                "RFC 5280, 4.1.2.5");
  }
  char text[64];
  std::snprintf(text, sizeof text, "%0*d%02d%02d%02d%02d%02dZ", generalized ? 4 : 2,
                generalized ? t.year : t.year % 100, t.month, t.day, t.hour, t.minute, t.second);
  return text;
}

}  // namespace

void DigitReader::refuse(const std::string& found) const {
  throw Error(kind_, found, rule_, standard_, index_);
}

int DigitReader::number(int width) {
  int value = 0;
  for (int i = 0; i < width; ++i) {
    if (!next_is_digit()) refuse(at_end() ? "the end of the time" : "a character that is no digit");
    value = value * 10 + (text_[index_++] - '0');
  }
  return value;
}

char DigitReader::expect(std::string_view any_of) {
  if (at_end()) refuse("the end of the time");
  if (any_of.find(text_[index_]) == std::string_view::npos) {
    refuse("another character than '" + std::string(1, any_of[0]) + "'");
  }
  return text_[index_++];
}

void DigitReader::skip_fraction() {
  if (at_end() || (text_[index_] != '.' && text_[index_] != ',')) return;
  ++index_;
  if (!next_is_digit()) refuse("a fraction without digits");
  while (next_is_digit()) ++index_;
}

int DigitReader::zone(bool colon) {
  const char sign = expect(colon ? "Zz+-" : "Z+-");
  if (sign == 'Z' || sign == 'z') return 0;
  const int hours = number(2);
  if (colon) expect(":");
  const int minutes = colon || next_is_digit() ? number(2) : 0;
  if (hours > 23 || minutes > 59) refuse("an offset of more than a day");
  const int seconds = hours * 3600 + minutes * 60;
  return sign == '-' ? -seconds : seconds;
}

void DigitReader::finish() const {
  if (!at_end()) refuse("more characters");
}

Time read_utc_time(ByteView contents, bool distinguished) {
  if (!distinguished) return utc_time(contents, false);
  try {
    return utc_time(contents, true);
  } catch (const Error& error) {
    refuse_strictly(error, "X.690, 11.8", [&] { utc_time(contents, false); });
  }
}

Time read_generalized_time(ByteView contents, bool distinguished) {
  if (!distinguished) return generalized_time(contents, false);
  try {
    return generalized_time(contents, true);
  } catch (const Error& error) {
    if (has_der_fraction(text_of(contents))) throw;
    refuse_strictly(error, "X.690, 11.7", [&] { generalized_time(contents, false); });
  }
}

std::string write_utc_time(const Time& time) {
  return digits_of(time, false);
}

std::string write_generalized_time(const Time& time) {
  return digits_of(time, true);
}

}  // namespace smime::asn1
