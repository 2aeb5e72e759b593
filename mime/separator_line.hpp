// The line that stands before each message of an mbox (RFC 4155, A).
#pragma once

#include <string_view>

namespace smime::mime {

/// Whether a line separates messages by itself: "From " and a date as `ctime` writes it, perhaps
/// without seconds or with a time zone. \standard{RFC 4155, A}
bool is_separator_line(std::string_view line);

/// Whether it begins with "From " and is not the field "From :" of the obsolete syntax.
bool may_be_separator_line(std::string_view line);

/// Whether a line begins like a field: a name, perhaps blanks, a colon. \standard{RFC 5322, 2.2 and
/// 4.5}
bool begins_like_field(std::string_view line);

}  // namespace smime::mime
