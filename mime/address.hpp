// Addresses in header fields (RFC 5322, 3.4): the mailboxes of a list, and nothing that looks like
// one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smime::mime {

/// A mailbox: "Katie <katie@example.org>".
struct Mailbox {
  std::string display_name;  ///< without quotes
  std::string address;       ///< local part and domain
};

/// The mailboxes of an address list, those of groups included. Comments and quoted strings are
/// understood, so that an address inside a display name is none. \standard{RFC 5322, 3.4}
std::vector<Mailbox> parse_address_list(std::string_view body);

}  // namespace smime::mime
