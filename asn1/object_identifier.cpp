// Object identifiers: dotted numbers and their contents octets (X.690, 8.19).
#include "asn1/object_identifier.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/integer.hpp"

namespace smime::asn1 {
namespace {

constexpr std::size_t kMostOctets = 4096;  // far beyond any that is registered

[[noreturn]] void refuse_text(std::string_view dotted) {
  throw Error(ErrorKind::invalid_argument, "'" + std::string(dotted) + "'",
              "an object identifier is numbers joined by dots: 0 to 2, then 0 to 39 below 2",
              "X.660, 7.6");
}

// One subidentifier: base 128, most significant first, bit 8 set on all but the last octet.
void append_subidentifier(Bytes& contents, Integer value) {
  Bytes digits;
  do {
    digits.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(value & 0x7f) |
                                               (digits.empty() ? 0U : 0x80U)));
    value >>= 7;
  } while (value != 0);
  contents.insert(contents.end(), digits.rbegin(), digits.rend());
}

Integer number_of(std::string_view digits, std::string_view dotted) {
  const bool all_digits = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
  if (!all_digits || (digits.size() > 1 && digits[0] == '0')) refuse_text(dotted);
  // The usual small numbers, without a detour over text conversion.
  if (digits.size() < 19) {
    std::uint64_t value = 0;
    for (char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
  }
  return Integer(std::string(digits));
}

}  // namespace

ObjectIdentifier::ObjectIdentifier(std::string_view dotted) {
  std::string_view rest = dotted;
  const auto next = [&] {
    const std::size_t dot = rest.find('.');
    const Integer number = number_of(rest.substr(0, dot), dotted);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    return number;
  };
  if (dotted.size() > kMostOctets || std::count(dotted.begin(), dotted.end(), '.') < 1 ||
      dotted.ends_with('.')) {
    refuse_text(dotted);
  }
  const Integer first = next();
  const Integer second = next();
  if (first > 2 || (first < 2 && second > 39)) refuse_text(dotted);
  append_subidentifier(contents_, first * 40 + second);
  while (!rest.empty()) append_subidentifier(contents_, next());
}

ObjectIdentifier ObjectIdentifier::from_contents(ByteView contents) {
  if (contents.empty() || (contents.back() & 0x80) != 0) {
    throw Error(ErrorKind::malformed, "an object identifier that does not end",
                "the last octet of a subidentifier has bit 8 zero", "X.690, 8.19.2",
                contents.size());
  }
  if (contents.size() > kMostOctets) {
    throw Error(ErrorKind::limit_exceeded, std::to_string(contents.size()) + " octets",
                "an object identifier has at most " + std::to_string(kMostOctets), "", 0);
  }
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const bool starts = i == 0 || (contents[i - 1] & 0x80) == 0;
    if (starts && contents[i] == 0x80) {
      throw Error(ErrorKind::malformed, "a subidentifier with a leading zero",
                  "a subidentifier takes the fewest octets", "X.690, 8.19.2", i);
    }
  }
  ObjectIdentifier oid;
  oid.contents_.assign(contents.begin(), contents.end());
  return oid;
}

std::string ObjectIdentifier::dotted() const {
  std::string text;
  Integer value = 0;
  for (std::uint8_t octet : contents_) {
    value = value << 7 | (octet & 0x7f);
    if ((octet & 0x80) != 0) continue;
    if (text.empty()) {
      const unsigned first = value >= 80 ? 2 : static_cast<unsigned>(value / 40);
      text = std::to_string(first) + "." + Integer(value - 40 * first).str();
    } else {
      text += "." + value.str();
    }
    value = 0;
  }
  return text;
}

}  // namespace smime::asn1
