// Object identifiers: dotted numbers, their DER contents, and the order between them (X.690, 8.19).
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// An object identifier of any size, kept as its contents octets.
class ObjectIdentifier {
 public:
  ObjectIdentifier() = default;
  /// From dotted form: "1.2.840.113549.1.7.2".
  /// @throws Error (invalid_argument) where the text is no object identifier
  explicit ObjectIdentifier(std::string_view dotted);
  /// From contents octets. \standard{X.690, 8.19}
  /// @throws Error (malformed) for an empty, unfinished or non-minimal subidentifier
  static ObjectIdentifier from_contents(ByteView contents);

  /// "1.2.840.113549.1.7.2", components of any size.
  std::string dotted() const;
  ByteView contents() const { return contents_; }
  bool empty() const { return contents_.empty(); }

  friend auto operator<=>(const ObjectIdentifier&, const ObjectIdentifier&) = default;

 private:
  Bytes contents_;
};

}  // namespace smime::asn1
