// The checks of one signer: its attributes (RFC 5652, 5.3, 5.6 and 11; RFC 5035, 5).
#include <algorithm>

#include "asn1/tree.hpp"
#include "cms/signer_verification.hpp"
#include "cms/signing_certificate.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::cms {
namespace {

using primitives::to_hex;
using x509::Reason;

// Attributes that are to be there once with one value, and where.
struct SignedOnce {
  const ObjectIdentifier* type;
  const char* name;
  const char* citation;
  bool must_be_signed = true;
};

constexpr SignedOnce kSignedOnce[] = {
    {&smimeCapabilities, "SMIMECapabilities", "RFC 8551, 2.5.2"},
    {&id_aa_encrypKeyPref, "SMIMEEncryptionKeyPreference", "RFC 8551, 2.5.3"},
    {&id_aa_receiptRequest, "receiptRequest", "RFC 2634, 1.3.4"},
    {&id_aa_securityLabel, "eSSSecurityLabel", "RFC 2634, 1.3.4"},
    {&id_aa_equivalentLabels, "equivalentLabels", "RFC 2634, 1.3.4"},
    {&id_aa_mlExpandHistory, "mlExpansionHistory", "RFC 2634, 1.3.4"},
    {&id_aa_msgSigDigest, "msgSigDigest", "RFC 2634, 1.3.4"},
    {&id_aa_contentReference, "contentReference", "RFC 2634, 1.3.4"},
    {&id_aa_contentHint, "contentHints", "RFC 2634, 1.3.4", false},
    {&id_aa_contentIdentifier, "contentIdentifier", "RFC 2634, 1.3.4", false},
    {&id_aa_signingCertificate, "signingCertificate", "RFC 2634, 1.3.4"},
    {&id_aa_signingCertificateV2, "signingCertificateV2", "RFC 5035, 3"}};

// The octets that a certificate hash and an issuer with a serial number are compared by.
std::string text_of(const EssCertId& id) {
  std::string text = to_hex(id.cert_hash);
  if (id.issuer_serial) text += " with serial number " + to_hex(id.issuer_serial->serial_number);
  return text;
}

}  // namespace

std::optional<ByteView> SignerVerification::only(const ObjectIdentifier& type, const char* rule,
                                                 const char* citation) {
  const auto value = signer_.signed_attrs->only_value(type);
  if (value) return value;
  const std::size_t found = signer_.signed_attrs->count(type);
  const auto& all = signer_.signed_attrs->all();
  const bool without_value = std::ranges::all_of(
      all, [&](const auto& one) { return one.attr_type != type || one.attr_values.empty(); });
  if (without_value) {
    fail(Reason::missing_attribute, rule, citation,
         found == 0 ? "the attribute is missing" : "the attribute has no value");
  } else {
    fail(Reason::duplicate_attribute, rule, citation,
         "the attribute must be there once, with exactly one value; found it " +
             std::to_string(found) +
             (found == 1 ? " time, with another number of values" : " times"));
  }
  return std::nullopt;
}

void SignerVerification::check_attributes() {
  check_not_empty();
  check_content_type();
  check_message_digest();
  check_signing_time();
  check_signing_certificate(id_aa_signingCertificate, false, "RFC 2634, 5.4");
  check_signing_certificate(id_aa_signingCertificateV2, true, "RFC 5035, 3");
  check_occurrences();
  check_attributes_are_der();
}

void SignerVerification::check_not_empty() {
  constexpr const char* rule = "signed-attributes-values";
  for (const Attribute& attribute : signer_.signed_attrs->all()) {
    if (!attribute.attr_values.empty()) continue;
    note(rule, "RFC 5652, 5.3", "the attribute " + attribute.attr_type.dotted() + " has no value");
  }
  if (!signer_.signed_attrs->empty()) return;
  fail(Reason::missing_attribute, rule, "RFC 5652, 5.3", "signedAttrs is there but empty");
}

void SignerVerification::check_content_type() {
  constexpr const char* rule = "content-type";
  if (countersignature_) {
    if (signer_.signed_attrs->count(id_contentType) == 0) {
      return pass(rule, "RFC 5652, 11.4", "absent, as a countersignature wants it");
    }
    return fail(Reason::content_type_mismatch, rule, "RFC 5652, 11.4",
                "a countersignature has no content-type attribute");
  }
  const auto value = only(id_contentType, rule, "RFC 5652, 11.1");
  if (!value) return;
  const ObjectIdentifier& due = data_.encap_content_info.e_content_type;
  const auto found = readable(*value, read_content_type, rule, "RFC 5652, 11.1");
  if (!found) return;
  const std::string both = "expected " + due.dotted() + ", found " + found->dotted();
  if (*found == due) return pass(rule, "RFC 5652, 11.1", both);
  fail(Reason::content_type_mismatch, rule, "RFC 5652, 11.1", both);
}

void SignerVerification::check_message_digest() {
  constexpr const char* rule = "message-digest";
  const auto value = only(id_messageDigest, rule, "RFC 5652, 11.2");
  if (!value || !result_.digest) return;
  const auto found = readable(*value, read_message_digest, rule, "RFC 5652, 11.2");
  if (!found) return;
  const auto computed = digests_.find(*result_.digest);
  if (computed == digests_.end()) return fail_without_digest(rule);
  const std::string both = "expected " + to_hex(computed->second) + ", found " + to_hex(*found);
  if (*found == computed->second) return pass(rule, "RFC 5652, 5.6", both);
  fail(Reason::message_digest_mismatch, rule, "RFC 5652, 5.6", both);
}

void SignerVerification::check_signing_time() {
  constexpr const char* rule = "signing-time";
  if (signer_.signed_attrs->count(id_signingTime) == 0) return;
  const auto value = only(id_signingTime, rule, "RFC 5652, 11.3");
  if (!value) return;
  result_.signing_time = readable(*value, read_signing_time, rule, "RFC 5652, 11.3");
  if (!result_.signing_time) return;
  const std::string time = result_.signing_time->rfc3339();
  if (primitives::equal(signing_time_value(*result_.signing_time), *value)) {
    return pass(rule, "RFC 5652, 11.3", time);
  }
  note(rule, "RFC 5652, 11.3", time + ", in another form than the one that is due");
}

// The certificate that verified the signature is the one that was signed along.
void SignerVerification::check_signing_certificate(const ObjectIdentifier& type, bool version_2,
                                                   const char* citation) {
  constexpr const char* rule = "signing-certificate";
  if (signer_.signed_attrs->count(type) == 0) return;
  const auto value = only(type, rule, citation);
  if (!value || !result_.certificate) return;
  const auto attribute = readable(
      *value, [&](ByteView octets) { return SigningCertificate::decode(octets, version_2); }, rule,
      citation);
  if (!attribute) return;
  const EssCertId& id = attribute->certs.front();
  EssCertId due = EssCertId::of(*result_.certificate, id.hash_algorithm);
  if (!id.issuer_serial) due.issuer_serial.reset();
  const std::string both = "expected " + text_of(due) + ", found " + text_of(id);
  if (id.names(*result_.certificate)) return pass(rule, citation, both);
  fail(Reason::signature_mismatch, rule, citation, "the signer named another certificate; " + both);
}

void SignerVerification::check_attributes_are_der() {
  constexpr const char* rule = "signed-attributes-der";
  if (signer_.signed_attrs->encode_as_set() != signer_.signed_attrs_der) {
    // What is signed is their DER, in whatever way they travelled.
    return note(rule, "RFC 5652, 5.3", "the signed attributes did not arrive in DER");
  }
  try {
    asn1::read_tree(signer_.signed_attrs_der, asn1::Rules::der());
    pass(rule, "RFC 5652, 5.3");
  } catch (const Error& error) {
    note(rule, "RFC 5652, 5.3", std::string("a signed attribute is not in DER: ") + error.what());
  }
}

void SignerVerification::check_attributes_may_be_absent() {
  constexpr const char* rule = "signed-attributes";
  if (countersignature_) return pass(rule, "RFC 5652, 11.4", "absent, as they may be");
  const ObjectIdentifier& type = data_.encap_content_info.e_content_type;
  if (type == id_data) return pass(rule, "RFC 5652, 5.3", "absent, as they may be for id-data");
  fail(Reason::missing_attribute, rule, "RFC 5652, 5.3",
       "they must be there for content of type " + content_type_name(type));
}

// Attributes that the document allows on one side alone.
void SignerVerification::check_places() {
  constexpr const char* rule = "attribute-place";
  if (signer_.signed_attrs && signer_.signed_attrs->count(id_countersignature) > 0) {
    note(rule, "RFC 5652, 11.4",
         "a countersignature is an unsigned attribute; it was found signed");
  }
  for (const auto* type : {&id_contentType, &id_messageDigest, &id_signingTime}) {
    if (signer_.unsigned_attrs.count(*type) == 0) continue;
    note(rule, "RFC 5652, 11",
         type->dotted() + " must be signed; it was found unsigned, and ignored");
  }
  for (const SignedOnce& one : kSignedOnce) {
    if (!one.must_be_signed || signer_.unsigned_attrs.count(*one.type) == 0) continue;
    note(rule, one.citation,
         std::string(one.name) + " must be signed; it was found unsigned, and ignored");
  }
}

// Attributes that may be there once, with one value.
void SignerVerification::check_occurrences() {
  for (const SignedOnce& one : kSignedOnce) {
    const std::size_t found = signer_.signed_attrs->count(*one.type);
    if (found == 0 || signer_.signed_attrs->only_value(*one.type)) continue;
    note("attribute-occurrence", one.citation,
         std::string(one.name) +
             (found > 1 ? " is there more than once" : " has another number of values than one"));
  }
}

}  // namespace smime::cms
