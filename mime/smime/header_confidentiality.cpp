// Header confidentiality policies (RFC 9788, 3.2).
#include "mime/smime/header_confidentiality.hpp"

#include "mime/address.hpp"
#include "mime/charset.hpp"
#include "mime/date.hpp"
#include "mime/header.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

// The addresses alone. A list with a group in it is no mailbox-list and stays. \standard{RFC 5322,
// 3.4}
std::string without_display_names(std::string_view val_in) {
  const AddressList list = AddressList::parse(val_in);
  if (list.mailboxes.empty() || !list.groups.empty() || !list.problems.empty()) {
    return std::string(val_in);
  }
  std::string val_out;
  for (const Mailbox& mailbox : list.mailboxes) {
    val_out += (val_out.empty() ? "" : ", ") + mailbox.address;
  }
  // What is changed is ASCII. \standard{RFC 9788, 3.1}
  return is_ascii(val_out) ? val_out : std::string(val_in);
}

}  // namespace

HeaderConfidentiality header_confidentiality(std::string_view name) {
  if (name == "none") return HeaderConfidentiality::none;
  if (name == "baseline") return HeaderConfidentiality::baseline;
  if (name == "shy") return HeaderConfidentiality::shy;
  throw Error(ErrorKind::invalid_argument, "no header confidentiality policy " + std::string(name),
              "one of none, baseline, shy", "RFC 9788, 3.2");
}

std::optional<std::string> date_time_in_utc(std::string_view text) {
  const auto date = parse_date_time(text);
  if (!date) return std::nullopt;
  return to_text(DateTime{date->seconds, 0, true});
}

std::optional<std::string> hcp_no_confidentiality(std::string_view, std::string_view val_in) {
  return std::string(val_in);
}

std::optional<std::string> hcp_baseline(std::string_view name, std::string_view val_in) {
  if (same_token(name, "Subject")) return "[...]";
  if (same_token(name, "Keywords") || same_token(name, "Comments")) return std::nullopt;
  return std::string(val_in);
}

std::optional<std::string> hcp_shy(std::string_view name, std::string_view val_in) {
  if (same_token(name, "From") || same_token(name, "To") || same_token(name, "Cc")) {
    return without_display_names(val_in);
  }
  if (same_token(name, "Date")) return date_time_in_utc(val_in).value_or(std::string(val_in));
  return hcp_baseline(name, val_in);
}

std::optional<std::string> hcp(HeaderConfidentiality policy, std::string_view name,
                               std::string_view val_in) {
  switch (policy) {
    case HeaderConfidentiality::baseline:
      return hcp_baseline(name, val_in);
    case HeaderConfidentiality::shy:
      return hcp_shy(name, val_in);
    default:
      return hcp_no_confidentiality(name, val_in);
  }
}

}  // namespace smime::mime::secure
