// The ASN.1 types of the lesson's structures, so that a decoded tree can be given field names.
#pragma once

#include <string_view>

#include "asn1/object_identifier.hpp"
#include "asn1/schema.hpp"

namespace smime::walkthrough {

/// The types of certificates, requests and messages.
const asn1::Schema& schema();

/// "id-signedData" for 1.2.840.113549.1.7.2; empty where it is not registered.
std::string_view name_of(const asn1::ObjectIdentifier& oid);

}  // namespace smime::walkthrough
