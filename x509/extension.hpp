// Extension (RFC 5280, 4.1.2.9): the frame that every extension of certificates and CRLs shares.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::x509 {

/// In ASN.1:
///
/// ```asn1
/// Extension ::= SEQUENCE {
///   extnID     OBJECT IDENTIFIER,
///   critical   BOOLEAN DEFAULT FALSE,
///   extnValue  OCTET STRING }
/// ```
struct Extension {
  ObjectIdentifier extn_id;
  bool critical = false;
  Bytes extn_value;  ///< the DER inside the OCTET STRING

  friend bool operator==(const Extension&, const Extension&) = default;

  static Extension read(asn1::Reader& reader);
  void write(asn1::Writer& writer) const;
};

/// Extensions in their order, each OID at most once.
///
/// The types of extensions.hpp, policy_extensions.hpp, distribution_points.hpp and the rest are
/// decoded through `find<BasicConstraints>()`.
class Extensions {
 public:
  Extensions() = default;
  explicit Extensions(std::vector<Extension> list);

  /// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension.
  /// @throws Error (malformed) where one stands twice or none at all
  static Extensions read(asn1::Reader& reader, std::string_view name);
  void write(asn1::Writer& writer) const;

  bool empty() const { return list_.empty(); }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

  /// The extension with this OID, or null.
  const Extension* find(const ObjectIdentifier& extn_id) const;
  bool contains(const ObjectIdentifier& extn_id) const { return find(extn_id) != nullptr; }

  /// The decoded extension of type `T`, where it is there.
  /// @throws Error (malformed) where its value breaks its rules
  template <typename T>
  std::optional<T> find() const {
    const Extension* found = find(T::id());
    if (found == nullptr) return std::nullopt;
    return T::decode(found->extn_value);
  }

  /// Adds one, in place of one with the same OID.
  void set(Extension extension);
  template <typename T>
  void set(const T& value, bool critical) {
    set(Extension{T::id(), critical, value.encode()});
  }
  void remove(const ObjectIdentifier& extn_id);

  friend bool operator==(const Extensions&, const Extensions&) = default;

 private:
  std::vector<Extension> list_;
};

}  // namespace smime::x509
