// Reading header protection (RFC 9788, 4).
#include "mime/smime/protected_headers.hpp"

#include <set>

#include "mime/address.hpp"
#include "mime/entity.hpp"
#include "mime/smime/address_comparison.hpp"
#include "mime/smime/header_protection.hpp"
#include "mime/smime/legacy_display.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

bool is_hp_outer(const HeaderField& field) {
  return same_token(field.name, "HP-Outer");
}

// \standard{RFC 9788, 4.1, 4.10.1 and F.3}
HeaderScheme scheme_of(const ParameterizedValue& type, const std::string& hp) {
  if (hp == "clear" || hp == "cipher") return HeaderScheme::hp;
  if (type.parameter("protected-headers") == "v1") return HeaderScheme::protected_headers;
  const bool message = type.value == "message/rfc822" || type.value == "message/global";
  // RFC 9788's drafts mark a message that is only forwarded.
  const bool forwarded = lower(type.parameter("forwarded").value_or("no")) == "yes";
  return message && !forwarded ? HeaderScheme::wrapped : HeaderScheme::none;
}

// The message inside is no S/MIME message itself, and neither it nor its wrapping claims the newer
// scheme. \standard{RFC 9788, 4.10.1}
bool is_rfc8551hp(const Header& payload, const Header& inside) {
  return kind_of(inside) == EntityKind::plain && !hp_parameter(payload) && !hp_parameter(inside);
}

// "Subject: [...]", the body of an HP-Outer field, as the field that it records.
std::optional<HeaderField> recorded_field(const HeaderField& hp_outer) {
  const std::string body = hp_outer.body();
  const std::size_t colon = body.find(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  const std::string name = body.substr(0, body.find_last_not_of(" \t", colon - 1) + 1);
  return HeaderField{name, body + "\r\n"};
}

// HeaderSetsFromMessage. \standard{RFC 9788, 4.2.1}
void take_fields(const Header& header, ProtectedHeaders& headers) {
  for (const HeaderField& field : header.fields()) {
    if (is_hp_outer(field)) {
      if (const auto recorded = recorded_field(field)) headers.recorded_outer.add(*recorded);
    } else if (!field.name.empty() && !is_structural(field.name)) {
      headers.fields.add(field);
    }
  }
}

// Names in small letters with bodies: quick to ask, however many there are.
using FieldSet = std::set<std::pair<std::string, std::string>>;

FieldSet field_set(const Header& header) {
  FieldSet set;
  for (const HeaderField& field : header.fields()) set.emplace(lower(field.name), field.body());
  return set;
}

bool has(const FieldSet& set, const HeaderField& field) {
  return set.count({lower(field.name), field.body()}) > 0;
}

// The protection that the sender meant, with a signature that holds. \standard{RFC 9788, 4.3.1}
// @param sent  what was outside: other schemes do not record it, and it is taken as it arrived
FieldProtection header_field_protection(const ProtectedHeaders& headers, const FieldSet& sent,
                                        const HeaderField& field, bool encrypted) {
  if (headers.scheme == HeaderScheme::none) return FieldProtection::unprotected;
  const bool hp = headers.scheme == HeaderScheme::hp;
  if (!encrypted || (hp && headers.hp != "cipher")) return FieldProtection::signed_only;
  return has(sent, field) ? FieldProtection::signed_only : FieldProtection::signed_and_encrypted;
}

FieldProtection without_signature(FieldProtection protection) {
  if (protection == FieldProtection::signed_only) return FieldProtection::unprotected;
  if (protection == FieldProtection::signed_and_encrypted) return FieldProtection::encrypted_only;
  return protection;
}

// \standard{RFC 9788, 4.4.5}
std::set<std::pair<std::string, std::string>> addresses_of(const Header& header) {
  std::set<std::pair<std::string, std::string>> addresses;
  for (const std::string& body : header.all("From")) {
    for (const Mailbox& mailbox : parse_address_list(body)) {
      const auto address = ComparableAddress::of(mailbox.address);
      addresses.emplace(lower(address.local_part), address.domain);
    }
  }
  return addresses;
}

}  // namespace

std::string_view to_string(HeaderScheme scheme) {
  constexpr std::string_view words[] = {"none", "hp", "rfc8551", "protected-headers"};
  return words[static_cast<std::size_t>(scheme)];
}

std::string_view to_string(FieldProtection protection) {
  constexpr std::string_view words[] = {"unprotected", "signed-only", "encrypted-only",
                                        "signed-and-encrypted"};
  return words[static_cast<std::size_t>(protection)];
}

ProtectedHeaders read_protected_headers(ByteView payload) {
  ProtectedHeaders headers;
  try {
    const Entity entity = Entity::parse(payload);
    const std::string hp = hp_parameter(entity.header).value_or("");
    headers.scheme = scheme_of(entity.content_type(), hp);
    if (headers.scheme == HeaderScheme::hp) headers.hp = hp;
    if (headers.scheme == HeaderScheme::wrapped) {
      const Header inside = Entity::parse(entity.body).header;
      if (!is_rfc8551hp(entity.header, inside)) return {};
      take_fields(inside, headers);
    } else if (headers.scheme != HeaderScheme::none) {
      take_fields(entity.header, headers);
    }
  } catch (const Error&) {
    return {};
  }
  if (headers.fields.empty()) return {};
  return headers;
}

std::vector<ShownField> shown_fields(const Header& outer, const ProtectedHeaders& headers,
                                     bool encrypted, bool is_signed) {
  const bool none = headers.scheme == HeaderScheme::none;
  const FieldSet arrived = field_set(outer);
  const FieldSet sent =
      headers.scheme == HeaderScheme::hp ? field_set(headers.recorded_outer) : arrived;
  std::vector<ShownField> shown;
  for (const HeaderField& field : (none ? outer : headers.fields).fields()) {
    if (none && !is_user_facing(field.name)) continue;
    ShownField& one = shown.emplace_back();
    one.name = field.name;
    one.body = field.body();
    one.protection = header_field_protection(headers, sent, field, encrypted);
    if (!is_signed) one.protection = without_signature(one.protection);
    if (none || has(arrived, field)) continue;
    one.outer = outer.get(field.name);
    one.only_inside = !one.outer;
  }
  return shown;
}

bool from_mismatch(const Header& outer, const ProtectedHeaders& headers) {
  const auto inside = addresses_of(headers.fields), outside = addresses_of(outer);
  return !inside.empty() && !outside.empty() && inside != outside;
}

}  // namespace smime::mime::secure
