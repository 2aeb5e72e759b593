// Making S/MIME messages (RFC 8551, 3): signed in two forms, enveloped and compressed. Each step by
// itself, in memory; and the whole as a stream, which does the same.
#pragma once

#include <string>
#include <vector>

#include "cms/encryptor.hpp"
#include "cms/signer.hpp"
#include "mime/smime/draft.hpp"
#include "primitives/random.hpp"

namespace smime::mime::secure {

/// A message taken apart: what stays outside, and the entity that goes inside.
struct Prepared {
  Header outer;   ///< From, To, Subject, ...: everything but MIME-Version and Content-*
  Bytes content;  ///< Content-* fields, an empty line and the body, with canonical line ends
};

/// Moves the content's own fields inside. \standard{RFC 8551, 3.1 and 3.1.1}
/// @throws Error (malformed) where the message has no header; plain text goes by `prepare_text`
Prepared prepare(ByteView message);

/// Plain text as an entity of its own, without any outer field.
Prepared prepare_text(ByteView text);

/// How the signature travels. \standard{RFC 8551, 3.5}
enum class SignedForm {
  multipart_signed,  ///< readable by programs without S/MIME. \standard{RFC 8551, 3.5.3}
  opaque,            ///< one application/pkcs7-mime body. \standard{RFC 8551, 3.5.2}
};

/// "sha-256", "sha1" is written "sha-1": the micalg parameter. \standard{RFC 8551, 3.5.3.2}
std::string micalg(DigestAlgorithm digest);

/// The header of a multipart/signed message, with the empty line. \standard{RFC 8551, 3.5.3}
std::string multipart_signed_head(const Header& outer, const std::vector<DigestAlgorithm>& digests,
                                  const std::string& boundary);

/// A multipart/signed message around finished parts. \standard{RFC 8551, 3.5.3.1}
std::string multipart_signed(const Prepared& prepared, ByteView signature,
                             const std::vector<DigestAlgorithm>& digests,
                             const std::string& boundary);

/// The header of an application/pkcs7-mime message, with the empty line; its body is in base64.
/// \standard{RFC 8551, 3.2}
/// @param smime_type  "signed-data", "enveloped-data", ...
std::string pkcs7_mime_head(const Header& outer, std::string_view smime_type);

/// The same around a CMS object.
std::string pkcs7_mime(const Header& outer, ByteView cms, std::string_view smime_type);

/// A boundary that does not occur in the content.
std::string draw_boundary(ByteView content, RandomSource& random);

/// A signed message, in one call.
std::string sign_message(const Prepared& prepared, const std::vector<cms::Signer>& signers,
                         SignedForm form, const std::vector<x509::Certificate>& chain,
                         RandomSource& random);

/// An enveloped message, in one call.
std::string encrypt_message(const Prepared& prepared,
                            const std::vector<x509::Certificate>& recipients,
                            const cms::EncryptOptions& options, RandomSource& random);

// The same as streams: memory does not grow with the draft. What can be read again is written as
// DER; what passes once, as BER with indefinite lengths.

/// A signed message. Of multipart/signed the signed part is made safe for transport.
/// \standard{RFC 8551, 3.1.3}
/// @param draft  for multipart/signed one that can be read again, for it is looked through first
/// @return whether transport may change it all the same: something signed inside must stay as it is
bool sign_message(const Draft& draft, const std::vector<cms::Signer>& signers, SignedForm form,
                  const cms::SignOptions& options, Sink& out, RandomSource& random);

/// An enveloped message; with GCM authenticated-enveloped. \standard{RFC 8551, 3.3 and 3.4}
void encrypt_message(const Draft& draft, const std::vector<cms::Recipient>& recipients,
                     const cms::EncryptOptions& options, Sink& out, RandomSource& random);

/// A compressed message. \standard{RFC 8551, 3.6}
void compress_message(const Draft& draft, Sink& out);

}  // namespace smime::mime::secure
