// Header fields (RFC 5322, 2.2): kept as they stand, found by name, unfolded to be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "primitives/bytes.hpp"

namespace smime::mime {

/// One field as it stands, folding and line ends included.
struct HeaderField {
  std::string name;  ///< as written: "Content-Type"; empty for a line that is no field
  std::string raw;   ///< the whole field: name, colon, body, line ends

  /// The body unfolded, without white space around it. \standard{RFC 5322, 2.2.3}
  std::string body() const;
};

/// The fields of a message or of a part, in order.
class Header {
 public:
  /// Reads the fields of `text`, which ends with the last of them. Its lines end with LF, CR LF, or
  /// where it knows no LF with CR. Lines "From " and ">From " behind the first, which programs that
  /// keep mail in files leave there, are kept without a name.
  /// @throws Error (malformed, limit_exceeded) with the offset
  static Header parse(std::string_view text);

  const std::vector<HeaderField>& fields() const { return fields_; }
  bool empty() const { return fields_.empty(); }
  /// The body of the first field of this name, whatever the case of its letters.
  std::optional<std::string> get(std::string_view name) const;
  /// The bodies of all fields of this name.
  std::vector<std::string> all(std::string_view name) const;
  /// Adds a field with this body, ended by CRLF.
  void add(std::string_view name, std::string_view body);
  void add(HeaderField field) { fields_.push_back(std::move(field)); }
  /// All fields as they stand.
  std::string text() const;

 private:
  std::vector<HeaderField> fields_;
};

/// A field with its body folded: lines of at most 76 characters where blanks allow it, each ended
/// by CR LF. \standard{RFC 5322, 2.2.3}
std::string folded(std::string_view name, std::string_view body);

/// Limits on hostile headers.
inline constexpr std::size_t kMostLineOctets = 64 * 1024;
inline constexpr std::size_t kMostHeaderOctets = 1024 * 1024;

/// Whether two names or tokens are the same but for the case of ASCII letters.
bool same_token(std::string_view left, std::string_view right);

/// The text in small ASCII letters.
std::string lower(std::string_view text);

}  // namespace smime::mime
