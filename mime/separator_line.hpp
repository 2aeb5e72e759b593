// The line that stands before each message of an mbox (RFC 4155, A).
#pragma once

#include <string_view>

namespace smime::mime {

/// Whether a line separates messages by itself: "From " and a date as `ctime` writes it, perhaps
/// without seconds or with a time zone. \standard{RFC 4155, A}
bool is_separator_line(std::string_view line);

}  // namespace smime::mime
