// Telling by looking what an input is (RFC 8551, 3.2.1 and 3.9).
#include "mime/smime/recognition.hpp"

#include <algorithm>
#include <iterator>

#include "asn1/pem.hpp"
#include "asn1/reader.hpp"
#include "cms/content_info.hpp"
#include "mime/separator_line.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kMarkOfUtf8 = "\xef\xbb\xbf";

bool is_smime_file(const std::string& name) {
  const std::string small = lower(name);
  return small.ends_with(".p7m") || small.ends_with(".p7s") || small.ends_with(".p7c") ||
         small.ends_with(".p7z");
}

std::string_view text_of(ByteView octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

// Takes a line, or of a very long one its beginning. Empty at the end.
std::string take_line(BufferedSource& text) {
  const ByteView seen = text.peek(kMostLineOctets);
  const std::string_view line = text_of(seen).substr(0, text_of(seen).find('\n'));
  std::string taken(line);
  if (line.size() < seen.size()) taken += '\n';
  text.consume(taken.size());
  return taken;
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

EntityKind kind_of(const Header& header) {
  const ParameterizedValue type = content_type_of(header);
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
  return octet_stream && is_smime_file(file_name_of(header)) ? EntityKind::cms : EntityKind::plain;
}

std::optional<asn1::ObjectIdentifier> cms_type(ByteView head) {
  const asn1::Rules rules = asn1::Rules::ber();
  try {
    const asn1::Header info = asn1::read_header(head, rules, 0);
    if (info.tag != asn1::kSequence) return std::nullopt;
    const ByteView fields = head.subspan(info.size);
    const asn1::Header type = asn1::read_header(fields, rules, info.size);
    const std::size_t size = type.size + type.length.value_or(fields.size());
    if (type.tag != asn1::kObjectIdentifier || size > fields.size()) return std::nullopt;
    asn1::Reader reader(fields.first(size), rules);
    return reader.object_identifier("contentType");
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool is_cms_label(std::string_view label) {
  constexpr std::string_view labels[] = {"CMS", "PKCS7", "PKCS #7 SIGNED DATA", "SIGNED MESSAGE",
                                         "ENCRYPTED MESSAGE"};
  return std::find(std::begin(labels), std::end(labels), label) != std::end(labels);
}

bool looks_like_pem(ByteView head) {
  std::string_view text = text_of(head);
  if (text.starts_with(kMarkOfUtf8)) text.remove_prefix(kMarkOfUtf8.size());
  return text.starts_with(kBegin);
}

bool looks_like_base64_cms(ByteView head) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n";
  const bool base64 = text_of(head).find_first_not_of(alphabet) == std::string_view::npos;
  return base64 && cms_type(decode_base64(head)).has_value();
}

std::optional<std::string> enter_pem(BufferedSource& text) {
  for (std::string line = take_line(text); !line.empty(); line = take_line(text)) {
    if (line.starts_with(kMarkOfUtf8)) line.erase(0, kMarkOfUtf8.size());
    if (!line.starts_with(kBegin)) continue;
    const std::size_t end = line.find("-----", kBegin.size());
    std::string label = line.substr(kBegin.size(), end - kBegin.size());
    if (end != std::string::npos && is_cms_label(label)) return label;
  }
  return std::nullopt;
}

PemSource::PemSource(BufferedSource& text, const std::string& label)
    : lines_(text, "---END " + label + "-----"),  // two hyphens more begin every delimiter
      octets_(lines_, decoder(TransferEncoding::base64)) {}

void skip_from_line(BufferedSource& source) {
  constexpr std::size_t enough = 1000;  // a longer line separates nothing
  if (may_be_separator_line(text_of(source.peek(enough)).substr(0, enough))) take_line(source);
}

std::optional<Bytes> bare_cms(ByteView input) {
  if (is_cms(input)) return primitives::to_bytes(input);
  if (!looks_like_pem(input)) return std::nullopt;
  for (const asn1::PemObject& object : asn1::read_pem(input)) {
    if (is_cms_label(object.label)) return object.octets;
  }
  return std::nullopt;
}

ByteView without_from_line(ByteView input) {
  const std::size_t newline = text_of(input).find('\n');
  const bool has_line = newline != std::string_view::npos;
  if (!has_line || !may_be_separator_line(text_of(input).substr(0, newline))) return input;
  return input.subspan(newline + 1);
}

}  // namespace smime::mime::secure
