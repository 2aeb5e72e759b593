// Character sets (RFC 2978; the registry of IANA): octets of mail as UTF-8, and back.
#include "mime/charset.hpp"

#include <algorithm>

#include "mime/charset_tables.hpp"
#include "mime/header.hpp"
#include "mime/utf7.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime {
namespace {

using primitives::append_utf8;

struct Alias {
  std::string_view name, means;
};

// The commonest aliases of the registry, and names that mail programs made up.
constexpr Alias kAliases[] = {
    {"ascii", "us-ascii"},
    {"ansi-x3.4-1968", "us-ascii"},
    {"iso646-us", "us-ascii"},
    {"us", "us-ascii"},
    {"646", "us-ascii"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"utf7", "utf-7"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"unicode", "utf-16"},
    {"latin1", "iso-8859-1"},
    {"l1", "iso-8859-1"},
    {"latin2", "iso-8859-2"},
    {"l2", "iso-8859-2"},
    {"latin3", "iso-8859-3"},
    {"latin4", "iso-8859-4"},
    {"cyrillic", "iso-8859-5"},
    {"arabic", "iso-8859-6"},
    {"greek", "iso-8859-7"},
    {"hebrew", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-8-e", "iso-8859-8"},
    {"latin5", "iso-8859-9"},
    {"latin6", "iso-8859-10"},
    {"tis-620", "iso-8859-11"},
    {"latin-9", "iso-8859-15"},
    {"latin9", "iso-8859-15"},
    {"latin10", "iso-8859-16"},
    {"koi8r", "koi8-r"},
    {"koi", "koi8-r"},
    {"koi8u", "koi8-u"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
};

// The name by which the tables know the set.
std::string canonical_name(std::string_view charset) {
  std::string name = lower(charset);
  std::replace(name.begin(), name.end(), '_', '-');
  for (const Alias& alias : kAliases) {
    if (name == alias.name) return std::string(alias.means);
  }
  const auto starts = [&](std::string_view with) { return name.starts_with(with); };
  if (starts("x-cp")) name = name.substr(2);
  if (starts("cp125") || name == "cp874") return "windows-" + name.substr(2);
  if (starts("cp")) return "ibm" + name.substr(2);
  if (starts("win-")) return "windows-" + name.substr(4);
  if (starts("iso8859")) return "iso-" + name.substr(3);
  // "iso-8859-1:1987", "iso-ir-..." are names of the registry as well.
  return starts("iso-8859-") ? name.substr(0, name.find(':')) : name;
}

const SingleOctetCharset* table_of(std::string_view name) {
  for (const auto tables : {iso_8859_tables(), other_tables()}) {
    for (const SingleOctetCharset& table : tables) {
      if (table.name == name) return &table;
    }
  }
  return nullptr;
}

std::string from_table(const SingleOctetCharset& table, std::string_view octets) {
  std::string utf8;
  for (const char c : octets) {
    const auto octet = static_cast<std::uint8_t>(c);
    append_utf8(utf8, octet < table.first ? octet : table.upper[octet - table.first]);
  }
  return utf8;
}

std::string from_ascii(std::string_view octets) {
  std::string utf8;
  for (const char c : octets) {
    const char32_t octet = static_cast<std::uint8_t>(c);
    append_utf8(utf8, octet < 0x80 ? octet : 0xfffd);
  }
  return utf8;
}

std::string mended_utf8(std::string_view octets) {
  std::string utf8;
  for (const char32_t c : primitives::code_points(octets)) append_utf8(utf8, c);
  return utf8;
}

// Big-endian without a mark. \standard{RFC 2781, 3.3 and 4}
std::string from_utf16(std::string_view octets, bool big) {
  if (octets.starts_with("\xff\xfe")) big = false;
  if (octets.starts_with("\xfe\xff")) big = true;
  if (octets.starts_with("\xff\xfe") || octets.starts_with("\xfe\xff")) octets.remove_prefix(2);
  std::u16string units;
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2) {
    const auto first = static_cast<std::uint8_t>(octets[i]);
    const auto second = static_cast<std::uint8_t>(octets[i + 1]);
    units += static_cast<char16_t>(big ? first << 8 | second : second << 8 | first);
  }
  std::string utf8;
  append_utf16(utf8, units);
  if (octets.size() % 2 != 0) append_utf8(utf8, 0xfffd);
  return utf8;
}

// Where the set has a code point; nothing where it does not.
std::optional<char> octet_of(const SingleOctetCharset& table, char32_t c) {
  if (c < table.first) return static_cast<char>(c);
  const std::size_t place =
      c < 0xfffd ? table.upper.find(static_cast<char16_t>(c)) : table.upper.npos;
  if (place == std::u16string_view::npos) return std::nullopt;
  return static_cast<char>(table.first + place);
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view charset, std::string_view octets) {
  const std::string name = canonical_name(charset);
  if (name == "utf-8") return mended_utf8(octets);
  if (name == "us-ascii") return from_ascii(octets);
  if (name == "utf-16" || name == "utf-16be") return from_utf16(octets, true);
  if (name == "utf-16le") return from_utf16(octets, false);
  if (name == "utf-7") return from_utf7(octets);
  const SingleOctetCharset* table = table_of(name);
  if (!table) return std::nullopt;
  return from_table(*table, octets);
}

std::optional<std::string> from_utf8(std::string_view charset, std::string_view utf8) {
  const std::string name = canonical_name(charset);
  if (name == "utf-8") return std::string(utf8);
  const SingleOctetCharset ascii{"us-ascii", 0x80, {}};
  const SingleOctetCharset* table = name == "us-ascii" ? &ascii : table_of(name);
  if (!table) return std::nullopt;
  std::string octets;
  for (const char32_t c : primitives::code_points(utf8)) {
    const auto octet = octet_of(*table, c);
    if (!octet) return std::nullopt;
    octets += *octet;
  }
  return octets;
}

bool is_known_charset(std::string_view charset) {
  return to_utf8(charset, {}).has_value();
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

}  // namespace smime::mime
