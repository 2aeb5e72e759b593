// The register of object identifiers that S/MIME meets: number, name and document of each.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "asn1/object_identifier.hpp"

namespace smime::asn1 {

/// One registered object identifier.
struct RegisteredOid {
  std::string_view dotted;    ///< "1.2.840.113549.1.7.2"
  std::string_view name;      ///< as its document's ASN.1 module spells it: "id-signedData"
  std::string_view document;  ///< "RFC 5652, 5.1"
};

/// All of them, in the order of their numbers.
std::span<const RegisteredOid> registered_oids();

/// The entry of an identifier; nothing where it is not registered.
const RegisteredOid* find_oid(const ObjectIdentifier& oid);
/// The entry of a name, which is compared exactly; nothing where no entry has it.
const RegisteredOid* find_oid(std::string_view name);

/// For people: "id-signedData (1.2.840.113549.1.7.2)", or the number alone.
std::string described(const ObjectIdentifier& oid);

}  // namespace smime::asn1
