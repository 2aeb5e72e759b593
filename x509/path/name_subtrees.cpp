// Whether a name lies within a subtree (RFC 5280, 4.2.1.10): the rule of each type of name.
#include <algorithm>

#include "x509/path/name_constraints.hpp"

namespace smime::x509::path {
namespace {

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                              : character;
}

bool same_host(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

// Whether `name` ends in `suffix`, which begins with a period, and has a label in front of it.
bool is_below(std::string_view name, std::string_view suffix) {
  return name.size() > suffix.size() && same_host(name.substr(name.size() - suffix.size()), suffix);
}

// A host, or with a period in front every host below it.
bool host_is_within(std::string_view host, std::string_view base) {
  return base.starts_with('.') ? is_below(host, base) : same_host(host, base);
}

std::string_view without_final_period(std::string_view name) {
  return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

bool is_ipv4_text(std::string_view host) {
  return std::ranges::all_of(host, [](char character) {
    return character == '.' || (character >= '0' && character <= '9');
  });
}

}  // namespace

bool rfc822_name_is_within(std::string_view mailbox, std::string_view base) {
  if (base.find('@') != std::string_view::npos) return same_mailbox(mailbox, base);
  const std::size_t at = mailbox.rfind('@');
  if (at == std::string_view::npos) return false;
  return base.empty() || host_is_within(mailbox.substr(at + 1), base);
}

bool dns_name_is_within(std::string_view name, std::string_view base) {
  name = without_final_period(name);
  base = without_final_period(base);
  if (base.empty() || same_host(name, base)) return true;
  return base.starts_with('.') ? is_below(name, base) : is_below(name, "." + std::string(base));
}

bool uri_is_within(std::string_view uri, std::string_view base) {
  const auto host = host_of_uri(uri);
  return host && (base.empty() || host_is_within(*host, base));
}

bool ip_address_is_within(ByteView address, ByteView base) {
  for (const auto& [octets, whole] : {std::pair{address.size(), 1U}, {base.size(), 2U}}) {
    if (octets == 4 * whole || octets == 16 * whole) continue;
    throw Error(ErrorKind::malformed, "an iPAddress of " + std::to_string(octets) + " octets",
                "an address has 4 or 16, a constraint 8 or 32", "RFC 5280, 4.2.1.10");
  }
  if (2 * address.size() != base.size()) return false;
  const ByteView network = base.first(address.size()), mask = base.last(address.size());
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (((address[i] ^ network[i]) & mask[i]) != 0) return false;
  }
  return true;
}

std::optional<std::string> host_of_uri(std::string_view uri) {
  // URI = scheme ":" "//" [ userinfo "@" ] host [ ":" port ] path
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || !uri.substr(colon + 1).starts_with("//")) {
    return std::nullopt;
  }
  std::string_view authority = uri.substr(colon + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  authority.remove_prefix(authority.rfind('@') + 1);  // npos + 1 is 0
  if (authority.starts_with('[')) return std::nullopt;
  const std::string_view host = without_final_period(authority.substr(0, authority.find(':')));
  if (host.empty() || is_ipv4_text(host)) return std::nullopt;
  return std::string(host);
}

}  // namespace smime::x509::path
