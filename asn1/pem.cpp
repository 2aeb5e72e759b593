// PEM (RFC 7468): DER between lines of text.
#include "asn1/pem.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::asn1 {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";

std::string_view text_of(ByteView octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

[[noreturn]] void refuse(std::string found, std::string rule, std::size_t offset) {
  throw Error(ErrorKind::malformed, std::move(found), std::move(rule), "RFC 7468, 3", offset);
}

// A line without its line end, and the index behind it.
std::string_view take_line(std::string_view text, std::size_t& index) {
  const std::size_t end = std::min(text.find('\n', index), text.size());
  std::string_view line = text.substr(index, end - index);
  index = std::min(end + 1, text.size());
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
    line.remove_suffix(1);
  }
  return line;
}

PemObject read_object(std::string_view text, std::size_t& index) {
  PemObject object;
  object.offset = index;
  const std::string_view begin = take_line(text, index).substr(kBegin.size());
  if (!begin.ends_with(kDashes)) refuse("a BEGIN line that does not end", "it ends with dashes", index);
  object.label = begin.substr(0, begin.size() - kDashes.size());
  std::string base64;
  const std::size_t body = index;
  while (index < text.size()) {
    const std::size_t line_start = index;
    const std::string_view line = take_line(text, index);
    if (line.starts_with(kEnd)) {
      if (line.substr(kEnd.size()) != object.label + std::string(kDashes)) {
        refuse("an END line with another label than " + object.label, "both labels agree",
               line_start);
      }
      try {
        object.octets = primitives::from_base64(base64);
      } catch (const Error& error) {
        throw error.within(object.label, body);
      }
      return object;
    }
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && base64.empty()) {
      const std::string_view value = line.substr(colon + 1);
      object.headers.emplace_back(line.substr(0, colon),
                                  value.substr(std::min(value.find_first_not_of(' '), value.size())));
      continue;
    }
    for (char c : line) {
      if (c != ' ' && c != '\t') base64 += c;
    }
  }
  refuse("no END line", "an object ends with -----END " + object.label + std::string(kDashes),
         object.offset);
}

}  // namespace

bool looks_like_pem(ByteView text) {
  return text_of(text).find(kBegin) != std::string_view::npos;
}

std::vector<PemObject> read_pem(ByteView octets) {
  const std::string_view text = text_of(octets);
  std::vector<PemObject> objects;
  std::size_t index = 0;
  for (;;) {
    index = text.find(kBegin, index);
    if (index == std::string_view::npos) return objects;
    const bool at_line_start = index == 0 || text[index - 1] == '\n';
    if (at_line_start) {
      objects.push_back(read_object(text, index));
    } else {
      index += kBegin.size();
    }
  }
}

std::string write_pem(std::string_view label, ByteView octets) {
  const std::string base64 = primitives::to_base64(octets);
  std::string text = std::string(kBegin) + std::string(label) + std::string(kDashes) + "\n";
  for (std::size_t i = 0; i < base64.size(); i += 64) text += base64.substr(i, 64) + "\n";
  return text + std::string(kEnd) + std::string(label) + std::string(kDashes) + "\n";
}

}  // namespace smime::asn1
