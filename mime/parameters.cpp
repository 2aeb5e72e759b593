// Structured fields: a value with parameters (RFC 2045, 5.1).
#include "mime/parameters.hpp"

#include <algorithm>

#include "mime/extended_parameters.hpp"
#include "mime/header.hpp"
#include "mime/tokens.hpp"

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
  std::size_t index() const { return index_; }
  void go_back(std::size_t index) { index_ = index; }
  void skip_one() { ++index_; }

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

  std::string value() { return take('"') ? rest_of_quoted() : unquoted(); }

 private:
  std::string rest_of_quoted() {
    std::string text;
    while (!at_end() && text_[index_] != '"') {
      if (text_[index_] == '\\' && index_ + 1 < text_.size()) ++index_;
      text += text_[index_++];
    }
    ++index_;
    return text;
  }

  // Octets beyond ASCII too, and signs that no token may hold.
  std::string word() {
    skip_blanks();
    const std::size_t start = index_;
    constexpr std::string_view signs = "/:@?[]<>,=\\";
    while (!at_end()) {
      const char c = text_[index_];
      const bool fits = is_token_character(c) || static_cast<unsigned char>(c) >= 0x80 ||
                        signs.find(c) != std::string_view::npos;
      if (!fits) break;
      ++index_;
    }
    return std::string(text_.substr(start, index_ - start));
  }

  // More words belong to the value, unless they begin the next parameter: quotes and semicolons
  // are forgotten.
  std::string unquoted() {
    std::string text = word();
    while (true) {
      const std::size_t before = index_;
      const std::string next = word();
      const bool begins_parameter = next.find('=') != std::string::npos || take('=');
      if (next.empty() || begins_parameter) {
        index_ = before;
        return text;
      }
      text += " " + next;
    }
  }

  std::string_view text_;
  std::size_t index_ = 0;
};

}  // namespace

ParameterizedValue ParameterizedValue::parse(std::string_view body) {
  Scanner scanner(body);
  ParameterizedValue result;
  result.value = lower(scanner.token("/"));
  ExtendedParameters parameters;
  while (!scanner.at_end()) {
    while (scanner.take(';')) {
    }
    const std::size_t before = scanner.index();
    const std::string name = lower(scanner.token());
    if (!name.empty() && scanner.take('=')) {
      parameters.add(name, scanner.value());
    } else if (scanner.index() == before) {
      scanner.skip_one();  // what begins no name
    }
  }
  parameters.assemble(result.parameters, result.languages);
  return result;
}

std::optional<std::string> ParameterizedValue::parameter(std::string_view name) const {
  const auto found = parameters.find(std::string(name));
  return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::string quoted(std::string_view text) {
  const bool token = !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
  return token ? std::string(text) : quoted_string(text);
}

}  // namespace smime::mime
