// The header of an opened message (RFC 9788, 4.3 and 4.4).
#include "mime/smime/header_judgement.hpp"

#include <algorithm>

#include "mime/parameters.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

// The beginning of the content, behind which no header of a message in it goes on.
Bytes start_of(const Stored& content) {
  Bytes start(2 * kMostHeaderOctets);
  const auto source = content.source();
  std::size_t size = 0;
  for (std::size_t count = 1; count > 0 && size < start.size(); size += count) {
    count = source->read(MutableByteView(start).subspan(size));
  }
  start.resize(size);
  return start;
}

ProtectedHeaders headers_of_payload(const OpenResult& result) {
  if (result.layers.empty() || result.layers.back().content_header.empty()) return {};
  const Header& root = result.layers.back().content_header;
  const auto type = ParameterizedValue::parse(root.get("Content-Type").value_or("")).value;
  const bool holds_message = type == "message/rfc822" || type == "message/global";
  if (!holds_message) return read_protected_headers(primitives::bytes_of(root.text() + "\r\n"));
  if (!result.stored || !result.stored->is_kept()) return {};
  ProtectedHeaders headers = read_protected_headers(start_of(*result.stored));
  // RFC 9788, 4.10.1, takes each for the older wrapping; one from somebody else was forwarded.
  const bool others = !result.header.get("From") || from_mismatch(result.header, headers);
  return others ? ProtectedHeaders() : headers;
}

std::string from_of(const Header& header) {
  return header.get("From").value_or("nobody");
}

}  // namespace

void hold_against_protected_from(OpenResult& result, const OpenOptions& options) {
  result.protected_headers = headers_of_payload(result);
  if (options.from || !result.protected_headers.fields.get("From")) return;
  const ClaimedSender sender = ClaimedSender::of(result.protected_headers.fields);
  for (Layer& layer : result.layers) {
    for (SignerReport& signer : layer.signers) hold_against(signer, sender);
  }
}

void show_headers(OpenResult& result) {
  const ProtectedHeaders& headers = result.protected_headers;
  const bool encrypted = std::any_of(result.layers.begin(), result.layers.end(),
                                     [](const Layer& layer) { return !layer.cipher.empty(); });
  const bool is_signed = result.verdict == Verdict::valid;
  result.headers = shown_fields(result.header, headers, encrypted, is_signed);
  if (!from_mismatch(result.header, headers)) return;
  result.notes.push_back(
      "From is " + from_of(headers.fields) + " inside and " + from_of(result.header) + " outside" +
      (is_signed ? "; the signer is the one inside" : "; no signature vouches for either") +
      " (RFC 9788, 4.4.2)");
}

}  // namespace smime::mime::secure
