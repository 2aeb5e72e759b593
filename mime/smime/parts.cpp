// The parts of a multipart that is neither signed nor encrypted itself (RFC 2046, 5.1).
#include "mime/smime/parts.hpp"

#include <algorithm>

#include "mime/message.hpp"
#include "mime/multipart_source.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

bool is_multipart(const Header& header) {
  const ParameterizedValue type = content_type_of(header);
  return type.value.starts_with("multipart/") && kind_of(header) == EntityKind::plain &&
         !type.parameter("boundary").value_or("").empty();
}

Head head_of(BufferedSource& part) {
  try {
    return read_head(part);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    return {};
  }
}

// The type is shown to people: what is none is as good as unknown. \standard{RFC 2045, 5.1; RFC
// 2046, 4.5.1}
std::string type_of(const Header& header, std::string_view multipart_type) {
  if (!header.get("Content-Type")) return std::string(default_type_in(multipart_type));
  constexpr std::size_t most = 127;  // characters of a name on each side: RFC 6838, 4.2
  const std::string type = content_type_of(header).value;
  const bool printable =
      std::all_of(type.begin(), type.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  const std::size_t slash = type.find('/');
  const bool whole = slash != std::string::npos && slash > 0 && slash + 1 < type.size();
  return whole && printable && type.size() <= 2 * most + 1 ? type : "application/octet-stream";
}

struct PartWalk {
  const PartVisit& visit;

  bool walk(const std::string& prefix, const Header& header, BufferedSource& body,
            unsigned level) const {
    const ParameterizedValue type = content_type_of(header);
    MultipartSource parts(body, *type.parameter("boundary"));
    std::size_t number = 0;
    while (parts.next_part()) {
      BufferedSource part(parts);
      const Head head = head_of(part);
      const PartName name{prefix + std::to_string(++number), type_of(head.header, type.value)};
      if (level < kMostPartLevels && is_multipart(head.header)) {
        walk(name.place + ".", head.header, part, level + 1);
      } else {
        visit(name, head, part);
      }
    }
    return number > 0;
  }
};

}  // namespace

PartKind part_kind_of(const Header& header) {
  const EntityKind kind = kind_of(header);
  if (kind == EntityKind::plain) return PartKind::plain;
  if (kind == EntityKind::multipart_signed) return PartKind::message;
  const ParameterizedValue type = content_type_of(header);
  const std::string name = lower(file_name_of(header));
  if (type.value.ends_with("pkcs7-signature") || name.ends_with(".p7s")) {
    return PartKind::signature;
  }
  const bool certificates =
      name.ends_with(".p7c") || lower(type.parameter("smime-type").value_or("")) == "certs-only";
  if (certificates) return PartKind::file;
  if (name == "smime.p7m" || name == "smime.p7z") return PartKind::message;
  const bool shown = Disposition::of(header).type == Disposition::Type::inline_part;
  return shown && type.value.ends_with("pkcs7-mime") ? PartKind::message : PartKind::file;
}

bool visit_parts(const Header& header, BufferedSource& body, const PartVisit& visit) {
  return is_multipart(header) && PartWalk{visit}.walk("", header, body, 1);
}

}  // namespace smime::mime::secure
