// Reading header protection (RFC 9788, 4): which fields are the message's, and how well each was
// protected on its way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/header.hpp"

namespace smime::mime::secure {

/// How a message protects its header.
enum class HeaderScheme {
  none,               ///< not at all
  hp,                 ///< \standard{RFC 9788, 2}
  wrapped,            ///< a message/rfc822 as the payload. \standard{RFC 8551, 3.1; RFC 9788, 4.10}
  protected_headers,  ///< protected-headers="v1", the forerunner. \standard{RFC 9788, F.3}
};

/// "none", "hp", "rfc8551", "protected-headers"
std::string_view to_string(HeaderScheme scheme);

/// \standard{RFC 9788, 4.3}
enum class FieldProtection { unprotected, signed_only, encrypted_only, signed_and_encrypted };

/// "unprotected", "signed-only", "encrypted-only", "signed-and-encrypted"
std::string_view to_string(FieldProtection protection);

/// What the root of the protected payload says.
struct ProtectedHeaders {
  HeaderScheme scheme = HeaderScheme::none;
  std::string hp;         ///< "clear" or "cipher", of the scheme `hp` alone
  Header fields;          ///< the protected ones: not structural, and no HP-Outer
  Header recorded_outer;  ///< the fields of HP-Outer: those that were sent outside
};

/// Reads the scheme and the fields of a payload, of which the beginning is enough: its header, and
/// that of the message in it. Octets that are no entity have no scheme.
/// \standard{RFC 9788, 4.1, 4.2.1 and 4.10.1}
ProtectedHeaders read_protected_headers(ByteView payload);

/// A field as a reader is to see it.
struct ShownField {
  std::string name;
  std::string body;  ///< without folding
  FieldProtection protection = FieldProtection::unprotected;
  std::optional<std::string> outer;  ///< what it was outside, where that was something else
  bool only_inside = false;          ///< outside it was not there at all
};

/// The protected fields; of a message that protects none, those outside that people are shown.
/// @param outer      the header of the message around all layers
/// @param encrypted  whether a layer of encryption was taken off
/// @param is_signed  whether a signature was found valid; one that is not protects nothing
/// \standard{RFC 9788, 4.3.1}
std::vector<ShownField> shown_fields(const Header& outer, const ProtectedHeaders& headers,
                                     bool encrypted, bool is_signed);

/// Whether the protected From names other addresses than the outer one. Letters' case apart, and
/// U-labels as A-labels; a protected header without From, or an outer one, has nothing to compare.
/// \standard{RFC 9788, 4.4.1.1 and 4.4.5}
bool from_mismatch(const Header& outer, const ProtectedHeaders& headers);

}  // namespace smime::mime::secure
