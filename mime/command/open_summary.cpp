// What smime open says on standard error besides the verdict.
#include "mime/command/open_summary.hpp"

#include "mime/command/cms.hpp"
#include "mime/encoded_words.hpp"
#include "mime/smime/difference.hpp"
#include "mime/smime/legacy_display.hpp"

namespace smime::mime::command {
namespace {

std::string safe(const std::string& text) {
  return secure::printable(primitives::bytes_of(text));
}

// Encoded words decoded: UTF-8, without characters that a terminal would act on.
std::string shown(const std::string& body) {
  const std::string decoded = decode_text(body);
  std::string text;
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    const auto octet = static_cast<unsigned char>(decoded[i]);
    const bool c1 = i > 0 && decoded[i - 1] == '\xc2' && octet < 0xa0 && octet >= 0x80;
    const bool control = octet < 0x20 || octet == 0x7f || c1;
    text += control ? safe(std::string(1, decoded[i])) : std::string(1, decoded[i]);
  }
  return text;
}

// The protected fields that people look at; of an unprotected header nothing is said.
std::string protected_fields(const secure::OpenResult& result) {
  std::string lines;
  if (result.protected_headers.scheme == secure::HeaderScheme::none) return lines;
  for (const auto& field : result.headers) {
    if (!secure::is_user_facing(field.name)) continue;
    lines += "smime: " + safe(field.name) + ": " + shown(field.body) + " (" +
             std::string(to_string(field.protection));
    if (field.outer) lines += "; outside: " + shown(*field.outer);
    if (field.only_inside) lines += "; outside: none";
    lines += ")\n";
  }
  return lines;
}

std::string damage(const secure::OpenResult& result) {
  std::string lines;
  for (const auto& layer : result.layers) {
    for (const auto& signer : layer.signers) {
      if (!signer.diagnosis) continue;
      lines += "smime: damaged on its way: " + safe(signer.diagnosis->text()) +
               "; undone, the digest would match\n";
    }
  }
  return lines;
}

// Each message in a multipart that is not protected as a whole.
std::string parts(const secure::OpenResult& result) {
  std::string lines;
  for (const auto& part : result.parts) {
    lines += "smime: " + safe(part.name.text()) + " by itself: " +
             summary(part.result).substr(std::string_view("smime: ").size()) + "\n" +
             open_summary(part.result) + "smime: note: --part " + part.name.place +
             " opens that part alone\n";
  }
  return lines;
}

}  // namespace

std::string open_summary(const secure::OpenResult& result) {
  std::string lines = protected_fields(result) + damage(result) + parts(result);
  for (const std::string& note : result.notes) lines += "smime: note: " + safe(note) + "\n";
  return lines;
}

}  // namespace smime::mime::command
