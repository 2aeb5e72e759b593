// Undoing what gateways do to the headers of MIME entities.
#include "mime/smime/header_repairs.hpp"

#include <functional>

#include "mime/leaves.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::size_t kMostFieldsAdded = 30;

using FieldEdit = std::function<std::string(const HeaderField&)>;

std::string edited(const Header& header, const FieldEdit& edit) {
  std::string text;
  for (const HeaderField& field : header.fields()) text += edit(field);
  return text;
}

// The entity's header edited, the rest as it is.
Bytes with_header(const Entity& entity, const std::string& header) {
  Bytes result = primitives::to_bytes(header);
  primitives::append(result, entity.whole.subspan(entity.header_text.size()));
  return result;
}

// Edits the header of the whole and of every leaf.
std::function<Bytes(ByteView)> of_headers(const FieldEdit& edit) {
  return [edit](ByteView content) {
    try {
      const Entity entity = Entity::parse(content);
      const Bytes outside = with_header(entity, edited(entity.header, edit));
      if (!entity.content_type().value.starts_with("multipart/")) return outside;
      return edit_leaves(outside, Leaves::all, [&](const Entity& leaf) {
        return std::optional(with_header(leaf, edited(leaf.header, edit)));
      });
    } catch (const Error&) {
      return primitives::to_bytes(content);
    }
  };
}

// The folding and the white space around it as one blank.
std::string unfolded(const HeaderField& field) {
  std::string text;
  bool in_fold = false;
  for (const char c : field.raw) {
    const bool line_end = c == '\r' || c == '\n';
    if (line_end) {
      in_fold = true;
      text.erase(text.find_last_not_of(" \t") + 1);
    } else if (!in_fold || (c != ' ' && c != '\t')) {
      if (in_fold) text += ' ';
      in_fold = false;
      text += c;
    }
  }
  return text;
}

// Folded behind every semicolon outside quotes.
std::string folded(const HeaderField& field, const std::string& indent) {
  const std::string line = unfolded(field);
  std::string text;
  bool in_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    text += line[i];
    if (line[i] != ';' || in_quotes) continue;
    const std::size_t next = line.find_first_not_of(' ', i + 1);
    if (next == std::string::npos) continue;
    text += "\r\n" + indent;
    i = next - 1;
  }
  return text + "\r\n";
}

void add_foldings(std::vector<Repair>& all) {
  const Damage damage{"header-folding", "header fields were folded otherwise"};
  all.push_back(
      {damage, of_headers([](const HeaderField& field) { return unfolded(field) + "\r\n"; })});
  for (const char* indent : {"\t", " ", "        ", "    ", "  "}) {
    all.push_back(
        {damage, of_headers([indent](const HeaderField& field) { return folded(field, indent); })});
  }
}

// The whole but for the field of this number.
std::function<Bytes(ByteView)> without_field(std::size_t number) {
  return [number](ByteView content) {
    try {
      const Entity entity = Entity::parse(content);
      std::size_t i = 0;
      return with_header(entity, edited(entity.header, [&](const HeaderField& field) {
                           return i++ == number ? std::string() : field.raw;
                         }));
    } catch (const Error&) {
      return primitives::to_bytes(content);
    }
  };
}

void add_fields_added(std::vector<Repair>& all, ByteView content) {
  try {
    const Entity entity = Entity::parse(content);
    for (std::size_t i = 0; i < std::min(entity.header.fields().size(), kMostFieldsAdded); ++i) {
      all.push_back(
          {{"header-field-added", "the field " + entity.header.fields()[i].name + " was added"},
           without_field(i)});
    }
  } catch (const Error&) {
    return;  // no header: nothing was added to it
  }
}

}  // namespace

std::vector<Repair> header_repairs(ByteView content) {
  std::vector<Repair> all;
  add_foldings(all);
  add_fields_added(all, content);
  return all;
}

std::string with_encoding(const Header& header, const std::string& name) {
  bool written = name.empty();
  std::string text = edited(header, [&](const HeaderField& field) {
    if (lower(field.name).starts_with("x-mime-autoconverted")) return std::string();
    if (!same_token(field.name, "Content-Transfer-Encoding")) return field.raw;
    if (written) return std::string();
    written = true;
    return field.name + ": " + name + "\r\n";
  });
  if (!written) text += "Content-Transfer-Encoding: " + name + "\r\n";
  return text;
}

std::string with_charset(const Header& header, const std::string& name) {
  return edited(header, [&](const HeaderField& field) {
    if (name.empty() || !same_token(field.name, "Content-Type")) return field.raw;
    const std::size_t at = lower(field.raw).find("charset=");
    if (at == std::string::npos) return field.raw;
    const std::size_t start = at + 8 + (field.raw.compare(at + 8, 1, "\"") == 0 ? 1 : 0);
    const std::size_t end =
        std::min(field.raw.find_first_of("\"; \t\r\n", start), field.raw.size());
    return field.raw.substr(0, start) + name + field.raw.substr(end);
  });
}

}  // namespace smime::mime::secure
