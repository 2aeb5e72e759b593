// Content-Disposition (RFC 2183): how a part is to be shown, and under which name to be kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mime/header.hpp"

namespace smime::mime {

/// \standard{RFC 2183, 2}
struct Disposition {
  enum class Type { inline_part, attachment };

  Type type = Type::inline_part;      ///< an unknown type is taken as attachment
  std::string word;                   ///< the type as written, in small letters: "form-data"
  std::string file_name;              ///< as the sender gave it, UTF-8; empty where he gave none
  std::optional<std::uint64_t> size;  ///< octets, approximately
  /// Dates as written; `parse_date_time` reads them.
  std::string creation_date, modification_date, read_date;

  /// Of a part's header: without the field the name is Content-Type's, the type inline.
  static Disposition of(const Header& header);
  /// Of the field's body.
  static Disposition parse(std::string_view body);
};

/// The last component of a file name, without control characters and leading dots, so that it names
/// a file in the folder that is meant and nothing else; "attachment" where nothing remains.
/// \standard{RFC 2183, 2.3 and 5}
std::string safe_file_name(std::string_view name);

/// The file name that Content-Disposition or Content-Type gives, UTF-8; empty where neither does.
/// Encoded words, which must not stand there but do, are decoded.
std::string file_name_of(const Header& header);

}  // namespace smime::mime
