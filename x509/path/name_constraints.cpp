// Name constraints along a path (RFC 5280, 4.2.1.10; 6.1.2 (b), (c)): what is permitted and what
// excluded.
#include "x509/path/name_constraints.hpp"

#include <algorithm>

#include "x509/extensions.hpp"

namespace smime::x509::path {
namespace {

// Octets of names and subtrees compared, for one path.
constexpr std::size_t kMaxCompared = 2'000'000;

bool is_smtp_utf8_mailbox(const GeneralName& name) {
  return name.type == GeneralNameType::other_name && name.oid == id_on_SmtpUTF8Mailbox &&
         name.octets.empty();
}

// The type whose subtrees apply to a name: those of rfc822Name to SmtpUTF8Mailbox as well.
// \standard{RFC 9598, 6}
GeneralNameType constrained_type(const GeneralName& name) {
  return is_smtp_utf8_mailbox(name) ? GeneralNameType::rfc822_name : name.type;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char octet) { return static_cast<signed char>(octet) >= 0; });
}

// Whether there is a rule for this name. A URI needs a host name (RFC 5280, 4.2.1.10), a mailbox a
// domain, in ASCII as certificates have it (RFC 9598, 5).
bool can_be_judged(const GeneralName& name) {
  switch (constrained_type(name)) {
    case GeneralNameType::rfc822_name: {
      const std::size_t at = name.text.rfind('@');
      return at != std::string::npos && is_ascii(std::string_view(name.text).substr(at));
    }
    case GeneralNameType::uniform_resource_identifier:
      return host_of_uri(name.text).has_value();
    case GeneralNameType::dns_name:
    case GeneralNameType::directory_name:
    case GeneralNameType::ip_address:
      return true;
    default:
      return false;
  }
}

std::size_t size_of(const GeneralName& name) {
  return 1 + name.text.size() + name.directory_name.der().size() + name.octets.size();
}

}  // namespace

GeneralNames constrained_names(const Certificate& certificate) {
  GeneralNames names;
  if (!certificate.subject().empty()) {
    names.push_back(GeneralName::directory(certificate.subject()));
  }
  // The addresses in the subject count as rfc822Name, since mail programs take them for one.
  for (const std::string& mailbox : certificate.subject().values(id_emailAddress)) {
    names.push_back(GeneralName::rfc822(mailbox));
  }
  if (const auto alternative = certificate.extensions().find<SubjectAltName>()) {
    names.insert(names.end(), alternative->names.begin(), alternative->names.end());
  }
  return names;
}

bool is_within(const GeneralName& name, const GeneralName& base) {
  if (constrained_type(name) != base.type) return false;
  switch (base.type) {
    case GeneralNameType::rfc822_name:
      return rfc822_name_is_within(name.text, base.text);
    case GeneralNameType::dns_name:
      return dns_name_is_within(name.text, base.text);
    case GeneralNameType::directory_name:
      return name.directory_name.is_within(base.directory_name);
    case GeneralNameType::uniform_resource_identifier:
      return uri_is_within(name.text, base.text);
    case GeneralNameType::ip_address:
      return ip_address_is_within(name.octets, base.octets);
    default:
      return false;
  }
}

void NameSpaces::constrain(const NameConstraints& constraints, const std::string& by) {
  sets_.push_back({constraints, by});
}

std::optional<std::string> NameSpaces::objection(const Certificate& certificate) {
  if (sets_.empty()) return std::nullopt;
  for (const GeneralName& name : constrained_names(certificate)) {
    for (const Set& set : sets_) {
      if (auto found = objection(name, set)) return found;
    }
  }
  return std::nullopt;
}

std::optional<std::string> NameSpaces::objection(const GeneralName& name, const Set& set) {
  const auto applies = [type = constrained_type(name)](const GeneralName& base) {
    return base.type == type;
  };
  const auto includes = [&](const GeneralName& base) {
    return applies(base) && compare(name, base);
  };
  const GeneralNames& permitted = set.constraints.permitted_subtrees;
  const GeneralNames& excluded = set.constraints.excluded_subtrees;
  const bool is_restricted = std::ranges::any_of(permitted, applies);
  if (!is_restricted && std::ranges::none_of(excluded, applies)) return std::nullopt;
  if (!can_be_judged(name)) {
    return name.to_text() + " cannot be held against the name constraints of " + set.by;
  }
  if (is_restricted && std::ranges::none_of(permitted, includes)) {
    return name.to_text() + " is outside what " + set.by + " permits for names of its type";
  }
  const auto found = std::ranges::find_if(excluded, includes);
  if (found == excluded.end()) return std::nullopt;
  return name.to_text() + " is in the subtree " + found->to_text() + " that " + set.by +
         " excludes";
}

bool NameSpaces::compare(const GeneralName& name, const GeneralName& base) {
  compared_ += size_of(name) + size_of(base);
  if (compared_ > kMaxCompared) {
    throw Error(ErrorKind::limit_exceeded, "names of more than two million octets to compare",
                "names and name constraints of a path are compared up to that limit",
                "RFC 5280, 4.2.1.10");
  }
  return is_within(name, base);
}

}  // namespace smime::x509::path
