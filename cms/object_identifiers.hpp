// The object identifiers of CMS and S/MIME, under the names of their documents.
#pragma once

#include "asn1/object_identifier.hpp"

namespace smime::cms {

using asn1::ObjectIdentifier;

// Content types. \standard{RFC 5652, 4 to 10} \standard{RFC 5083, 2.1} \standard{RFC 3274, 1.1}
// \standard{RFC 2634, 2.8 and 3.4}
inline const ObjectIdentifier id_data{"1.2.840.113549.1.7.1"};
inline const ObjectIdentifier id_signedData{"1.2.840.113549.1.7.2"};
inline const ObjectIdentifier id_envelopedData{"1.2.840.113549.1.7.3"};
inline const ObjectIdentifier id_signedAndEnvelopedData{"1.2.840.113549.1.7.4"};  // RFC 2315, 14
inline const ObjectIdentifier id_digestedData{"1.2.840.113549.1.7.5"};
inline const ObjectIdentifier id_encryptedData{"1.2.840.113549.1.7.6"};
inline const ObjectIdentifier id_ct_receipt{"1.2.840.113549.1.9.16.1.1"};
inline const ObjectIdentifier id_ct_authData{"1.2.840.113549.1.9.16.1.2"};
inline const ObjectIdentifier id_ct_compressedData{"1.2.840.113549.1.9.16.1.9"};
inline const ObjectIdentifier id_ct_authEnvelopedData{"1.2.840.113549.1.9.16.1.23"};

// Attributes. \standard{RFC 5652, 11} \standard{RFC 8551, 2.5} \standard{RFC 2634, 1.3.4}
// \standard{RFC 5035, 3}
inline const ObjectIdentifier id_contentType{"1.2.840.113549.1.9.3"};
inline const ObjectIdentifier id_messageDigest{"1.2.840.113549.1.9.4"};
inline const ObjectIdentifier id_signingTime{"1.2.840.113549.1.9.5"};
inline const ObjectIdentifier id_countersignature{"1.2.840.113549.1.9.6"};
inline const ObjectIdentifier smimeCapabilities{"1.2.840.113549.1.9.15"};
inline const ObjectIdentifier id_aa_receiptRequest{"1.2.840.113549.1.9.16.2.1"};
inline const ObjectIdentifier id_aa_securityLabel{"1.2.840.113549.1.9.16.2.2"};
inline const ObjectIdentifier id_aa_mlExpandHistory{"1.2.840.113549.1.9.16.2.3"};
inline const ObjectIdentifier id_aa_contentHint{"1.2.840.113549.1.9.16.2.4"};
inline const ObjectIdentifier id_aa_msgSigDigest{"1.2.840.113549.1.9.16.2.5"};
inline const ObjectIdentifier id_aa_contentIdentifier{"1.2.840.113549.1.9.16.2.7"};
inline const ObjectIdentifier id_aa_equivalentLabels{"1.2.840.113549.1.9.16.2.9"};
inline const ObjectIdentifier id_aa_contentReference{"1.2.840.113549.1.9.16.2.10"};
inline const ObjectIdentifier id_aa_encrypKeyPref{"1.2.840.113549.1.9.16.2.11"};
inline const ObjectIdentifier id_aa_signingCertificate{"1.2.840.113549.1.9.16.2.12"};
inline const ObjectIdentifier id_aa_signingCertificateV2{"1.2.840.113549.1.9.16.2.47"};
/// Outlook's own encryption key preference: an IssuerAndSerialNumber.
inline const ObjectIdentifier microsoft_encryption_key_preference{"1.3.6.1.4.1.311.16.4"};

// Content encryption. \standard{RFC 3370, 5} \standard{RFC 3565, 4.1} \standard{RFC 5084, 3.2}
inline const ObjectIdentifier rc2_cbc{"1.2.840.113549.3.2"};
inline const ObjectIdentifier des_ede3_cbc{"1.2.840.113549.3.7"};
inline const ObjectIdentifier desCBC{"1.3.14.3.2.7"};
inline const ObjectIdentifier id_aes128_CBC{"2.16.840.1.101.3.4.1.2"};
inline const ObjectIdentifier id_aes192_CBC{"2.16.840.1.101.3.4.1.22"};
inline const ObjectIdentifier id_aes256_CBC{"2.16.840.1.101.3.4.1.42"};
inline const ObjectIdentifier id_aes128_GCM{"2.16.840.1.101.3.4.1.6"};
inline const ObjectIdentifier id_aes192_GCM{"2.16.840.1.101.3.4.1.26"};
inline const ObjectIdentifier id_aes256_GCM{"2.16.840.1.101.3.4.1.46"};

// Key transport. \standard{RFC 3370, 4.2.1} \standard{RFC 3560, 3}
inline const ObjectIdentifier id_RSAES_OAEP{"1.2.840.113549.1.1.7"};
inline const ObjectIdentifier id_pSpecified{"1.2.840.113549.1.1.9"};

// Key wrapping. \standard{RFC 3370, 4.3 and 4.4} \standard{RFC 3565, 4.2} \standard{RFC 3211, 2.2}
inline const ObjectIdentifier id_alg_CMS3DESwrap{"1.2.840.113549.1.9.16.3.6"};
inline const ObjectIdentifier id_alg_CMSRC2wrap{"1.2.840.113549.1.9.16.3.7"};
inline const ObjectIdentifier id_alg_PWRI_KEK{"1.2.840.113549.1.9.16.3.9"};
inline const ObjectIdentifier id_aes128_wrap{"2.16.840.1.101.3.4.1.5"};
inline const ObjectIdentifier id_aes192_wrap{"2.16.840.1.101.3.4.1.25"};
inline const ObjectIdentifier id_aes256_wrap{"2.16.840.1.101.3.4.1.45"};

// Message authentication. \standard{RFC 3370, 6.1} \standard{RFC 4231, 3.1}
inline const ObjectIdentifier hMAC_SHA1{"1.3.6.1.5.5.8.1.2"};
inline const ObjectIdentifier id_hmacWithSHA1{"1.2.840.113549.2.7"};
inline const ObjectIdentifier id_hmacWithSHA224{"1.2.840.113549.2.8"};
inline const ObjectIdentifier id_hmacWithSHA256{"1.2.840.113549.2.9"};
inline const ObjectIdentifier id_hmacWithSHA384{"1.2.840.113549.2.10"};
inline const ObjectIdentifier id_hmacWithSHA512{"1.2.840.113549.2.11"};

// Compression. \standard{RFC 3274, 2}
inline const ObjectIdentifier id_alg_zlibCompress{"1.2.840.113549.1.9.16.3.8"};

}  // namespace smime::cms
