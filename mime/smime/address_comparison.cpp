// Whether two mail addresses are the same (RFC 8550, 3; RFC 9598, 5).
#include "mime/smime/address_comparison.hpp"

#include "mime/charset.hpp"
#include "mime/header.hpp"
#include "mime/idn.hpp"
#include "mime/smime/look_alikes.hpp"
#include "x509/string_preparation.hpp"

namespace smime::mime::secure {
namespace {

// "\"a b\"" means a b. \standard{RFC 5321, 4.1.2}
std::string unquoted(std::string_view local_part) {
  if (local_part.size() < 2 || !local_part.starts_with('"') || !local_part.ends_with('"')) {
    return std::string(local_part);
  }
  std::string text;
  local_part = local_part.substr(1, local_part.size() - 2);
  for (std::size_t i = 0; i < local_part.size(); ++i) {
    if (local_part[i] == '\\' && i + 1 < local_part.size()) ++i;
    text += local_part[i];
  }
  return text;
}

// Capitals and combining accents of U-labels are written in several ways; registered names in one.
std::string comparable_domain(std::string_view domain) {
  const std::string labels = to_u_labels(domain);
  return is_ascii(labels) ? lower(labels) : x509::prepare_string(labels);
}

}  // namespace

ComparableAddress ComparableAddress::of(std::string_view mailbox) {
  const std::size_t at = mailbox.rfind('@');
  if (at == std::string_view::npos) return {std::string(mailbox), {}};
  return of(unquoted(mailbox.substr(0, at)), mailbox.substr(at + 1));
}

ComparableAddress ComparableAddress::of(std::string_view local_part, std::string_view domain) {
  return {std::string(local_part), comparable_domain(domain)};
}

Likeness compare(const ComparableAddress& left, const ComparableAddress& right) {
  if (left.domain == right.domain) {
    if (left.local_part == right.local_part) return Likeness::same;
    const bool ascii = is_ascii(left.local_part) && is_ascii(right.local_part);
    if (ascii && same_token(left.local_part, right.local_part)) return Likeness::same_but_for_case;
  }
  const bool alike = skeleton(left.local_part) == skeleton(right.local_part) &&
                     skeleton(left.domain) == skeleton(right.domain);
  return alike ? Likeness::looks_the_same : Likeness::different;
}

}  // namespace smime::mime::secure
