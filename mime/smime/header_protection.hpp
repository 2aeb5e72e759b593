// Making header protection (RFC 9788, 2 and 5): the message's own fields repeated in the root of
// what is signed or encrypted.
#pragma once

#include <vector>

#include "mime/header.hpp"
#include "mime/smime/header_confidentiality.hpp"

namespace smime::mime::secure {

/// How the header is protected.
struct HeaderProtection {
  /// Whether the payload is going to be encrypted, by this layer or by one around it: the
  /// difference between hp="clear" and hp="cipher". \standard{RFC 9788, 2.1.1}
  bool encrypted = false;
  HeaderConfidentiality policy = HeaderConfidentiality::baseline;
  bool legacy_display = true;  ///< hidden fields are repeated in the text. \standard{RFC 9788, 5.2}
};

/// The two headers of a protected message.
struct ComposedHeader {
  Header outer;    ///< of the message as it is sent, without its structural fields
  Header payload;  ///< of the root of the protected payload
};

/// Whether a field describes its own part: MIME-Version and Content-*. Every other field is
/// protected. \standard{RFC 9787, 1.1.1}
bool is_structural(std::string_view field_name);

/// Both headers. Bcc is not repeated, for every recipient would read it; an HP-Outer field that
/// is there already is nobody's claim and goes. \standard{RFC 9788, 5.2.1, 2.2 and 11.4}
/// @param origheaders   the message's fields
/// @param payload       the structural fields of its body; a Content-Type among them
ComposedHeader compose(const Header& origheaders, const Header& payload,
                       const HeaderProtection& how);

/// The fields that a legacy display element repeats: those that people are shown and the policy
/// changes or leaves out. \standard{RFC 9788, 5.2.1, step 2}
std::vector<HeaderField> legacy_display_fields(const Header& origheaders,
                                               const HeaderProtection& how);

/// "hp" of a payload's Content-Type: "clear", "cipher", or nothing. \standard{RFC 9788, 2.1.1}
std::optional<std::string> hp_parameter(const Header& payload);

}  // namespace smime::mime::secure
