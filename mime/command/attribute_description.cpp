// Attributes described in words (RFC 5652, 11; RFC 8551, 2.5; RFC 2634; RFC 5035).
#include "cms/encryption_key_preference.hpp"
#include "cms/ess_content.hpp"
#include "cms/ess_expansion_history.hpp"
#include "cms/ess_receipts.hpp"
#include "cms/ess_security_label.hpp"
#include "cms/signing_certificate.hpp"
#include "cms/smime_capabilities.hpp"
#include "mime/command/description.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

using primitives::to_hex;

std::string names_text(const std::vector<x509::GeneralNames>& all) {
  std::string text;
  for (const auto& names : all) {
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name.to_text();
  }
  return text.empty() ? "nobody" : text;
}

std::string capabilities_text(ByteView value) {
  std::string text;
  for (const auto& one : cms::SmimeCapabilities::decode(value).all) {
    text += (text.empty() ? "" : ", ") + one.text();
  }
  return "the sender's program takes, best first: " + text;
}

std::string receipt_request_text(ByteView value) {
  using From = cms::ReceiptRequest::From;
  const auto request = cms::ReceiptRequest::decode(value);
  const std::string from = request.receipts_from == From::all ? "all recipients"
                           : request.receipts_from == From::first_tier
                               ? "the recipients who did not get it through a mailing list"
                               : names_text(request.receipt_list);
  return "a signed receipt is asked of " + from + ", to be sent to " +
         names_text(request.receipts_to) + "; the content is called " +
         to_hex(request.signed_content_identifier);
}

std::string label_text(const cms::EssSecurityLabel& label) {
  std::string text = "by the policy " + label.security_policy_identifier.dotted();
  if (label.security_classification) {
    text += ", " + cms::classification_text(*label.security_classification);
  }
  if (!label.privacy_mark.empty()) text += ", marked \"" + label.privacy_mark + "\"";
  for (const auto& category : label.security_categories) {
    text += ", of category " + category.type.dotted() + " with " + to_hex(category.value);
  }
  return text;
}

std::string equivalent_labels_text(ByteView value) {
  std::string text = "the content is as sensitive as";
  for (const auto& label : cms::read_equivalent_labels(value))
    text += " " + label_text(label) + ";";
  return text;
}

std::string history_text(ByteView value) {
  std::string text = "the message came through the mailing lists";
  for (const auto& list : cms::read_expansion_history(value)) {
    const auto* key = std::get_if<cms::SubjectKeyIdentifier>(&list.mail_list_identifier);
    text +=
        " with " +
        (key != nullptr ? "key identifier " + to_hex(key->value)
                        : std::get<cms::IssuerAndSerialNumber>(list.mail_list_identifier).text()) +
        " on " + list.expansion_time.rfc3339();
    if (!list.ml_receipt_policy) continue;
    using Kind = cms::MlReceiptPolicy::Kind;
    const auto& policy = *list.ml_receipt_policy;
    text += policy.kind == Kind::none         ? ", which wants no receipts"
            : policy.kind == Kind::instead_of ? ", which takes receipts in the sender's place at "
                                              : ", which takes receipts as well at ";
    if (policy.kind != Kind::none) text += names_text(policy.receipts_to);
  }
  return text;
}

std::string hints_text(ByteView value) {
  const auto hints = cms::ContentHints::decode(value);
  return "inside of all layers is content of type " + cms::content_type_name(hints.content_type) +
         (hints.content_description.empty() ? "" : ": " + hints.content_description);
}

std::string reference_text(ByteView value) {
  const auto reference = cms::ContentReference::decode(value);
  return "it refers to the content of type " + cms::content_type_name(reference.content_type) +
         " called " + to_hex(reference.signed_content_identifier) + " with the signature " +
         to_hex(reference.originator_signature_value);
}

std::string signing_certificate_text(ByteView value, bool version_2) {
  const auto attribute = cms::SigningCertificate::decode(value, version_2);
  std::string text = "the signer's certificate is the one with";
  for (const auto& id : attribute.certs) {
    if (&id != &attribute.certs.front()) text += "; a certificate above it has";
    text += " " + std::string(to_string(id.hash_algorithm)) + " " + to_hex(id.cert_hash);
    if (id.issuer_serial) {
      text += ", serial " + to_hex(id.issuer_serial->serial_number) + " of " +
              names_text({id.issuer_serial->issuer});
    }
  }
  return text;
}

// A type's name and what a value of it says.
struct Row {
  const asn1::ObjectIdentifier* type;
  const char* name;
  std::string (*text)(ByteView value);
};

const std::vector<Row>& core_rows() {
  using cms::EncryptionKeyPreference;
  static const std::vector<Row> rows = {
      {&cms::id_contentType, "content-type",
       [](ByteView v) {
         return "the content is of type " + cms::content_type_name(cms::read_content_type(v));
       }},
      {&cms::id_messageDigest, "message-digest",
       [](ByteView v) { return "the content's digest is " + to_hex(cms::read_message_digest(v)); }},
      {&cms::id_signingTime, "signing-time",
       [](ByteView v) {
         return "the signer says to have signed on " + cms::read_signing_time(v).rfc3339();
       }},
      {&cms::id_countersignature, "countersignature",
       [](ByteView v) {
         return "somebody signed this signature: " + cms::SignerInfo::decode(v).sid.text();
       }},
      {&cms::smimeCapabilities, "smime-capabilities", capabilities_text},
      {&cms::id_aa_encrypKeyPref, "encryption-key-preference",
       [](ByteView v) {
         return "to encrypt to the sender, take the certificate with " +
                EncryptionKeyPreference::decode(v).id.text();
       }},
      {&cms::microsoft_encryption_key_preference, "encryption-key-preference of Outlook",
       [](ByteView v) {
         return "to encrypt to the sender, take the certificate with " +
                EncryptionKeyPreference::decode_microsoft(v).id.text();
       }}};
  return rows;
}

const std::vector<Row>& ess_rows() {
  static const std::vector<Row> rows = {
      {&cms::id_aa_receiptRequest, "receipt-request", receipt_request_text},
      {&cms::id_aa_securityLabel, "security-label",
       [](ByteView v) {
         return "the content is sensitive " + label_text(cms::EssSecurityLabel::decode(v));
       }},
      {&cms::id_aa_equivalentLabels, "equivalent-labels", equivalent_labels_text},
      {&cms::id_aa_mlExpandHistory, "mail-list-expansion-history", history_text},
      {&cms::id_aa_contentHint, "content-hints", hints_text},
      {&cms::id_aa_msgSigDigest, "message-signature-digest",
       [](ByteView v) {
         return "the receipt is for the signed attributes with the digest " +
                to_hex(cms::read_message_digest(v));
       }},
      {&cms::id_aa_contentIdentifier, "content-identifier",
       [](ByteView v) {
         return "the content is called " + to_hex(cms::read_content_identifier(v));
       }},
      {&cms::id_aa_contentReference, "content-reference", reference_text},
      {&cms::id_aa_signingCertificate, "signing-certificate",
       [](ByteView v) { return signing_certificate_text(v, false); }},
      {&cms::id_aa_signingCertificateV2, "signing-certificate-v2",
       [](ByteView v) { return signing_certificate_text(v, true); }}};
  return rows;
}

}  // namespace

Description describe(const cms::Attribute& attribute) {
  const Row* row = nullptr;
  for (const auto* rows : {&core_rows(), &ess_rows()}) {
    for (const Row& one : *rows) {
      if (*one.type == attribute.attr_type) row = &one;
    }
  }
  Description described{{"attribute", row != nullptr ? row->name : attribute.attr_type.dotted()}};
  for (const Bytes& value : attribute.attr_values) {
    try {
      const std::string text = row != nullptr ? row->text(value) : to_hex(value);
      described[row != nullptr ? "meaning" : "value"].push_back(text);
    } catch (const Error& error) {
      described["unreadable"].push_back(std::string(error.what()) + ": " + to_hex(value));
    }
  }
  return described;
}

Description describe(const cms::Attributes& attributes) {
  Description all = Description::array();
  for (const cms::Attribute& one : attributes.all()) all.push_back(describe(one));
  return all;
}

}  // namespace smime::mime::command
