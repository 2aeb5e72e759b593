// The object identifiers of PKCS #12, under the names of their documents.
#pragma once

#include "asn1/object_identifier.hpp"

namespace smime::cms::pkcs12 {

using asn1::ObjectIdentifier;

// Bag types. \standard{RFC 7292, 4.2}
inline const ObjectIdentifier id_keyBag{"1.2.840.113549.1.12.10.1.1"};
inline const ObjectIdentifier id_pkcs8ShroudedKeyBag{"1.2.840.113549.1.12.10.1.2"};
inline const ObjectIdentifier id_certBag{"1.2.840.113549.1.12.10.1.3"};
inline const ObjectIdentifier id_crlBag{"1.2.840.113549.1.12.10.1.4"};
inline const ObjectIdentifier id_secretBag{"1.2.840.113549.1.12.10.1.5"};
inline const ObjectIdentifier id_safeContentsBag{"1.2.840.113549.1.12.10.1.6"};

// What a bag holds, and its attributes. \standard{RFC 2985, 5.5 and 6.5}
inline const ObjectIdentifier id_x509Certificate{"1.2.840.113549.1.9.22.1"};
inline const ObjectIdentifier id_x509CRL{"1.2.840.113549.1.9.23.1"};
inline const ObjectIdentifier id_friendlyName{"1.2.840.113549.1.9.20"};
inline const ObjectIdentifier id_localKeyId{"1.2.840.113549.1.9.21"};

// \standard{RFC 9579, 3}
inline const ObjectIdentifier id_PBMAC1{"1.2.840.113549.1.5.14"};

}  // namespace smime::cms::pkcs12
