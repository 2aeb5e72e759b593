// Telling by looking what an input is: a CMS object in DER, BER or PEM, or an S/MIME entity.
#pragma once

#include <optional>
#include <string_view>

#include "asn1/object_identifier.hpp"
#include "mime/codec.hpp"
#include "mime/entity.hpp"
#include "mime/multipart_source.hpp"

namespace smime::mime::secure {

/// What an entity turned out to be. \standard{RFC 8551, 3.9}
enum class EntityKind { plain, multipart_signed, cms };

/// Looks at type, parameters and file names; the old x- names, and application/octet-stream with
/// the name of an S/MIME file, count too. \standard{RFC 8551, 3.2.1 and 3.9}
EntityKind kind_of(const Header& header);
inline EntityKind kind_of(const Entity& entity) {
  return kind_of(entity.header);
}

/// So many first octets of a CMS object hold its content type.
inline constexpr std::size_t kCmsHeadOctets = 64;

/// The content type of a CMS object in DER or BER that begins so; nothing where these octets begin
/// no such thing. \standard{RFC 5652, 3}
std::optional<asn1::ObjectIdentifier> cms_type(ByteView head);

/// Whether PEM with this label holds a CMS object: CMS, or what older programs and gpgsm write.
/// \standard{RFC 7468, 8 and 9}
bool is_cms_label(std::string_view label);

/// Whether an input begins like PEM, or with a mark of UTF-8 and PEM.
bool looks_like_pem(ByteView head);

/// Whether an input that begins so is base64, without any header, of a CMS object.
bool looks_like_base64_cms(ByteView head);

/// Goes behind the BEGIN line of the first CMS object in a PEM text. @return its label; nothing
/// where there is none
std::optional<std::string> enter_pem(BufferedSource& text);

/// The octets of a PEM object whose BEGIN line is taken. \standard{RFC 7468, 2}
class PemSource : public Source {
 public:
  PemSource(BufferedSource& text, const std::string& label);
  std::size_t read(MutableByteView out) override { return octets_.read(out); }

 private:
  MultipartSource lines_;
  CodedSource octets_;
};

/// Takes the line that an mbox puts before a message.
void skip_from_line(BufferedSource& source);

// The same of an input in memory.
/// The DER or BER of a bare CMS object; nothing where the input is no such thing.
std::optional<Bytes> bare_cms(ByteView input);
/// The input without the line that an mbox puts before a message.
ByteView without_from_line(ByteView input);

}  // namespace smime::mime::secure
