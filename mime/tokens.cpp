// The lexical tokens of structured fields (RFC 5322, 3.2).
#include "mime/tokens.hpp"

#include "mime/encoded_words.hpp"

namespace smime::mime {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view body) : body_(body) {}

  std::vector<Token> run() {
    while (true) {
      while (index_ < body_.size() && is_blank(body_[index_])) {
        ++index_;
        blank_ = true;
      }
      if (index_ == body_.size()) return std::move(tokens_);
      Token token;
      token.offset = index_;
      token.after_blank = blank_;
      read(token);
      token.size = index_ - token.offset;
      blank_ = token.kind == TokenKind::comment;
      tokens_.push_back(std::move(token));
    }
  }

 private:
  void read(Token& token) {
    switch (body_[index_]) {
      case '(':
        return read_comment(token);
      case '"':
        token.kind = TokenKind::quoted_string;
        return read_until(token, '"');
      case '[':
        token.kind = TokenKind::domain_literal;
        read_until(token, ']');
        token.text = "[" + token.text + "]";
        return;
      default:
        break;
    }
    if (!is_atext(body_[index_])) {
      token.kind = TokenKind::special;
      token.text = body_[index_++];
      return;
    }
    // An encoded word is one atom, also where it holds characters that it must not hold.
    const std::size_t encoded = encoded_word_size(body_.substr(index_));
    std::size_t end = index_ + encoded;
    while (end < body_.size() && is_atext(body_[end])) ++end;
    token.text = body_.substr(index_, end - index_);
    index_ = end;
  }

  // A quoted string or a domain literal, with its quoted pairs. \standard{RFC 5322, 3.2.1}
  void read_until(Token& token, char end) {
    for (++index_; index_ < body_.size() && body_[index_] != end; ++index_) {
      if (body_[index_] == '\\' && index_ + 1 < body_.size()) ++index_;
      token.text += body_[index_];
    }
    close(token);
  }

  // Comments nest; the inner ones keep their parentheses. \standard{RFC 5322, 3.2.2}
  void read_comment(Token& token) {
    token.kind = TokenKind::comment;
    int depth = 1;
    for (++index_; index_ < body_.size(); ++index_) {
      const char c = body_[index_];
      if (c == '(') ++depth;
      if (c == ')' && --depth == 0) break;
      if (c == '\\' && index_ + 1 < body_.size()) ++index_;
      token.text += body_[index_];
    }
    close(token);
  }

  void close(Token& token) {
    token.closed = index_ < body_.size();
    if (token.closed) ++index_;
  }

  std::string_view body_;
  std::size_t index_ = 0;
  bool blank_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view body) {
  return Tokenizer(body).run();
}

bool is_atext(char c) {
  constexpr std::string_view specials = "()<>[]:;@\\,.\"";
  const auto octet = static_cast<unsigned char>(c);
  return octet > ' ' && octet != 0x7f && specials.find(c) == std::string_view::npos;
}

std::string quoted_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace smime::mime
