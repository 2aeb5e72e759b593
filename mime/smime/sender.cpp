// Making S/MIME messages (RFC 8551, 3): signed in two forms, and enveloped.
#include "mime/smime/sender.hpp"

#include <algorithm>

#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "mime/transfer_encoding.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::secure {
namespace {

bool is_content_field(const HeaderField& field) {
  return lower(field.name).starts_with("content-");
}

// The outer fields end with CRLF, whatever they came with.
std::string outer_text(const Header& outer) {
  return primitives::to_string(canonical_line_ends(primitives::bytes_of(outer.text())));
}

bool occurs(ByteView content, std::string_view text) {
  return std::search(content.begin(), content.end(), text.begin(), text.end()) != content.end();
}

}  // namespace

Prepared prepare(ByteView message) {
  const Entity entity = Entity::parse(message);
  if (entity.header.empty()) {
    throw Error(ErrorKind::malformed, "a message without a header",
                "a message begins with fields like From; plain text needs to be called so",
                "RFC 5322, 2.1", 0);
  }
  Prepared prepared;
  std::string content;
  for (const HeaderField& field : entity.header.fields()) {
    if (is_content_field(field)) {
      content += field.raw;
    } else if (!same_token(field.name, "MIME-Version")) {
      prepared.outer.add(field);
    }
  }
  if (content.empty()) content = "Content-Type: text/plain\r\n";
  if (!content.ends_with('\n')) content += "\r\n";
  content += "\r\n" + primitives::to_string(entity.body);
  prepared.content = canonical_line_ends(primitives::bytes_of(content));
  return prepared;
}

Prepared prepare_text(ByteView text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](std::uint8_t c) { return c < 0x80; });
  std::string content = ascii ? "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
                              : "Content-Type: text/plain; charset=utf-8\r\n"
                                "Content-Transfer-Encoding: 8bit\r\n\r\n";
  return {{}, canonical_line_ends(primitives::bytes_of(content + primitives::to_string(text)))};
}

std::string micalg(DigestAlgorithm digest) {
  const std::string name(to_string(digest));
  return name.starts_with("sha") ? "sha-" + name.substr(3) : name;
}

std::string draw_boundary(ByteView content, RandomSource& random) {
  std::string boundary;
  do {
    boundary = "----" + primitives::to_hex(random.bytes(16));
  } while (occurs(content, boundary));
  return boundary;
}

std::string multipart_signed(const Prepared& prepared, ByteView signature,
                             const std::vector<DigestAlgorithm>& digests,
                             const std::string& boundary) {
  std::string algorithms;
  for (const DigestAlgorithm digest : digests) {
    if (!algorithms.empty()) algorithms += ",";
    algorithms += micalg(digest);
  }
  return outer_text(prepared.outer) +
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
         " micalg=" +
         mime::quoted(algorithms) + "; boundary=\"" + boundary +
         "\"\r\n\r\n"
         "This is an S/MIME signed message.\r\n"
         "\r\n--" +
         boundary + "\r\n" + primitives::to_string(prepared.content) + "\r\n--" + boundary +
         "\r\n"
         "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n" +
         encode_base64(signature) + "\r\n--" + boundary + "--\r\n";
}

std::string pkcs7_mime(const Header& outer, ByteView cms, std::string_view smime_type) {
  const std::string file = smime_type == "certs-only" ? "smime.p7c" : "smime.p7m";
  return outer_text(outer) +
         "MIME-Version: 1.0\r\n"
         "Content-Type: application/pkcs7-mime; smime-type=" +
         std::string(smime_type) + ";\r\n name=\"" + file +
         "\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=\"" +
         file + "\"\r\n\r\n" + encode_base64(cms);
}

std::string sign_message(const Prepared& prepared, const std::vector<cms::Signer>& signers,
                         SignedForm form, const std::vector<x509::Certificate>& chain,
                         RandomSource& random) {
  cms::SignOptions options;
  options.certificates = chain;
  options.detached = form == SignedForm::multipart_signed;
  const Bytes cms = cms::sign(signers, prepared.content, options, random);
  if (form == SignedForm::opaque) return pkcs7_mime(prepared.outer, cms, "signed-data");
  std::vector<DigestAlgorithm> digests;
  for (const cms::Signer& signer : signers) {
    if (std::find(digests.begin(), digests.end(), signer.digest) == digests.end()) {
      digests.push_back(signer.digest);
    }
  }
  return multipart_signed(prepared, cms, digests, draw_boundary(prepared.content, random));
}

std::string encrypt_message(const Prepared& prepared,
                            const std::vector<x509::Certificate>& recipients,
                            const cms::EncryptOptions& options, RandomSource& random) {
  const Bytes cms = cms::encrypt(prepared.content, recipients, options, random);
  return pkcs7_mime(prepared.outer, cms, "enveloped-data");
}

}  // namespace smime::mime::secure
