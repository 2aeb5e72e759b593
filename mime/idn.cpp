// Internationalized domain names (RFC 5890): A-labels and U-labels, by Punycode (RFC 3492).
#include "mime/idn.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>

#include "mime/charset.hpp"
#include "mime/header.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime {
namespace {

// RFC 3492, 5: the parameters of Punycode.
constexpr std::uint32_t base = 36, tmin = 1, tmax = 26, skew = 38, damp = 700;
constexpr std::uint32_t initial_bias = 72, initial_n = 0x80;
constexpr std::size_t kLongestLabel = 63;  // RFC 1034, 3.1

// \standard{RFC 3492, 6.1}
std::uint32_t adapt(std::uint32_t delta, std::uint32_t numpoints, bool firsttime) {
  delta = firsttime ? delta / damp : delta / 2;
  delta += delta / numpoints;
  std::uint32_t k = 0;
  for (; delta > ((base - tmin) * tmax) / 2; k += base) delta /= base - tmin;
  return k + (((base - tmin + 1) * delta) / (delta + skew));
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) {
  return k <= bias ? tmin : std::min(k - bias, tmax);
}

// The value of a basic code point as a digit; `base` where it is none. \standard{RFC 3492, 5}
std::uint32_t digit_value(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  return c >= '0' && c <= '9' ? static_cast<std::uint32_t>(c - '0') + 26 : base;
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

// One generalized variable-length integer, added to `i`; false where it is cut short or too large.
bool add_integer(std::string_view& text, std::uint32_t bias, std::uint64_t& i) {
  std::uint64_t w = 1;
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t value = text.empty() ? base : digit_value(text.front());
    if (value == base) return false;
    text.remove_prefix(1);
    i += value * w;
    if (i > 0xffffffff) return false;
    const std::uint32_t t = threshold(k, bias);
    if (value < t) return true;
    w *= base - t;
    if (w > 0xffffffff) return false;
  }
}

std::string variable_length(std::uint32_t q, std::uint32_t bias) {
  std::string text;
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t t = threshold(k, bias);
    if (q < t) return text + digit(q);
    text += digit(t + (q - t) % (base - t));
    q = (q - t) / (base - t);
  }
}

std::string for_labels(std::string_view domain,
                       const std::function<std::string(std::string_view)>& change) {
  std::string result;
  while (true) {
    const std::size_t dot = domain.find('.');
    result += change(domain.substr(0, dot));
    if (dot == std::string_view::npos) return result;
    result += '.';
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<std::u32string> decode_punycode(std::string_view text) {
  if (text.size() > kLongestLabel || !is_ascii(text)) return std::nullopt;
  const std::size_t hyphen = text.rfind('-');
  const std::size_t basic = hyphen == std::string_view::npos ? 0 : hyphen;
  std::u32string output(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(basic));
  text.remove_prefix(hyphen == std::string_view::npos ? 0 : hyphen + 1);
  std::uint64_t n = initial_n, i = 0;
  for (std::uint32_t bias = initial_bias; !text.empty(); ++i) {
    const std::uint64_t oldi = i;
    if (!add_integer(text, bias, i)) return std::nullopt;
    const auto count = static_cast<std::uint32_t>(output.size() + 1);
    bias = adapt(static_cast<std::uint32_t>(i - oldi), count, oldi == 0);
    n += i / count;
    i %= count;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return std::nullopt;
    output.insert(output.begin() + static_cast<std::ptrdiff_t>(i), static_cast<char32_t>(n));
  }
  return output;
}

std::optional<std::string> encode_punycode(std::u32string_view text) {
  if (text.size() > kLongestLabel) return std::nullopt;
  std::string output;
  for (const char32_t c : text) {
    if (c < initial_n) output += static_cast<char>(c);
  }
  std::uint32_t h = static_cast<std::uint32_t>(output.size());
  const std::uint32_t b = h;
  if (b > 0) output += '-';
  std::uint32_t n = initial_n, delta = 0, bias = initial_bias;
  for (; h < text.size(); ++delta, ++n) {
    char32_t m = 0x110000;  // the smallest code point that is not handled yet
    for (const char32_t c : text) m = c >= n ? std::min(m, c) : m;
    delta += (static_cast<std::uint32_t>(m) - n) * (h + 1);
    n = static_cast<std::uint32_t>(m);
    for (const char32_t c : text) {
      if (c < n) ++delta;
      if (c != n) continue;
      output += variable_length(delta, bias);
      bias = adapt(delta, h + 1, h == b);
      delta = 0;
      ++h;
    }
  }
  return output;
}

std::string to_u_labels(std::string_view domain) {
  return for_labels(domain, [](std::string_view label) {
    if (!same_token(label.substr(0, 4), "xn--")) return std::string(label);
    const auto decoded = decode_punycode(label.substr(4));
    if (!decoded) return std::string(label);
    std::string utf8;
    for (const char32_t c : *decoded) primitives::append_utf8(utf8, c);
    return utf8;
  });
}

std::string to_a_labels(std::string_view domain) {
  return for_labels(domain, [](std::string_view label) {
    if (is_ascii(label)) return std::string(label);
    const auto encoded = encode_punycode(primitives::code_points(label));
    return encoded ? "xn--" + *encoded : std::string(label);
  });
}

}  // namespace smime::mime
