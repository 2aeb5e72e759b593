// Addresses in header fields (RFC 5322, 3.4, with the obsolete forms of 4.4; RFC 6532 for UTF-8):
// the mailboxes of a list, and nothing that looks like one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smime::mime {

/// A mailbox: "Katie <katie@example.org>".
struct Mailbox {
  std::string display_name;  ///< the phrase, without quotes, encoded words decoded: UTF-8
  std::string address;       ///< local part, "@" and domain, without white space and comments
  std::string local_part;    ///< without quotes: what it means
  std::string domain;        ///< "example.org", or a literal with its brackets
  std::vector<std::string> comments;  ///< inside and beside it, decoded
  std::string group;                  ///< the name of the group that it stands in; mostly empty
};

/// What is wrong with a list, and where.
struct AddressProblem {
  std::size_t offset = 0;  ///< in the body
  std::string text;        ///< "text behind the address"
  bool ambiguous = false;  ///< programs may differ on which address is meant
};

/// An address list as it was read.
struct AddressList {
  std::vector<Mailbox> mailboxes;        ///< those of groups included, in order
  std::vector<std::string> groups;       ///< the names of groups, also of empty ones, decoded
  std::vector<AddressProblem> problems;  ///< empty where the list follows the grammar

  /// Reads the body of a field, unfolded. Obsolete syntax (routes, empty members, dots in phrases,
  /// white space around dots) is no problem; whatever else is odd is one, and reading goes on at
  /// the next comma. \standard{RFC 5322, 3.4 and 4.4}
  static AddressList parse(std::string_view body);
};

/// The mailboxes of an address list alone. \standard{RFC 5322, 3.4}
std::vector<Mailbox> parse_address_list(std::string_view body);

/// The mailbox as a field writes it: its display name encoded where it must be.
std::string to_text(const Mailbox& mailbox);

}  // namespace smime::mime
