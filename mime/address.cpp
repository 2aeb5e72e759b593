// Addresses in header fields (RFC 5322, 3.4).
#include "mime/address.hpp"

namespace smime::mime {
namespace {

// Reads one list, character by character; each mailbox ends at a comma or semicolon outside
// quotes, comments and angle brackets.
class AddressReader {
 public:
  explicit AddressReader(std::string_view text) : text_(text) {}

  std::vector<Mailbox> run() {
    for (; index_ < text_.size(); ++index_) step(text_[index_]);
    finish();
    return std::move(result_);
  }

 private:
  void step(char c) {
    if (c == '(') return skip_comment();
    if (c == '"') return read_quoted();
    if (c == '<') {
      in_brackets_ = true;
      has_brackets_ = true;
      address_.clear();
    } else if (c == '>') {
      in_brackets_ = false;
    } else if (in_brackets_) {
      if (c != ' ' && c != '\t') address_ += c;
    } else if (c == ',' || c == ';') {
      finish();
    } else if (c == ':') {
      words_.clear();  // a group's name
    } else {
      words_ += c;
    }
  }

  void skip_comment() {
    int depth = 0;
    for (; index_ < text_.size(); ++index_) {
      if (text_[index_] == '\\')
        ++index_;
      else if (text_[index_] == '(')
        ++depth;
      else if (text_[index_] == ')' && --depth == 0)
        return;
    }
  }

  void read_quoted() {
    std::string& to = in_brackets_ ? address_ : words_;
    if (in_brackets_) to += '"';
    for (++index_; index_ < text_.size() && text_[index_] != '"'; ++index_) {
      if (text_[index_] == '\\' && index_ + 1 < text_.size()) ++index_;
      to += text_[index_];
    }
    if (in_brackets_) to += '"';
    quoted_ = quoted_ || !in_brackets_;
  }

  static std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }

  void finish() {
    const std::string words = trimmed(words_);
    if (has_brackets_ && !address_.empty()) {
      // A route before the address is obsolete: "@relay:user@domain".
      const std::size_t colon = address_.front() == '@' ? address_.find(':') : std::string::npos;
      result_.push_back(
          {words, colon == std::string::npos ? address_ : address_.substr(colon + 1)});
    } else if (!has_brackets_ && !quoted_ && words.find('@') != std::string::npos) {
      result_.push_back({{}, words});
    }
    words_.clear();
    address_.clear();
    in_brackets_ = has_brackets_ = quoted_ = false;
  }

  std::string_view text_;
  std::size_t index_ = 0;
  std::string words_, address_;
  bool in_brackets_ = false, has_brackets_ = false, quoted_ = false;
  std::vector<Mailbox> result_;
};

}  // namespace

std::vector<Mailbox> parse_address_list(std::string_view body) {
  return AddressReader(body).run();
}

}  // namespace smime::mime
