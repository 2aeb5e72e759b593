// PEM (RFC 7468): DER between lines of text.
#include "asn1/pem.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/secret.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::asn1 {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::string_view kWhiteSpace = " \t\v\f\r";
constexpr std::size_t kLineLength = 64;    // characters of base64
constexpr std::size_t kLongestLabel = 64;  // characters: a bound of ours

std::string_view text_of(ByteView octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

[[noreturn]] void refuse(std::string found, std::string rule, std::size_t offset) {
  throw Error(ErrorKind::malformed, std::move(found), std::move(rule), "RFC 7468, 3", offset);
}

std::string_view without_space_at_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(kWhiteSpace) + 1);
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kWhiteSpace), text.size()));
  return without_space_at_end(text);
}

// The lines of a text, ended by LF, CR LF or CR, without white space at their end.
class Lines {
 public:
  Lines(std::string_view text, std::size_t start) : text_(text), next_(start) {}

  bool at_end() const { return next_ == text_.size(); }
  std::size_t next() const { return next_; }
  /// Of the line that was taken last.
  std::size_t offset() const { return offset_; }

  std::string_view take() {
    offset_ = next_;
    const std::size_t end = std::min(text_.find_first_of("\r\n", next_), text_.size());
    next_ = std::min(end + 1, text_.size());
    if (text_.substr(end, 2) == "\r\n") ++next_;
    return without_space_at_end(text_.substr(offset_, end - offset_));
  }

 private:
  std::string_view text_;
  std::size_t next_, offset_ = 0;
};

// A body's base64 without its white space. It is wiped: it may be a private key's.
class Body {
 public:
  /// @param most  characters of it, at the most
  explicit Body(std::size_t most) { base64_.reserve(most); }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  ~Body() { primitives::wipe(base64_); }

  void add(std::string_view line, std::size_t offset) {
    for (std::size_t start = 0; start < line.size();) {
      const std::size_t end = std::min(line.find_first_of(kWhiteSpace, start), line.size());
      runs_.push_back({base64_.size(), offset + start});
      base64_ += line.substr(start, end - start);
      start = std::min(line.find_first_not_of(kWhiteSpace, end), line.size());
    }
  }

  Bytes octets(const std::string& label) const {
    try {
      return primitives::from_base64(base64_);
    } catch (const Error& error) {
      throw Error(error.kind(), error.found(), error.rule(), error.standard(),
                  offset_of(error.offset().value_or(0)), label);
    }
  }

 private:
  struct Run {
    std::size_t start;   // in base64_
    std::size_t offset;  // in the text
  };

  std::size_t offset_of(std::size_t index) const {
    const auto after = std::ranges::upper_bound(runs_, index, {}, &Run::start);
    if (after == runs_.begin()) return 0;
    const Run& run = *(after - 1);
    return run.offset + (index - run.start);
  }

  std::string base64_;
  std::vector<Run> runs_;
};

// A header, or the continuation of one; whether the line was either. \standard{RFC 1421, 4.4}
bool take_header(PemObject& object, std::string_view line) {
  const bool folded = !line.empty() && kWhiteSpace.find(line[0]) != std::string_view::npos;
  if (folded && !object.headers.empty()) {
    object.headers.back().second += trimmed(line);
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  object.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
  return true;
}

// labelchar is any printable character but "-"; "-" and space stand alone between others.
bool is_label(std::string_view label) {
  bool separated = true;  // at the start and behind a separator
  for (char c : label) {
    if (c < 0x20 || c > 0x7e) return false;
    const bool separator = c == ' ' || c == '-';
    if (separator && separated) return false;
    separated = separator;
  }
  return label.empty() || !separated;
}

// Takes "-----BEGIN label-----" off its line. Of what stands behind it nothing is ever quoted:
// where line ends were lost, that is a private key.
std::string take_label(std::string_view& line, std::size_t offset) {
  line.remove_prefix(std::min(line.size(), kBegin.size()));  // its last space may be cut off
  const std::size_t size = line.find(kDashes);
  if (size == std::string_view::npos) {
    refuse("a BEGIN line that does not end", "it ends with -----", offset);
  }
  const std::string_view label = line.substr(0, size);
  if (label.size() > kLongestLabel || !is_label(label)) {
    refuse("a BEGIN line without a label", "a label is at most 64 printable characters, in words",
           offset);
  }
  line.remove_prefix(size + kDashes.size());
  return std::string(label);
}

// Whether a line begins with the END line of an object.
// @throws Error (malformed) where it is another object's
bool is_end(std::string_view line, const std::string& label, std::size_t offset) {
  if (!line.starts_with(kEnd)) return false;
  if (line.substr(kEnd.size()).starts_with(label + std::string(kDashes))) return true;
  refuse("an END line with another label than " + label, "both labels agree", offset);
}

// Base64 and END behind the BEGIN of the same line: what a form or a variable makes of a file.
// @return how many characters they are
std::size_t read_one_line(PemObject& object, std::string_view line, std::size_t offset) {
  const std::size_t size = line.find(kEnd);
  if (size == std::string_view::npos) {
    refuse("text behind a BEGIN line", "base64 begins in the next line, or ends in the same one",
           offset);
  }
  is_end(line.substr(size), object.label, offset + size);
  Body body(size);
  body.add(line.substr(0, size), offset);
  object.octets = body.octets(object.label);
  return size + kEnd.size() + object.label.size() + kDashes.size();
}

PemObject read_object(std::string_view text, std::size_t& index) {
  Lines lines(text, index);
  PemObject object;
  object.offset = index;
  std::string_view behind = lines.take();
  object.label = take_label(behind, object.offset);
  if (!behind.empty()) {
    index = static_cast<std::size_t>(behind.data() - text.data());
    index += read_one_line(object, behind, index);
    return object;
  }
  Body body(std::min(text.find(kEnd, index), text.size()) - index);
  bool in_headers = true;
  while (!lines.at_end()) {
    const std::string_view line = lines.take();
    if (is_end(line, object.label, lines.offset())) {
      if (line.size() > kEnd.size() + object.label.size() + kDashes.size()) {
        refuse("text behind an END line", "it ends with -----", lines.offset());
      }
      object.octets = body.octets(object.label);
      index = lines.next();
      return object;
    }
    if (line.starts_with(kBegin)) {
      refuse("a BEGIN line inside of " + object.label, "an object ends before the next begins",
             lines.offset());
    }
    if (in_headers && take_header(object, line)) continue;
    if (!line.empty() || !object.headers.empty()) in_headers = false;
    body.add(line, lines.offset());
  }
  refuse("no END line", "an object ends with -----END " + object.label + std::string(kDashes),
         object.offset);
}

void require(bool holds, std::string_view found, const char* rule, const char* standard) {
  if (holds) return;
  throw Error(ErrorKind::invalid_argument, "'" + std::string(found) + "'", rule, standard);
}

std::string written_headers(const PemHeaders& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    const bool one_line = (name + value).find_first_of("\r\n") == std::string::npos;
    require(!name.empty() && one_line && name.find(':') == std::string::npos &&
                trimmed(name) == name && trimmed(value) == value && !name.starts_with("-----"),
            name, "a header is a name, a colon and a value in one line", "RFC 1421, 4.4");
    text += name + ": " + value + "\n";
  }
  return headers.empty() ? text : text + "\n";
}

std::string written(std::string_view label, const PemHeaders& headers, ByteView octets) {
  require(is_label(label), label, "a label is words of printable characters", "RFC 7468, 3");
  std::string base64 = primitives::to_base64(octets);
  const std::string end = std::string(label) + std::string(kDashes) + "\n";
  std::string text = std::string(kBegin) + end + written_headers(headers);
  text.reserve(text.size() + base64.size() + base64.size() / kLineLength + 1 + kEnd.size() +
               end.size());
  for (std::size_t i = 0; i < base64.size(); i += kLineLength) {
    text.append(base64, i, kLineLength);
    text += '\n';
  }
  primitives::wipe(base64);
  text += kEnd;
  return text += end;
}

}  // namespace

bool looks_like_pem(ByteView text) {
  return text_of(text).find(kBegin) != std::string_view::npos;
}

std::vector<PemObject> read_pem(ByteView octets) {
  const std::string_view text = text_of(octets);
  std::vector<PemObject> objects;
  std::size_t index = 0, behind = 0;  // behind the object before
  for (;;) {
    index = text.find(kBegin, index);
    if (index == std::string_view::npos) return objects;
    const bool behind_mark = text.substr(0, index) == "\xef\xbb\xbf";  // UTF-8's byte order mark
    const bool begins_line = index == 0 || text[index - 1] == '\n' || text[index - 1] == '\r';
    // Where line ends were lost, the next object follows in the same line.
    const bool follows = !objects.empty() && trimmed(text.substr(behind, index - behind)).empty();
    if (begins_line || follows || behind_mark) {
      objects.push_back(read_object(text, index));
      behind = index;
    } else {
      index += kBegin.size();
    }
  }
}

std::string write_pem(std::string_view label, ByteView octets) {
  return written(label, {}, octets);
}

std::string write_pem(const PemObject& object) {
  return written(object.label, object.headers, object.octets);
}

}  // namespace smime::asn1
