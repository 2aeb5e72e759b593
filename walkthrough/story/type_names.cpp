// The ASN.1 types of the lesson's structures (RFC 5280, 4.1; RFC 5652, 3 to 6; RFC 2986, 4).
#include "walkthrough/story/type_names.hpp"

#include <array>
#include <span>

#include "cms/object_identifiers.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::walkthrough {
namespace {

using asn1::context;
using asn1::kSequence;

struct TypeName {
  std::string_view name;
  std::vector<FieldName> fields;
  bool repeats = false;  // SEQUENCE OF or SET OF its only field
};

// In the order of their documents.
const std::vector<TypeName>& types() {
  static const std::vector<TypeName> all = {
      {"Certificate",
       {{"tbsCertificate", kSequence, false, "TBSCertificate"},
        {"signatureAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"signatureValue", asn1::kBitString, false, ""}}},
      {"TBSCertificate",
       {{"version", context(0), false, "Version"},
        {"serialNumber", asn1::kInteger, false, ""},
        {"signature", kSequence, false, "AlgorithmIdentifier"},
        {"issuer", kSequence, false, "Name"},
        {"validity", kSequence, false, "Validity"},
        {"subject", kSequence, false, "Name"},
        {"subjectPublicKeyInfo", kSequence, false, "SubjectPublicKeyInfo"},
        {"extensions", context(3), false, "ExplicitExtensions"}}},
      {"AlgorithmIdentifier",
       {{"algorithm", asn1::kObjectIdentifier, false, ""}, {"parameters", {}, true, ""}}},
      {"Name",
       {{"RelativeDistinguishedName", asn1::kSet, false, "RelativeDistinguishedName"}},
       true},
      {"RelativeDistinguishedName", {{"", kSequence, false, "AttributeTypeAndValue"}}, true},
      {"AttributeTypeAndValue",
       {{"type", asn1::kObjectIdentifier, false, ""}, {"value", {}, true, ""}}},
      {"Validity", {{"notBefore", {}, true, ""}, {"notAfter", {}, true, ""}}},
      {"SubjectPublicKeyInfo",
       {{"algorithm", kSequence, false, "AlgorithmIdentifier"},
        {"subjectPublicKey", asn1::kBitString, false, ""}}},
      {"ExplicitExtensions", {{"", kSequence, false, "Extensions"}}},
      {"Extensions", {{"Extension", kSequence, false, "Extension"}}, true},
      {"Extension",
       {{"extnID", asn1::kObjectIdentifier, false, ""},
        {"critical", asn1::kBoolean, false, ""},
        {"extnValue", asn1::kOctetString, false, ""}}},
      {"CertificationRequest",
       {{"certificationRequestInfo", kSequence, false, "CertificationRequestInfo"},
        {"signatureAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"signature", asn1::kBitString, false, ""}}},
      {"CertificationRequestInfo",
       {{"version", asn1::kInteger, false, ""},
        {"subject", kSequence, false, "Name"},
        {"subjectPKInfo", kSequence, false, "SubjectPublicKeyInfo"},
        {"attributes", context(0), false, "Attributes"}}},
      {"Attributes", {{"Attribute", kSequence, false, "Attribute"}}, true},
      {"Attribute",
       {{"attrType", asn1::kObjectIdentifier, false, ""}, {"attrValues", asn1::kSet, false, ""}}},
      {"ContentInfo",
       {{"contentType", asn1::kObjectIdentifier, false, ""}, {"content", context(0), false, "?"}}},
      {"ContentInfoSignedData", {{"", kSequence, false, "SignedData"}}},
      {"ContentInfoEnvelopedData", {{"", kSequence, false, "EnvelopedData"}}},
      {"SignedData",
       {{"version", asn1::kInteger, false, ""},
        {"digestAlgorithms", asn1::kSet, false, "AlgorithmIdentifiers"},
        {"encapContentInfo", kSequence, false, "EncapsulatedContentInfo"},
        {"certificates", context(0), false, "CertificateSet"},
        {"crls", context(1), false, ""},
        {"signerInfos", asn1::kSet, false, "SignerInfos"}}},
      {"AlgorithmIdentifiers", {{"", kSequence, false, "AlgorithmIdentifier"}}, true},
      {"EncapsulatedContentInfo",
       {{"eContentType", asn1::kObjectIdentifier, false, ""}, {"eContent", context(0), false, ""}}},
      {"CertificateSet", {{"Certificate", kSequence, false, "Certificate"}}, true},
      {"SignerInfos", {{"SignerInfo", kSequence, false, "SignerInfo"}}, true},
      {"SignerInfo",
       {{"version", asn1::kInteger, false, ""},
        {"sid", kSequence, false, "IssuerAndSerialNumber"},
        {"digestAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"signedAttrs", context(0), false, "Attributes"},
        {"signatureAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"signature", asn1::kOctetString, false, ""},
        {"unsignedAttrs", context(1), false, "Attributes"}}},
      {"IssuerAndSerialNumber",
       {{"issuer", kSequence, false, "Name"}, {"serialNumber", asn1::kInteger, false, ""}}},
      {"EnvelopedData",
       {{"version", asn1::kInteger, false, ""},
        {"originatorInfo", context(0), false, "OriginatorInfo"},
        {"recipientInfos", asn1::kSet, false, "RecipientInfos"},
        {"encryptedContentInfo", kSequence, false, "EncryptedContentInfo"}}},
      {"OriginatorInfo", {{"certs", context(0), false, "CertificateSet"}}},
      {"RecipientInfos",
       {{"KeyTransRecipientInfo", kSequence, false, "KeyTransRecipientInfo"}},
       true},
      {"KeyTransRecipientInfo",
       {{"version", asn1::kInteger, false, ""},
        {"rid", kSequence, false, "IssuerAndSerialNumber"},
        {"keyEncryptionAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"encryptedKey", asn1::kOctetString, false, ""}}},
      {"EncryptedContentInfo",
       {{"contentType", asn1::kObjectIdentifier, false, ""},
        {"contentEncryptionAlgorithm", kSequence, false, "AlgorithmIdentifier"},
        {"encryptedContent", context(0), false, ""}}}};
  return all;
}

struct OidName {
  const asn1::ObjectIdentifier* oid;
  std::string_view name;
};

std::span<const OidName> oid_names() {
  static const std::array<OidName, 30> all = {{
      {&cms::id_data, "id-data"},
      {&cms::id_signedData, "id-signedData"},
      {&cms::id_envelopedData, "id-envelopedData"},
      {&cms::id_contentType, "id-contentType"},
      {&cms::id_messageDigest, "id-messageDigest"},
      {&cms::id_signingTime, "id-signingTime"},
      {&cms::rc2_cbc, "rc2-cbc"},
      {&cms::des_ede3_cbc, "des-ede3-cbc"},
      {&cms::id_aes128_CBC, "id-aes128-CBC"},
      {&cms::id_aes256_CBC, "id-aes256-CBC"},
      {&x509::rsaEncryption, "rsaEncryption"},
      {&x509::sha1WithRSAEncryption, "sha1WithRSAEncryption"},
      {&x509::sha256WithRSAEncryption, "sha256WithRSAEncryption"},
      {&x509::id_md5, "id-md5"},
      {&x509::id_sha1, "id-sha1"},
      {&x509::id_sha256, "id-sha256"},
      {&x509::id_at_commonName, "id-at-commonName"},
      {&x509::id_at_countryName, "id-at-countryName"},
      {&x509::id_at_organizationName, "id-at-organizationName"},
      {&x509::id_emailAddress, "id-emailAddress"},
      {&x509::id_ce_subjectKeyIdentifier, "id-ce-subjectKeyIdentifier"},
      {&x509::id_ce_keyUsage, "id-ce-keyUsage"},
      {&x509::id_ce_subjectAltName, "id-ce-subjectAltName"},
      {&x509::id_ce_basicConstraints, "id-ce-basicConstraints"},
      {&x509::id_ce_authorityKeyIdentifier, "id-ce-authorityKeyIdentifier"},
      {&x509::id_ce_extKeyUsage, "id-ce-extKeyUsage"},
      {&x509::id_ce_certificatePolicies, "id-ce-certificatePolicies"},
      {&x509::id_kp_emailProtection, "id-kp-emailProtection"},
      {&x509::id_extensionRequest, "id-extensionRequest"},
      {&cms::smimeCapabilities, "smimeCapabilities"},
  }};
  return all;
}

bool fits(const FieldName& field, const asn1::Tag& tag) {
  return field.any_tag || (field.tag.tag_class == tag.tag_class && field.tag.number == tag.number);
}

}  // namespace

FieldName field_of(std::string_view type, const asn1::Node& child, std::size_t& next) {
  for (const TypeName& described : types()) {
    if (described.name != type) continue;
    if (described.repeats) next = 0;
    for (; next < described.fields.size(); ++next) {
      if (fits(described.fields[next], child.tag)) return described.fields[next++];
    }
  }
  return {};
}

std::string_view type_promised_by(const asn1::ObjectIdentifier& oid) {
  if (oid == cms::id_signedData) return "ContentInfoSignedData";
  if (oid == cms::id_envelopedData) return "ContentInfoEnvelopedData";
  return {};
}

std::string_view name_of(const asn1::ObjectIdentifier& oid) {
  for (const OidName& entry : oid_names()) {
    if (*entry.oid == oid) return entry.name;
  }
  return {};
}

}  // namespace smime::walkthrough
