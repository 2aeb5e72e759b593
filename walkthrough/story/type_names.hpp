// The ASN.1 types of the lesson's structures, so that a decoded tree can be given field names.
#pragma once

#include <string>
#include <string_view>

#include "asn1/object_identifier.hpp"
#include "asn1/tree.hpp"

namespace smime::walkthrough {

/// One field of a SEQUENCE or SET: its name, the tag it is known by, and its type.
struct FieldName {
  std::string_view name;
  asn1::Tag tag;  ///< constructed or not does not count
  bool any_tag = false;
  std::string_view type;  ///< of what is inside, where it is described
};

/// The field that `child` is, looking from the field at `next` on; advances `next` behind it. An
/// unnamed field where the type is not described or no field fits.
FieldName field_of(std::string_view type, const asn1::Node& child, std::size_t& next);

/// The type that a content type's or extension's identifier promises; empty where unknown.
std::string_view type_promised_by(const asn1::ObjectIdentifier& oid);

/// "id-signedData" for 1.2.840.113549.1.7.2; empty where the lesson does not know it.
std::string_view name_of(const asn1::ObjectIdentifier& oid);

}  // namespace smime::walkthrough
