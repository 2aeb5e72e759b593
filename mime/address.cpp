// Addresses in header fields (RFC 5322, 3.4).
#include "mime/address.hpp"

#include <algorithm>
#include <span>

#include "mime/encoded_words.hpp"
#include "mime/tokens.hpp"

namespace smime::mime {
namespace {

using Tokens = std::span<const Token>;

// A phrase as it is displayed: runs of atoms with their encoded words decoded, quoted strings as
// they are. \standard{RFC 5322, 3.2.5; RFC 2047, 5 (3)}
std::string phrase_text(Tokens tokens) {
  std::string text, atoms;
  const auto end_atoms = [&] {
    text += decode_text(atoms);
    atoms.clear();
  };
  for (const Token& token : tokens) {
    std::string& to = token.kind == TokenKind::atom ? atoms : text;
    if (token.kind != TokenKind::atom) end_atoms();
    const bool first = text.empty() && atoms.empty();
    if (token.after_blank && !first) to += ' ';
    to += token.text;
  }
  end_atoms();
  return text;
}

bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atext(c); });
}

// Reads one list by its grammar.
class AddressParser {
 public:
  explicit AddressParser(std::string_view body) : tokens_(tokenize(body)), size_(body.size()) {}

  AddressList run() {
    for (const Token& token : tokens_) {
      if (!token.closed) problem(token.offset, "quotes, brackets or parentheses that do not end");
    }
    while (index_ < tokens_.size()) read_member();
    if (in_group_) oddity(size_, "a group that does not end");
    return std::move(list_);
  }

 private:
  // What is odd, but leaves no doubt about the address.
  void oddity(std::size_t offset, std::string text) {
    list_.problems.push_back({offset, std::move(text), false});
  }
  void problem(std::size_t offset, std::string text) {
    list_.problems.push_back({offset, std::move(text), true});
  }

  bool at(char special) const { return index_ < tokens_.size() && tokens_[index_].is(special); }

  std::size_t offset() const { return index_ < tokens_.size() ? tokens_[index_].offset : size_; }

  // Tokens up to one of the specials, without comments, which are kept for the mailbox.
  std::vector<Token> take_until(std::string_view specials) {
    std::vector<Token> taken;
    for (; index_ < tokens_.size(); ++index_) {
      Token& token = tokens_[index_];
      const bool stops = token.kind == TokenKind::special &&
                         specials.find(token.text[0]) != std::string_view::npos;
      if (stops) break;
      if (token.kind == TokenKind::comment) {
        comments_.push_back(decode_comment(token.text));
      } else {
        taken.push_back(std::move(token));
      }
    }
    return taken;
  }

  // One mailbox, the begin or the end of a group, or nothing between two commas.
  void read_member() {
    const std::size_t start = offset();
    const std::vector<Token> words = take_until("<,;:");
    if (at(':')) return begin_group(words, start);
    Mailbox mailbox;
    bool found = false;
    if (at('<')) {
      found = read_angle_address(words, mailbox);
    } else if (!words.empty()) {
      found = read_addr_spec(words, mailbox);
    }
    end_member(found, std::move(mailbox));
  }

  void end_member(bool found, Mailbox mailbox) {
    const std::vector<Token> behind = take_until(",;");
    if (!behind.empty()) problem(behind.front().offset, "text behind the address");
    if (found) {
      mailbox.comments = std::move(comments_);
      mailbox.group = group_;
      list_.mailboxes.push_back(std::move(mailbox));
      comments_.clear();
    }
    if (at(';')) {
      if (!in_group_) oddity(offset(), "a semicolon outside a group");
      in_group_ = false;
      group_.clear();
    }
    if (index_ < tokens_.size()) ++index_;
  }

  // group = display-name ":" [group-list] ";"
  void begin_group(const std::vector<Token>& words, std::size_t start) {
    if (in_group_) problem(start, "a group inside a group");
    check_phrase(words, start);
    if (words.empty()) oddity(start, "a group without a name");
    group_ = phrase_text(words);
    list_.groups.push_back(group_);
    in_group_ = true;
    ++index_;
  }

  // A phrase holds words, and dots by the obsolete syntax. \standard{RFC 5322, 4.1}
  void check_phrase(Tokens words, std::size_t start) {
    for (const Token& word : words) {
      if (!word.is_word() && !word.is('.')) return oddity(start, "a display name without quotes");
    }
  }

  // angle-addr = "<" [obs-route] addr-spec ">"
  bool read_angle_address(const std::vector<Token>& words, Mailbox& mailbox) {
    check_phrase(words, words.empty() ? offset() : words.front().offset);
    mailbox.display_name = phrase_text(words);
    const std::size_t start = offset();
    ++index_;
    std::vector<Token> inside = take_until(">");
    if (!at('>')) {
      problem(start, "an angle bracket that does not end");
    } else {
      ++index_;
    }
    // obs-route = *("," / "@" domain) ":"
    const auto colon = std::find_if(inside.begin(), inside.end(),
                                    [](const Token& token) { return token.is(':'); });
    const bool route = !inside.empty() && (inside.front().is('@') || inside.front().is(','));
    if (route && colon != inside.end()) inside.erase(inside.begin(), colon + 1);
    if (inside.empty()) {
      problem(start, "no address between the angle brackets");
      return false;
    }
    return read_addr_spec(inside, mailbox);
  }

  // addr-spec = local-part "@" domain
  bool read_addr_spec(Tokens tokens, Mailbox& mailbox) {
    const auto sign = std::find_if(tokens.begin(), tokens.end(),
                                   [](const Token& token) { return token.is('@'); });
    const auto local_size = static_cast<std::size_t>(sign - tokens.begin());
    const bool good = sign != tokens.end() && read_local_part(tokens.first(local_size), mailbox) &&
                      read_domain(tokens.subspan(local_size + 1), mailbox);
    if (!good) {
      const auto refuse = sign == tokens.end() ? &AddressParser::oddity : &AddressParser::problem;
      (this->*refuse)(tokens.front().offset, "what is no address: " + phrase_text(tokens));
      return false;
    }
    const bool plain = is_dot_atom(mailbox.local_part);
    mailbox.address =
        (plain ? mailbox.local_part : quoted_string(mailbox.local_part)) + "@" + mailbox.domain;
    return true;
  }

  // Words and single dots in turn: dot-atom, quoted-string or obs-local-part. Programs also write
  // two dots, or one at an end; no word stands directly behind another.
  static bool read_local_part(Tokens tokens, Mailbox& mailbox) {
    bool after_word = false;
    for (const Token& token : tokens) {
      if (!token.is_word() && !token.is('.')) return false;
      if (token.is_word() && after_word) return false;
      after_word = token.is_word();
      mailbox.local_part += token.text;
    }
    return !tokens.empty();
  }

  // dot-atom, domain-literal or obs-domain.
  static bool read_domain(Tokens tokens, Mailbox& mailbox) {
    if (tokens.size() == 1 && tokens[0].kind == TokenKind::domain_literal) {
      mailbox.domain = tokens[0].text;
      return tokens[0].closed;
    }
    bool atom_is_due = true;
    for (const Token& token : tokens) {
      if (atom_is_due ? token.kind != TokenKind::atom : !token.is('.')) return false;
      atom_is_due = !atom_is_due;
      mailbox.domain += token.text;
    }
    return !tokens.empty() && !atom_is_due;
  }

  std::vector<Token> tokens_;
  std::size_t size_, index_ = 0;
  std::vector<std::string> comments_;
  std::string group_;
  bool in_group_ = false;
  AddressList list_;
};

}  // namespace

AddressList AddressList::parse(std::string_view body) {
  return AddressParser(body).run();
}

std::vector<Mailbox> parse_address_list(std::string_view body) {
  return AddressParser(body).run().mailboxes;
}

std::string to_text(const Mailbox& mailbox) {
  if (mailbox.display_name.empty()) return mailbox.address;
  return encode_phrase(mailbox.display_name) + " <" + mailbox.address + ">";
}

}  // namespace smime::mime
