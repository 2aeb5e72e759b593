// Parameters in sections, with character sets and languages (RFC 2231).
#include "mime/extended_parameters.hpp"

#include <charconv>

#include "mime/charset.hpp"
#include "mime/parameters.hpp"

namespace smime::mime {
namespace {

constexpr std::size_t kMostSections = 10000;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// %41 is A. \standard{RFC 2231, 4}
std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = i + 2 < text.size();
    const int high = fits ? hex_digit(text[i + 1]) : -1;
    const int low = fits ? hex_digit(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      result += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

// charset'language'text; without its two quotes it is all text.
struct Initial {
  std::string_view charset, language, text;

  static Initial of(std::string_view value) {
    const std::size_t first = value.find('\'');
    const std::size_t second = first == value.npos ? first : value.find('\'', first + 1);
    if (second == value.npos) return {{}, {}, value};
    return {value.substr(0, first), value.substr(first + 1, second - first - 1),
            value.substr(second + 1)};
  }
};

std::string in_utf8(std::string_view charset, std::string octets) {
  if (charset.empty()) return octets;
  return to_utf8(charset, octets).value_or(octets);
}

// A decimal number without leading zeros. \standard{RFC 2231, 3}
std::optional<std::size_t> section_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || number >= kMostSections || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  return number;
}

bool is_attribute_character(char c) {
  constexpr std::string_view others = "!#$&+-.^_`{|}~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

std::string percent_encoded(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto octet = static_cast<unsigned char>(c);
  if (is_attribute_character(c)) return std::string(1, c);
  return {'%', digits[octet >> 4], digits[octet & 15]};
}

}  // namespace

void ExtendedParameters::add(std::string_view name, std::string value) {
  const bool encoded = name.ends_with('*');
  if (encoded) name.remove_suffix(1);
  const std::size_t star = name.find('*');
  const bool in_sections = star != std::string_view::npos;
  const auto number = in_sections ? section_number(name.substr(star + 1)) : std::nullopt;
  if (in_sections && !number) return;
  Forms& forms = forms_[std::string(name.substr(0, star))];
  if (in_sections) {
    forms.sections.try_emplace(*number, Section{std::move(value), encoded});
  } else if (encoded) {
    if (!forms.extended) forms.extended = std::move(value);
  } else if (!forms.plain) {
    forms.plain = std::move(value);
  }
}

// The sections up to the first that is missing; the first one names the character set.
std::string ExtendedParameters::joined(const std::map<std::size_t, Section>& sections,
                                       std::string& language) {
  std::string octets;
  std::string_view charset;
  std::size_t due = 0;
  for (const auto& [number, section] : sections) {
    if (number != due++) break;
    std::string_view text = section.value;
    if (number == 0 && section.encoded) {
      const Initial initial = Initial::of(text);
      charset = initial.charset;
      language = initial.language;
      text = initial.text;
    }
    octets += section.encoded ? percent_decoded(text) : std::string(text);
  }
  return in_utf8(charset, std::move(octets));
}

void ExtendedParameters::assemble(std::map<std::string, std::string>& values,
                                  std::map<std::string, std::string>& languages) const {
  for (const auto& [name, forms] : forms_) {
    std::string language;
    if (forms.extended) {
      const Initial initial = Initial::of(*forms.extended);
      language = initial.language;
      values[name] = in_utf8(initial.charset, percent_decoded(initial.text));
    } else if (forms.sections.contains(0)) {
      values[name] = joined(forms.sections, language);
    } else if (forms.plain) {
      values[name] = *forms.plain;
    }
    if (!language.empty()) languages[name] = language;
  }
}

std::string parameter_text(std::string_view name, std::string_view utf8) {
  constexpr std::size_t longest = 76;
  const std::string begin = ";\r\n " + std::string(name);
  const bool controls = utf8.find_first_of("\r\n\t") != std::string_view::npos;
  const std::string plain = begin + "=" + quoted(utf8);
  if (is_ascii(utf8) && !controls && plain.size() - 3 < longest) return plain;
  std::string result, section;
  std::size_t number = 0;
  const auto begin_section = [&] {
    return begin + "*" + std::to_string(number) + "*=" + (number == 0 ? "utf-8''" : "");
  };
  section = begin_section();
  for (const char c : utf8) {
    const std::string next = percent_encoded(c);
    if (section.size() - 3 + next.size() >= longest) {  // 3 of ";\r\n"; ";" follows
      result += section;
      ++number;
      section = begin_section();
    }
    section += next;
  }
  return result + section;
}

}  // namespace smime::mime
