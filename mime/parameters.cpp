// Structured fields: a value with parameters (RFC 2045, 5.1), continued and encoded ones (RFC
// 2231).
#include "mime/parameters.hpp"

#include <algorithm>

#include "mime/header.hpp"

namespace smime::mime {
namespace {

// token: any ASCII but space, controls and tspecials. \standard{RFC 2045, 5.1}
bool is_token_character(char c) {
  constexpr std::string_view tspecials = "()<>@,;:\\\"/[]?=";
  return c > ' ' && c < 0x7f && tspecials.find(c) == std::string_view::npos;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return index_ >= text_.size(); }

  // White space and comments, which nest. \standard{RFC 5322, 3.2.2}
  void skip_blanks() {
    int depth = 0;
    while (!at_end()) {
      const char c = text_[index_];
      if (c == '(') {
        ++depth;
      } else if (c == ')' && depth > 0) {
        --depth;
      } else if (c == '\\' && depth > 0) {
        ++index_;
      } else if (depth == 0 && c != ' ' && c != '\t') {
        return;
      }
      ++index_;
    }
  }

  bool take(char c) {
    skip_blanks();
    if (at_end() || text_[index_] != c) return false;
    ++index_;
    return true;
  }

  std::string token(std::string_view also = {}) {
    skip_blanks();
    const std::size_t start = index_;
    while (!at_end() && (is_token_character(text_[index_]) ||
                         also.find(text_[index_]) != std::string_view::npos)) {
      ++index_;
    }
    return std::string(text_.substr(start, index_ - start));
  }

  std::string value() {
    if (!take('"')) return token("/:@?[]<>,()");
    std::string text;
    while (!at_end() && text_[index_] != '"') {
      if (text_[index_] == '\\' && index_ + 1 < text_.size()) ++index_;
      text += text_[index_++];
    }
    ++index_;
    return text;
  }

 private:
  std::string_view text_;
  std::size_t index_ = 0;
};

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

// name*, name*0, name*0*: charset'language'text in the first, percent encoding where it ends with
// *.
void add_parameter(std::map<std::string, std::string>& all, std::string name, std::string value) {
  const bool encoded = name.ends_with('*');
  if (encoded) name.pop_back();
  const std::size_t star = name.find('*');
  const std::string section = star == std::string::npos ? "0" : name.substr(star + 1);
  name = name.substr(0, star);
  if (encoded && section == "0") {
    const std::size_t language = value.find('\'');
    const std::size_t text =
        language == std::string::npos ? language : value.find('\'', language + 1);
    if (text != std::string::npos) value = value.substr(text + 1);
  }
  if (encoded) value = percent_decoded(value);
  if (section == "0") {
    all.try_emplace(name, value);
  } else {
    all[name] += value;
  }
}

}  // namespace

ParameterizedValue ParameterizedValue::parse(std::string_view body) {
  Scanner scanner(body);
  ParameterizedValue result;
  result.value = lower(scanner.token("/"));
  while (scanner.take(';')) {
    const std::string name = lower(scanner.token());
    if (name.empty()) continue;
    if (!scanner.take('=')) break;
    add_parameter(result.parameters, name, scanner.value());
  }
  return result;
}

std::optional<std::string> ParameterizedValue::parameter(std::string_view name) const {
  const auto found = parameters.find(std::string(name));
  return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::string quoted(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_token_character)) {
    return std::string(text);
  }
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace smime::mime
