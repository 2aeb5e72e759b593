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

// One subidentifier: base 128, most significant first, bit 8 set on all but the last octet. Nearly
// every number fits 64 bits, for which no Integer need be made.
template <typename Number>
void append_subidentifier(Bytes& contents, Number value) {
  const std::size_t start = contents.size();
  do {
    contents.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(value & 0x7f) |
                                                 (contents.size() == start ? 0U : 0x80U)));
    value >>= 7;
  } while (value != 0);
  std::reverse(contents.begin() + static_cast<std::ptrdiff_t>(start), contents.end());
}

constexpr std::size_t kDigitsOf64Bits = 18;  // any number with so many is far below 2^63

std::uint64_t small_number(std::string_view digits) {
  std::uint64_t value = 0;
  for (char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

void append_number(Bytes& contents, std::string_view digits, unsigned plus = 0) {
  if (digits.size() <= kDigitsOf64Bits) {
    append_subidentifier(contents, small_number(digits) + plus);
  } else {
    append_subidentifier(contents, Integer(Integer(std::string(digits)) + plus));
  }
}

void require_number(std::string_view digits, std::string_view dotted) {
  const bool all_digits = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
  if (!all_digits || (digits.size() > 1 && digits[0] == '0')) refuse_text(dotted);
}

}  // namespace

ObjectIdentifier::ObjectIdentifier(std::string_view dotted) {
  std::string_view rest = dotted;
  const auto next = [&] {
    const std::size_t dot = rest.find('.');
    const std::string_view number = rest.substr(0, dot);
    require_number(number, dotted);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    return number;
  };
  if (dotted.size() > kMostOctets || std::count(dotted.begin(), dotted.end(), '.') < 1 ||
      dotted.ends_with('.')) {
    refuse_text(dotted);
  }
  const std::string_view first = next();
  const std::string_view second = next();
  if (first.size() > 1 || first[0] > '2') refuse_text(dotted);
  const unsigned root = static_cast<unsigned>(first[0] - '0');
  contents_.reserve(dotted.size());  // no subidentifier is longer than its digits
  if (root < 2 && (second.size() > 2 || small_number(second) > 39)) refuse_text(dotted);
  append_number(contents_, second, root * 40);
  while (!rest.empty()) append_number(contents_, next());
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
