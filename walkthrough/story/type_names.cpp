// The ASN.1 types of the lesson's structures (RFC 5280, 4.1; RFC 5652, 3 to 6; RFC 2986, 4).
#include "walkthrough/story/type_names.hpp"

#include "asn1/oid_registry.hpp"
#include "cms/object_identifiers.hpp"

namespace smime::walkthrough {
namespace {

using asn1::context;
using asn1::kSequence;

// In the order of their documents.
std::vector<asn1::SchemaType> types() {
  return {
      {"Certificate",
       {{"tbsCertificate", kSequence, "TBSCertificate"},
        {"signatureAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"signatureValue", asn1::kBitString}}},
      {"TBSCertificate",
       {{"version", context(0), "Version", true},
        {"serialNumber", asn1::kInteger},
        {"signature", kSequence, "AlgorithmIdentifier"},
        {"issuer", kSequence, "Name"},
        {"validity", kSequence, "Validity"},
        {"subject", kSequence, "Name"},
        {"subjectPublicKeyInfo", kSequence, "SubjectPublicKeyInfo"},
        {"extensions", context(3), "Extensions", true}}},
      {"AlgorithmIdentifier",
       {{"algorithm", asn1::kObjectIdentifier}, {"parameters", std::nullopt}}},
      {"Name", {{"RelativeDistinguishedName", asn1::kSet, "RelativeDistinguishedName"}}, true},
      {"RelativeDistinguishedName", {{"", kSequence, "AttributeTypeAndValue"}}, true},
      {"AttributeTypeAndValue", {{"type", asn1::kObjectIdentifier}, {"value", std::nullopt}}},
      {"Validity", {{"notBefore", std::nullopt}, {"notAfter", std::nullopt}}},
      {"SubjectPublicKeyInfo",
       {{"algorithm", kSequence, "AlgorithmIdentifier"}, {"subjectPublicKey", asn1::kBitString}}},
      {"Extensions", {{"Extension", kSequence, "Extension"}}, true},
      {"Extension",
       {{"extnID", asn1::kObjectIdentifier},
        {"critical", asn1::kBoolean},
        {"extnValue", asn1::kOctetString}}},
      {"CertificationRequest",
       {{"certificationRequestInfo", kSequence, "CertificationRequestInfo"},
        {"signatureAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"signature", asn1::kBitString}}},
      {"CertificationRequestInfo",
       {{"version", asn1::kInteger},
        {"subject", kSequence, "Name"},
        {"subjectPKInfo", kSequence, "SubjectPublicKeyInfo"},
        {"attributes", context(0), "Attributes"}}},
      {"Attributes", {{"Attribute", kSequence, "Attribute"}}, true},
      {"Attribute", {{"attrType", asn1::kObjectIdentifier}, {"attrValues", asn1::kSet}}},
      {"ContentInfo",
       {{"contentType", asn1::kObjectIdentifier},
        {"content", context(0), asn1::kDefinedByOid, true}}},
      {"SignedData",
       {{"version", asn1::kInteger},
        {"digestAlgorithms", asn1::kSet, "AlgorithmIdentifiers"},
        {"encapContentInfo", kSequence, "EncapsulatedContentInfo"},
        {"certificates", context(0), "CertificateSet"},
        {"crls", context(1)},
        {"signerInfos", asn1::kSet, "SignerInfos"}}},
      {"AlgorithmIdentifiers", {{"", kSequence, "AlgorithmIdentifier"}}, true},
      {"EncapsulatedContentInfo",
       {{"eContentType", asn1::kObjectIdentifier}, {"eContent", context(0)}}},
      {"CertificateSet", {{"Certificate", kSequence, "Certificate"}}, true},
      {"SignerInfos", {{"SignerInfo", kSequence, "SignerInfo"}}, true},
      {"SignerInfo",
       {{"version", asn1::kInteger},
        {"sid", kSequence, "IssuerAndSerialNumber"},
        {"digestAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"signedAttrs", context(0), "Attributes"},
        {"signatureAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"signature", asn1::kOctetString},
        {"unsignedAttrs", context(1), "Attributes"}}},
      {"IssuerAndSerialNumber", {{"issuer", kSequence, "Name"}, {"serialNumber", asn1::kInteger}}},
      {"EnvelopedData",
       {{"version", asn1::kInteger},
        {"originatorInfo", context(0), "OriginatorInfo"},
        {"recipientInfos", asn1::kSet, "RecipientInfos"},
        {"encryptedContentInfo", kSequence, "EncryptedContentInfo"}}},
      {"OriginatorInfo", {{"certs", context(0), "CertificateSet"}}},
      {"RecipientInfos", {{"KeyTransRecipientInfo", kSequence, "KeyTransRecipientInfo"}}, true},
      {"KeyTransRecipientInfo",
       {{"version", asn1::kInteger},
        {"rid", kSequence, "IssuerAndSerialNumber"},
        {"keyEncryptionAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"encryptedKey", asn1::kOctetString}}},
      {"EncryptedContentInfo",
       {{"contentType", asn1::kObjectIdentifier},
        {"contentEncryptionAlgorithm", kSequence, "AlgorithmIdentifier"},
        {"encryptedContent", context(0)}}}};
}

}  // namespace

const asn1::Schema& schema() {
  static const asn1::Schema all(
      types(), {{cms::id_signedData, "SignedData"}, {cms::id_envelopedData, "EnvelopedData"}});
  return all;
}

std::string_view name_of(const asn1::ObjectIdentifier& oid) {
  const asn1::RegisteredOid* entry = asn1::find_oid(oid);
  return entry == nullptr ? std::string_view() : entry->name;
}

}  // namespace smime::walkthrough
