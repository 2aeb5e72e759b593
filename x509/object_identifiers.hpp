// The object identifiers that certificates, keys and CRLs use, under the names of their documents.
#pragma once

#include "asn1/object_identifier.hpp"

namespace smime::x509 {

using asn1::ObjectIdentifier;

// Key types and signature algorithms. \standard{RFC 8017, C} \standard{RFC 3279, 2.2 and 2.3}
// \standard{RFC 4055, 1.2} \standard{RFC 5758, 3.1}
inline const ObjectIdentifier rsaEncryption{"1.2.840.113549.1.1.1"};
inline const ObjectIdentifier md5WithRSAEncryption{"1.2.840.113549.1.1.4"};
inline const ObjectIdentifier sha1WithRSAEncryption{"1.2.840.113549.1.1.5"};
inline const ObjectIdentifier id_mgf1{"1.2.840.113549.1.1.8"};
inline const ObjectIdentifier id_RSASSA_PSS{"1.2.840.113549.1.1.10"};
inline const ObjectIdentifier sha256WithRSAEncryption{"1.2.840.113549.1.1.11"};
inline const ObjectIdentifier sha384WithRSAEncryption{"1.2.840.113549.1.1.12"};
inline const ObjectIdentifier sha512WithRSAEncryption{"1.2.840.113549.1.1.13"};
inline const ObjectIdentifier sha224WithRSAEncryption{"1.2.840.113549.1.1.14"};
inline const ObjectIdentifier sha1WithRSASignature{"1.3.14.3.2.29"};  // OIW's older name
inline const ObjectIdentifier id_dsa{"1.2.840.10040.4.1"};
inline const ObjectIdentifier id_dsa_with_sha1{"1.2.840.10040.4.3"};
inline const ObjectIdentifier id_dsa_with_sha224{"2.16.840.1.101.3.4.3.1"};
inline const ObjectIdentifier id_dsa_with_sha256{"2.16.840.1.101.3.4.3.2"};

// Digests. \standard{RFC 3370, 2} \standard{RFC 5754, 2}
inline const ObjectIdentifier id_md5{"1.2.840.113549.2.5"};
inline const ObjectIdentifier id_sha1{"1.3.14.3.2.26"};
inline const ObjectIdentifier id_sha256{"2.16.840.1.101.3.4.2.1"};
inline const ObjectIdentifier id_sha384{"2.16.840.1.101.3.4.2.2"};
inline const ObjectIdentifier id_sha512{"2.16.840.1.101.3.4.2.3"};
inline const ObjectIdentifier id_sha224{"2.16.840.1.101.3.4.2.4"};

// Attribute types of names. \standard{RFC 5280, A.1} \standard{RFC 4519, 2} \standard{RFC
// 2985, 5.2}
inline const ObjectIdentifier id_at_commonName{"2.5.4.3"};
inline const ObjectIdentifier id_at_surname{"2.5.4.4"};
inline const ObjectIdentifier id_at_serialNumber{"2.5.4.5"};
inline const ObjectIdentifier id_at_countryName{"2.5.4.6"};
inline const ObjectIdentifier id_at_localityName{"2.5.4.7"};
inline const ObjectIdentifier id_at_stateOrProvinceName{"2.5.4.8"};
inline const ObjectIdentifier id_at_organizationName{"2.5.4.10"};
inline const ObjectIdentifier id_at_organizationalUnitName{"2.5.4.11"};
inline const ObjectIdentifier id_emailAddress{"1.2.840.113549.1.9.1"};
inline const ObjectIdentifier id_domainComponent{"0.9.2342.19200300.100.1.25"};

// Certificate extensions. \standard{RFC 5280, 4.2}
inline const ObjectIdentifier id_ce_subjectDirectoryAttributes{"2.5.29.9"};
inline const ObjectIdentifier id_ce_subjectKeyIdentifier{"2.5.29.14"};
inline const ObjectIdentifier id_ce_keyUsage{"2.5.29.15"};
inline const ObjectIdentifier id_ce_privateKeyUsagePeriod{"2.5.29.16"};
inline const ObjectIdentifier id_ce_subjectAltName{"2.5.29.17"};
inline const ObjectIdentifier id_ce_issuerAltName{"2.5.29.18"};
inline const ObjectIdentifier id_ce_basicConstraints{"2.5.29.19"};
inline const ObjectIdentifier id_ce_nameConstraints{"2.5.29.30"};
inline const ObjectIdentifier id_ce_cRLDistributionPoints{"2.5.29.31"};
inline const ObjectIdentifier id_ce_certificatePolicies{"2.5.29.32"};
inline const ObjectIdentifier anyPolicy{"2.5.29.32.0"};
inline const ObjectIdentifier id_ce_policyMappings{"2.5.29.33"};
inline const ObjectIdentifier id_ce_authorityKeyIdentifier{"2.5.29.35"};
inline const ObjectIdentifier id_ce_policyConstraints{"2.5.29.36"};
inline const ObjectIdentifier id_ce_extKeyUsage{"2.5.29.37"};
inline const ObjectIdentifier id_ce_freshestCRL{"2.5.29.46"};
inline const ObjectIdentifier id_ce_inhibitAnyPolicy{"2.5.29.54"};
inline const ObjectIdentifier id_pe_authorityInfoAccess{"1.3.6.1.5.5.7.1.1"};
inline const ObjectIdentifier id_pe_subjectInfoAccess{"1.3.6.1.5.5.7.1.11"};
inline const ObjectIdentifier id_smimeCapabilities{"1.2.840.113549.1.9.15"};

// CRL extensions and CRL entry extensions. \standard{RFC 5280, 5.2 and 5.3}
inline const ObjectIdentifier id_ce_cRLNumber{"2.5.29.20"};
inline const ObjectIdentifier id_ce_cRLReasons{"2.5.29.21"};
inline const ObjectIdentifier id_ce_invalidityDate{"2.5.29.24"};
inline const ObjectIdentifier id_ce_deltaCRLIndicator{"2.5.29.27"};
inline const ObjectIdentifier id_ce_issuingDistributionPoint{"2.5.29.28"};
inline const ObjectIdentifier id_ce_certificateIssuer{"2.5.29.29"};

// Purposes of a key, policy qualifiers, access methods. \standard{RFC
// 5280, 4.2.1.12, 4.2.1.4, 4.2.2}
inline const ObjectIdentifier anyExtendedKeyUsage{"2.5.29.37.0"};
inline const ObjectIdentifier id_kp_serverAuth{"1.3.6.1.5.5.7.3.1"};
inline const ObjectIdentifier id_kp_clientAuth{"1.3.6.1.5.5.7.3.2"};
inline const ObjectIdentifier id_kp_codeSigning{"1.3.6.1.5.5.7.3.3"};
inline const ObjectIdentifier id_kp_emailProtection{"1.3.6.1.5.5.7.3.4"};
inline const ObjectIdentifier id_kp_timeStamping{"1.3.6.1.5.5.7.3.8"};
inline const ObjectIdentifier id_kp_OCSPSigning{"1.3.6.1.5.5.7.3.9"};
inline const ObjectIdentifier id_qt_cps{"1.3.6.1.5.5.7.2.1"};
inline const ObjectIdentifier id_qt_unotice{"1.3.6.1.5.5.7.2.2"};
inline const ObjectIdentifier id_ad_ocsp{"1.3.6.1.5.5.7.48.1"};
inline const ObjectIdentifier id_ad_caIssuers{"1.3.6.1.5.5.7.48.2"};
inline const ObjectIdentifier id_ad_caRepository{"1.3.6.1.5.5.7.48.5"};
inline const ObjectIdentifier id_on_SmtpUTF8Mailbox{"1.3.6.1.5.5.7.8.9"};  // RFC 9598, 3

// Attributes of requests. \standard{RFC 2985, 5.4}
inline const ObjectIdentifier id_challengePassword{"1.2.840.113549.1.9.7"};
inline const ObjectIdentifier id_extensionRequest{"1.2.840.113549.1.9.14"};

}  // namespace smime::x509
