// Whether two mail addresses are the same (RFC 8550, 3; RFC 9598, 5).
#pragma once

#include <string>
#include <string_view>

namespace smime::mime::secure {

/// An address in the form in which it is compared.
struct ComparableAddress {
  std::string local_part;  ///< without quotes
  std::string domain;      ///< U-labels, in small letters

  /// Of a mailbox as certificates have it: no display name, no comments.
  static ComparableAddress of(std::string_view mailbox);
  static ComparableAddress of(std::string_view local_part, std::string_view domain);
};

/// How near two addresses are.
enum class Likeness {
  same,
  same_but_for_case,  ///< of an ASCII local part: the same by RFC 8550
  looks_the_same,     ///< another address whose characters look like these
  different,
};

/// Domains are compared without case and with A-labels as U-labels; local parts of ASCII without
/// case, others octet for octet. \standard{RFC 8550, 3; RFC 9598, 5}
Likeness compare(const ComparableAddress& left, const ComparableAddress& right);

}  // namespace smime::mime::secure
