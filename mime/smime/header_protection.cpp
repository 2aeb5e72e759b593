// Making header protection (RFC 9788, 5.2.1).
#include "mime/smime/header_protection.hpp"

#include "mime/parameters.hpp"
#include "mime/smime/legacy_display.hpp"

namespace smime::mime::secure {
namespace {

bool is_bcc(std::string_view name) {
  return same_token(name, "Bcc") || same_token(name, "Resent-Bcc");
}

// Not so a line that is no field.
bool is_protected(const HeaderField& field) {
  return !field.name.empty() && !is_structural(field.name) && !is_bcc(field.name) &&
         !same_token(field.name, "HP-Outer");
}

std::string with_line_end(std::string raw) {
  while (raw.ends_with('\n') || raw.ends_with('\r')) raw.pop_back();
  return raw + "\r\n";
}

// What the policy makes of a field: the field itself where it does not change it.
std::optional<HeaderField> outside(const HeaderField& field, const HeaderProtection& how) {
  const std::string val_in = field.body();
  const auto val_out = hcp(how.policy, field.name, val_in);
  if (!val_out) return std::nullopt;
  if (*val_out == val_in) return HeaderField{field.name, with_line_end(field.raw)};
  return HeaderField{field.name, folded(field.name, *val_out)};
}

// The field that a part's other fields leave: its Content-Type says how the header is protected.
HeaderField marked(const HeaderField& field, bool encrypted) {
  if (!same_token(field.name, "Content-Type")) return {field.name, with_line_end(field.raw)};
  return with_parameter(field, "hp", encrypted ? "cipher" : "clear");
}

}  // namespace

bool is_structural(std::string_view field_name) {
  return same_token(field_name, "MIME-Version") || lower(field_name).starts_with("content-");
}

ComposedHeader compose(const Header& origheaders, const Header& payload,
                       const HeaderProtection& how) {
  ComposedHeader made;
  // The message's fields, and outside what the policy makes of them.
  for (const HeaderField& field : origheaders.fields()) {
    if (!is_protected(field)) {
      if (is_bcc(field.name)) made.outer.add(field);
      continue;
    }
    made.payload.add({field.name, with_line_end(field.raw)});
    const auto sent = how.encrypted ? outside(field, how) : field;
    if (sent) made.outer.add(*sent);
  }
  // HP-Outer for each outer field as it is sent; one that is left out has none.
  if (how.encrypted) {
    for (const HeaderField& sent : made.outer.fields()) {
      if (!is_bcc(sent.name)) made.payload.add({"HP-Outer", "HP-Outer: " + sent.raw});
    }
  }
  for (const HeaderField& field : payload.fields()) {
    if (is_structural(field.name)) made.payload.add(marked(field, how.encrypted));
  }
  return made;
}

std::vector<HeaderField> legacy_display_fields(const Header& origheaders,
                                               const HeaderProtection& how) {
  std::vector<HeaderField> ldlist;
  if (!how.encrypted || !how.legacy_display) return ldlist;
  for (const HeaderField& field : origheaders.fields()) {
    if (!is_user_facing(field.name)) continue;
    const std::string val_in = field.body();
    if (hcp(how.policy, field.name, val_in) != val_in) ldlist.push_back(field);
  }
  return ldlist;
}

std::optional<std::string> hp_parameter(const Header& payload) {
  const auto type = payload.get("Content-Type");
  if (!type) return std::nullopt;
  const auto hp = ParameterizedValue::parse(*type).parameter("hp");
  return hp ? std::optional(lower(*hp)) : std::nullopt;
}

}  // namespace smime::mime::secure
