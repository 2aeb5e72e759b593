// Content-Disposition (RFC 2183): how a part is to be shown, and under which name to be kept.
#include "mime/disposition.hpp"

#include <charconv>

#include "mime/encoded_words.hpp"
#include "mime/parameters.hpp"

namespace smime::mime {

Disposition Disposition::parse(std::string_view body) {
  const ParameterizedValue value = ParameterizedValue::parse(body);
  Disposition disposition;
  disposition.word = value.value;
  const bool shown = value.value.empty() || value.value == "inline";
  disposition.type = shown ? Type::inline_part : Type::attachment;
  disposition.file_name = decode_text(value.parameter("filename").value_or(""));
  disposition.creation_date = value.parameter("creation-date").value_or("");
  disposition.modification_date = value.parameter("modification-date").value_or("");
  disposition.read_date = value.parameter("read-date").value_or("");
  const std::string size = value.parameter("size").value_or("");
  std::uint64_t octets = 0;
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), octets);
  if (error == std::errc() && end == size.data() + size.size()) disposition.size = octets;
  return disposition;
}

Disposition Disposition::of(const Header& header) {
  Disposition disposition = parse(header.get("Content-Disposition").value_or(""));
  if (disposition.file_name.empty()) disposition.file_name = file_name_of(header);
  return disposition;
}

std::string safe_file_name(std::string_view name) {
  name.remove_prefix(name.find_last_of("/\\:") + 1);  // npos + 1 is 0
  std::string safe;
  for (const char c : name) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= ' ' && octet != 0x7f && !(c == '.' && safe.empty())) safe += c;
  }
  while (safe.ends_with(' ') || safe.ends_with('.')) safe.pop_back();
  return safe.empty() ? "attachment" : safe;
}

std::string file_name_of(const Header& header) {
  if (const auto disposition = header.get("Content-Disposition")) {
    const auto name = ParameterizedValue::parse(*disposition).parameter("filename");
    if (name) return decode_text(*name);
  }
  const auto type = header.get("Content-Type");
  if (!type) return {};
  return decode_text(ParameterizedValue::parse(*type).parameter("name").value_or(""));
}

}  // namespace smime::mime
