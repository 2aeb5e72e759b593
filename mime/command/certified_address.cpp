// Addresses and names of people as they go into certificates.
#include "mime/command/certified_address.hpp"

#include <algorithm>
#include <string_view>

#include "mime/address.hpp"
#include "mime/idn.hpp"
#include "mime/smime/look_alikes.hpp"
#include "primitives/error.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime::command {
namespace {

// RFC 5321, 4.5.3.1.1 and 4.5.3.1.2; RFC 1034, 3.1.
constexpr std::size_t kLongestLocalPart = 64, kLongestDomain = 255, kLongestLabel = 63;

bool is_label(std::string_view label) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !label.empty() && label.size() <= kLongestLabel && std::ranges::all_of(label, fits) &&
         label.front() != '-' && label.back() != '-';
}

// Labels of letters, digits and hyphens, or an address in brackets. \standard{RFC 5321, 4.1.2}
bool is_domain(std::string_view domain) {
  if (domain.size() > kLongestDomain) return false;
  if (domain.starts_with('[')) return domain.ends_with(']');
  for (;;) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string certified_address(const std::string& text) {
  const AddressList list = AddressList::parse(text);
  const bool is_one = list.problems.empty() && list.mailboxes.size() == 1 &&
                      list.mailboxes.front().address == text && primitives::is_utf8(text) &&
                      !secure::hidden_character(text);
  if (is_one) {
    const Mailbox& mailbox = list.mailboxes.front();
    const std::string local_part = text.substr(0, text.size() - mailbox.domain.size() - 1);
    const std::string domain = to_a_labels(mailbox.domain);
    if (local_part.size() <= kLongestLocalPart && is_domain(domain)) {
      return local_part + "@" + domain;
    }
  }
  throw Error(ErrorKind::invalid_argument, "'" + text + "', which is no address",
              "an address is like katie@example.org, without a name and brackets",
              "RFC 5280, 4.2.1.6");
}

std::string as_certified_address(std::string& text) {
  try {
    text = certified_address(text);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

std::string complaint_about_name(const std::string& name) {
  const auto is_control = [](char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); };
  if (!primitives::is_utf8(name)) return "a name is in UTF-8";
  if (std::ranges::any_of(primitives::code_points(name), is_control)) {
    return "a name has no control characters";
  }
  const bool blank = name.find_first_not_of(' ') == std::string::npos;
  return blank ? "a name is more than blanks" : "";
}

}  // namespace smime::mime::command
