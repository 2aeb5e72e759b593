// Making S/MIME messages (RFC 8551, 3): signed in two forms, and enveloped.
#include "mime/smime/sender.hpp"

#include <algorithm>

#include "cms/compressed_data.hpp"
#include "cms/content_info.hpp"
#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "mime/transfer_encoding.hpp"
#include "mime/transport_safety.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::secure {
namespace {

// The outer fields end with CRLF, whatever they came with.
std::string outer_text(const Header& outer) {
  return primitives::to_string(canonical_line_ends(primitives::bytes_of(outer.text())));
}

Prepared prepare(const Draft& draft) {
  const auto reading = draft.read();
  primitives::BytesSink content;
  CanonicalLineEnds canonical(content);
  cms::pump(*reading, canonical);
  canonical.finish();
  return {reading->outer(), content.take()};
}

bool occurs(ByteView content, std::string_view text) {
  return std::search(content.begin(), content.end(), text.begin(), text.end()) != content.end();
}

std::vector<DigestAlgorithm> digests_of(const std::vector<cms::Signer>& signers) {
  std::vector<DigestAlgorithm> digests;
  for (const cms::Signer& signer : signers) {
    const DigestAlgorithm digest = cms::scheme_of(signer).digest;
    if (std::find(digests.begin(), digests.end(), digest) == digests.end()) {
      digests.push_back(digest);
    }
  }
  return digests;
}

}  // namespace

Prepared prepare(ByteView message) {
  const ContentView content(message);
  return prepare(Draft(content, Draft::Form::message));
}

Prepared prepare_text(ByteView text) {
  const ContentView content(text);
  return prepare(Draft(content, Draft::Form::text));
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

std::string multipart_signed_head(const Header& outer, const std::vector<DigestAlgorithm>& digests,
                                  const std::string& boundary) {
  std::string algorithms;
  for (const DigestAlgorithm digest : digests) {
    if (!algorithms.empty()) algorithms += ",";
    algorithms += micalg(digest);
  }
  return outer_text(outer) +
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
         " micalg=" +
         mime::quoted(algorithms) + "; boundary=\"" + boundary + "\"\r\n\r\n";
}

namespace {

// What stands before the signed part, and around the signature.
std::string before_signed_part(const std::string& boundary) {
  return "This is an S/MIME signed message.\r\n\r\n--" + boundary + "\r\n";
}

std::string signature_part(ByteView signature, const std::string& boundary) {
  return "\r\n--" + boundary +
         "\r\n"
         "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=\"smime.p7s\"\r\n\r\n" +
         encode_base64(signature) + "\r\n--" + boundary + "--\r\n";
}

}  // namespace

std::string multipart_signed(const Prepared& prepared, ByteView signature,
                             const std::vector<DigestAlgorithm>& digests,
                             const std::string& boundary) {
  return multipart_signed_head(prepared.outer, digests, boundary) + before_signed_part(boundary) +
         primitives::to_string(prepared.content) + signature_part(signature, boundary);
}

std::string pkcs7_mime_head(const Header& outer, std::string_view smime_type) {
  // \standard{RFC 8551, 3.2.1}
  const std::string file = smime_type == "certs-only"        ? "smime.p7c"
                           : smime_type == "compressed-data" ? "smime.p7z"
                                                             : "smime.p7m";
  return outer_text(outer) +
         "MIME-Version: 1.0\r\n"
         "Content-Type: application/pkcs7-mime; smime-type=" +
         std::string(smime_type) + ";\r\n name=\"" + file +
         "\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=\"" +
         file + "\"\r\n\r\n";
}

std::string pkcs7_mime(const Header& outer, ByteView cms, std::string_view smime_type) {
  return pkcs7_mime_head(outer, smime_type) + encode_base64(cms);
}

std::string sign_message(const Prepared& prepared, const std::vector<cms::Signer>& signers,
                         SignedForm form, const std::vector<x509::Certificate>& chain,
                         RandomSource& random) {
  cms::SignOptions options;
  options.certificates = chain;
  options.detached = form == SignedForm::multipart_signed;
  const Bytes cms = cms::sign(signers, prepared.content, options, random);
  if (form == SignedForm::opaque) return pkcs7_mime(prepared.outer, cms, "signed-data");
  return multipart_signed(prepared, cms, digests_of(signers),
                          draw_boundary(prepared.content, random));
}

std::string encrypt_message(const Prepared& prepared,
                            const std::vector<x509::Certificate>& recipients,
                            const cms::EncryptOptions& options, RandomSource& random) {
  const Bytes cms = cms::encrypt(prepared.content, recipients, options, random);
  return pkcs7_mime(prepared.outer, cms, "enveloped-data");
}

namespace {

void write_text(Sink& out, const std::string& text) {
  out.write(primitives::bytes_of(text));
}

// An application/pkcs7-mime message around what `make` makes of the draft.
template <typename Make>
void write_pkcs7_mime(const Draft& draft, std::string_view smime_type, Sink& out, Make make) {
  const auto reading = draft.read();
  write_text(out, pkcs7_mime_head(reading->outer(), smime_type));
  CodedSource content(*reading, [](Sink& to) { return std::make_unique<CanonicalLineEnds>(to); });
  Base64Encoder base64(out);
  make(content, base64);
  base64.finish();
}

bool write_multipart_signed(const Draft& draft, const std::vector<cms::Signer>& signers,
                            const cms::SignOptions& options, Sink& out, RandomSource& random) {
  const TransportPlan plan = plan_transport(*draft.read());
  // Of 128 random bits: that it occurs in the content is out of the question.
  const std::string boundary = draw_boundary({}, random);
  const auto digests = digests_of(signers);
  const auto reading = draft.read();
  write_text(out, multipart_signed_head(reading->outer(), digests, boundary) +
                      before_signed_part(boundary));
  cms::DigestingSink digesting(digests, out);
  write_for_transport(*reading, plan, digesting);
  const cms::ContentDigests content = digesting.finish();
  cms::SignedData data = cms::prepare_signed_data({}, {}, options);
  for (const cms::Signer& signer : signers) {
    cms::add_signer(data, signer, content.at(cms::scheme_of(signer).digest), random);
  }
  const Bytes signature = cms::ContentInfo{cms::id_signedData, data.encode()}.encode();
  write_text(out, signature_part(signature, boundary));
  return plan.unsafe_rest;
}

}  // namespace

bool sign_message(const Draft& draft, const std::vector<cms::Signer>& signers, SignedForm form,
                  const cms::SignOptions& options, Sink& out, RandomSource& random) {
  cms::SignOptions how = options;
  how.detached = form == SignedForm::multipart_signed;
  if (how.detached) return write_multipart_signed(draft, signers, how, out, random);
  const auto size = draft.canonical_size();
  write_pkcs7_mime(draft, "signed-data", out, [&](Source& content, Sink& to) {
    cms::sign(signers, content, size, how, to, random);
  });
  return false;
}

void encrypt_message(const Draft& draft, const std::vector<cms::Recipient>& recipients,
                     const cms::EncryptOptions& options, Sink& out, RandomSource& random) {
  // The name of RFC 8551, 3.2.2; that of RFC 5083 is another one.
  const bool authenticated = primitives::info(options.cipher).authenticated;
  const auto size = draft.canonical_size();
  write_pkcs7_mime(draft, authenticated ? "authEnveloped-data" : "enveloped-data", out,
                   [&](Source& content, Sink& to) {
                     cms::encrypt(content, size, recipients, options, to, random);
                   });
}

void compress_message(const Draft& draft, Sink& out) {
  write_pkcs7_mime(draft, "compressed-data", out,
                   [](Source& content, Sink& to) { cms::compress(content, cms::id_data, to); });
}

}  // namespace smime::mime::secure
