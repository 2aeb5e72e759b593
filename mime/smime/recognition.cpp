// Telling by looking what an input is (RFC 8551, 3.2.1 and 3.9).
#include "mime/smime/recognition.hpp"

#include <algorithm>

#include "asn1/pem.hpp"
#include "cms/content_info.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

bool is_smime_file(const std::string& name) {
  const std::string small = lower(name);
  return small.ends_with(".p7m") || small.ends_with(".p7s") || small.ends_with(".p7c");
}

bool is_cms(ByteView octets) {
  if (octets.empty() || octets[0] != 0x30) return false;
  try {
    cms::ContentInfo::decode(octets);
    return true;
  } catch (const Error& error) {
    // A ContentInfo with something behind it is one still, and says so when it is opened.
    return error.kind() == ErrorKind::trailing_data;
  }
}

}  // namespace

EntityKind kind_of(const Entity& entity) {
  const ParameterizedValue type = entity.content_type();
  if (type.value == "multipart/signed") {
    const std::string protocol = lower(type.parameter("protocol").value_or(""));
    const bool ours = protocol.empty() || protocol == "application/pkcs7-signature" ||
                      protocol == "application/x-pkcs7-signature";
    return ours ? EntityKind::multipart_signed : EntityKind::plain;
  }
  if (type.value == "application/pkcs7-mime" || type.value == "application/x-pkcs7-mime" ||
      type.value == "application/pkcs7-signature" ||
      type.value == "application/x-pkcs7-signature") {
    return EntityKind::cms;
  }
  const bool octet_stream = type.value == "application/octet-stream";
  return octet_stream && is_smime_file(entity.file_name()) ? EntityKind::cms : EntityKind::plain;
}

std::optional<Bytes> bare_cms(ByteView input) {
  if (is_cms(input)) return primitives::to_bytes(input);
  constexpr std::string_view begin = "-----BEGIN ";
  const bool pem =
      input.size() > begin.size() && std::equal(begin.begin(), begin.end(), input.begin());
  if (!pem) return std::nullopt;
  for (const asn1::PemObject& object : asn1::read_pem(input)) {
    if (object.label == "CMS" || object.label == "PKCS7") return object.octets;
  }
  return std::nullopt;
}

ByteView without_from_line(ByteView input) {
  constexpr std::string_view from = "From ";
  if (input.size() < from.size() || !std::equal(from.begin(), from.end(), input.begin())) {
    return input;
  }
  const auto newline = std::find(input.begin(), input.end(), std::uint8_t{'\n'});
  return newline == input.end()
             ? input
             : input.subspan(static_cast<std::size_t>(newline - input.begin()) + 1);
}

}  // namespace smime::mime::secure
