// smime cms sign: the attributes that a signer signs along.
#include "mime/command/cms_attributes.hpp"

#include <CLI/CLI.hpp>
#include <charconv>

#include "cms/encryption_key_preference.hpp"
#include "cms/ess_content.hpp"
#include "cms/ess_expansion_history.hpp"
#include "cms/ess_receipts.hpp"
#include "cms/ess_security_label.hpp"
#include "cms/signing_certificate.hpp"
#include "cms/smime_capabilities.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/material.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

// A cipher's or a digest's name as a capability.
cms::SmimeCapability capability(const std::string& name) {
  if (name.starts_with("sha") || name == "md5") {
    return cms::SmimeCapability::of(primitives::digest_algorithm(name));
  }
  return cms::SmimeCapability::of(primitives::content_cipher(name));
}

std::vector<x509::GeneralNames> addresses(const std::vector<std::string>& all) {
  std::vector<x509::GeneralNames> names;
  for (const std::string& one : all) names.push_back({x509::GeneralName::rfc822(one)});
  return names;
}

int classification(const std::string& word) {
  for (int value = 0; value <= 5; ++value) {
    if (cms::classification_text(value) == word) return value;
  }
  int value = -1;
  const auto end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error == std::errc{} && stop == end && value >= 0 && value <= 256) return value;
  throw UsageError(
      "a classification is unmarked, unclassified, restricted, confidential, secret, top-secret or "
      "a number up to 256");
}

// POLICY[:CLASSIFICATION[:MARK]]
cms::EssSecurityLabel label_of(const std::string& text) {
  cms::EssSecurityLabel label;
  const std::size_t first = text.find(':');
  label.security_policy_identifier = asn1::ObjectIdentifier(text.substr(0, first));
  if (first == std::string::npos) return label;
  const std::size_t second = text.find(':', first + 1);
  const bool marked = second != std::string::npos;
  label.security_classification =
      classification(text.substr(first + 1, marked ? second - first - 1 : second));
  if (marked) label.privacy_mark = text.substr(second + 1);
  return label;
}

// What ties a message to an earlier one: its type, its identifier and its signature.
cms::ContentReference reference_to(const std::string& file) {
  const cms::SignedData data = read_signed(file);
  for (const cms::SignerInfo& signer : data.signer_infos) {
    if (!signer.signed_attrs) continue;
    cms::ContentReference reference{data.encap_content_info.e_content_type, {}, signer.signature};
    if (const auto request = cms::receipt_request_of(signer)) {
      reference.signed_content_identifier = request->signed_content_identifier;
      return reference;
    }
    if (const auto value = signer.signed_attrs->only_value(cms::id_aa_contentIdentifier)) {
      reference.signed_content_identifier = cms::read_content_identifier(*value);
      return reference;
    }
  }
  throw Error(ErrorKind::not_found, "no content identifier",
              "one is referred to by its identifier: sign it with --content-identifier",
              "RFC 2634, 2.11", std::nullopt, file);
}

// The attributes by which receipts are asked for and contents told apart. \standard{RFC 2634, 2}
void add_content_attributes(const AttributeOptions& options, RandomSource& random,
                            cms::Attributes& all) {
  const Bytes identifier = random.bytes(20);
  if (options.content_identifier) {
    all.add(cms::id_aa_contentIdentifier, cms::content_identifier_value(identifier));
  }
  if (!options.receipts_to.empty()) {
    using From = cms::ReceiptRequest::From;
    const From from = !options.receipts_from.empty() ? From::list
                      : options.first_tier           ? From::first_tier
                                                     : From::all;
    const cms::ReceiptRequest request{identifier, from, addresses(options.receipts_from),
                                      addresses(options.receipts_to)};
    all.add(cms::id_aa_receiptRequest, request.encode());
  }
  if (!options.hints.empty()) {
    all.add(cms::id_aa_contentHint, cms::ContentHints{options.hints, cms::id_data}.encode());
  }
  if (!options.reference.empty()) {
    all.add(cms::id_aa_contentReference, reference_to(options.reference).encode());
  }
}

void add_labels(const AttributeOptions& options, cms::Attributes& all) {
  if (!options.label.empty()) {
    all.add(cms::id_aa_securityLabel, label_of(options.label).encode());
  }
  if (options.equivalent_labels.empty()) return;
  std::vector<cms::EssSecurityLabel> labels;
  for (const std::string& one : options.equivalent_labels) labels.push_back(label_of(one));
  all.add(cms::id_aa_equivalentLabels, cms::equivalent_labels_value(labels));
}

}  // namespace

void AttributeOptions::add_to(CLI::App& command) {
  command
      .add_option("--capabilities", capabilities,
                  "ciphers and digests that the signer's program takes, best first")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--prefer", prefer, "the signer's certificate to encrypt to");
  command.add_option("--request-receipt", receipts_to, "ask for a signed receipt to this address")
      ->allow_extra_args(false);
  command
      .add_option("--receipt-from", receipts_from,
                  "of whom the receipts are asked (default: of all)")
      ->allow_extra_args(false);
  command.add_flag("--first-tier", first_tier, "ask no receipts of members of mailing lists");
  command.add_flag("--content-identifier", content_identifier,
                   "name the content, so that others can refer to it");
  command.add_option("--content-reference", reference,
                     "an earlier signed object that this one refers to");
  command.add_option("--content-hints", hints, "what is inside, in words");
  command.add_option("--label", label,
                     "a security label: POLICY-OID, :CLASSIFICATION, :PRIVACY-MARK");
  command.add_option("--equivalent-label", equivalent_labels, "the same by another policy")
      ->allow_extra_args(false);
  command.add_option("--signing-certificate", signing_certificate,
                     "sign the signer's certificate along by this digest (sha1: version 1)");
  command.add_option("--mail-list", mail_list,
                     "the certificate of the mailing list that sends this on");
}

bool AttributeOptions::any() const {
  const auto given = [](const auto&... options) { return (!options.empty() || ...); };
  return first_tier || content_identifier ||
         given(capabilities, prefer, receipts_to, receipts_from, hints, reference, label,
               equivalent_labels, signing_certificate, mail_list);
}

std::vector<cms::Attribute> AttributeOptions::attributes(const x509::Certificate& own,
                                                         const Time& now,
                                                         RandomSource& random) const {
  cms::Attributes all;
  if (!capabilities.empty()) {
    cms::SmimeCapabilities list;
    for (const std::string& name : capabilities) list.all.push_back(capability(name));
    all.add(cms::smimeCapabilities, list.encode());
  }
  if (!prefer.empty()) {
    const x509::Certificate certificate = read_certificates({prefer}).front();
    all.add(cms::id_aa_encrypKeyPref, cms::EncryptionKeyPreference::of(certificate).encode());
    all.add(cms::microsoft_encryption_key_preference,
            cms::EncryptionKeyPreference::encode_microsoft(certificate));
  }
  if (!signing_certificate.empty()) {
    all.add(cms::SigningCertificate::of(own, primitives::digest_algorithm(signing_certificate))
                .attribute());
  }
  add_content_attributes(*this, random, all);
  add_labels(*this, all);
  if (!mail_list.empty()) {
    const auto id = cms::IssuerAndSerialNumber::of(read_certificates({mail_list}).front());
    all.add(cms::id_aa_mlExpandHistory,
            cms::expansion_history_value({cms::MlData{id, now, std::nullopt}}));
  }
  return all.all();
}

}  // namespace smime::mime::command
