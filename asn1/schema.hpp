// Descriptions of ASN.1 types (X.680): tables by which a tree names what it finds.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "asn1/object_identifier.hpp"
#include "asn1/tag.hpp"

namespace smime::asn1 {

/// The type of a field whose type an object identifier beside it, or around it, promises.
inline constexpr std::string_view kDefinedByOid = "ANY DEFINED BY";

/// One component. A CHOICE stands as several components of the same name, one for each tag.
struct SchemaField {
  std::string_view name;       ///< "tbsCertificate"; empty where ASN.1 gives none
  std::optional<Tag> tag;      ///< its class and number; nothing where every value fits
  std::string_view type = {};  ///< where it is described, or `kDefinedByOid`
  bool is_explicit = false;    ///< an EXPLICIT tag, or a string, around a whole value of that type

  /// Whether a value with this tag can be this component.
  bool fits(const Tag& found) const;
};

/// A SEQUENCE or SET with its components, all taken as optional; or a SEQUENCE OF or SET OF.
struct SchemaType {
  std::string_view name;  ///< "TBSCertificate"
  std::vector<SchemaField> fields;
  bool repeats = false;  ///< SEQUENCE OF or SET OF: each element is one of the fields
};

/// A set of types that refer to each other by name. The names must outlive it: string literals.
class Schema {
 public:
  Schema(std::vector<SchemaType> types, std::map<ObjectIdentifier, std::string_view> promises);

  /// Nothing where the type is not described.
  const SchemaType* type(std::string_view name) const;
  /// The type of what stands beside this identifier; empty where none is promised.
  std::string_view promised_by(const ObjectIdentifier& oid) const;

 private:
  std::map<std::string_view, SchemaType> types_;
  std::map<ObjectIdentifier, std::string_view> promises_;
};

/// Goes through the components of one value.
class SchemaCursor {
 public:
  /// @param type  may be nothing: then no component has a name
  explicit SchemaCursor(const SchemaType* type) : type_(type) {}

  /// The component that a value with this tag is; one without a name where none fits.
  SchemaField take(const Tag& found);

 private:
  const SchemaType* type_;
  std::size_t next_ = 0;
};

}  // namespace smime::asn1
