// The lexical tokens of structured fields (RFC 5322, 3.2): atoms, quoted strings, domain literals,
// comments and specials.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smime::mime {

enum class TokenKind {
  atom,  ///< characters of atext, of UTF-8, or one encoded word. \standard{RFC 5322, 3.2.3}
  quoted_string,   ///< without its quotes, quoted pairs resolved. \standard{RFC 5322, 3.2.4}
  domain_literal,  ///< with its brackets. \standard{RFC 5322, 3.4.1}
  comment,         ///< without its outer parentheses. \standard{RFC 5322, 3.2.2}
  special,         ///< one character: of `specials`, a control character, or a stray bracket
};

struct Token {
  TokenKind kind = TokenKind::atom;
  std::string text;          ///< what it means
  std::size_t offset = 0;    ///< of its first octet in the body
  std::size_t size = 0;      ///< octets in the body
  bool after_blank = false;  ///< white space or a comment stands before it
  bool closed = true;        ///< not so where the body ends inside quotes, brackets or parentheses

  bool is(char special) const { return kind == TokenKind::special && text[0] == special; }
  bool is_word() const { return kind == TokenKind::atom || kind == TokenKind::quoted_string; }
};

/// The tokens of an unfolded body, in time proportional to its size. Nothing is lost: what no rule
/// allows is a special.
std::vector<Token> tokenize(std::string_view body);

/// Whether the character is of atext, or an octet of UTF-8. \standard{RFC 5322, 3.2.3; RFC 6532,
/// 3.2}
bool is_atext(char c);

/// The text in quotes, with "\" before quotes and backslashes. \standard{RFC 5322, 3.2.4}
std::string quoted_string(std::string_view text);

}  // namespace smime::mime
