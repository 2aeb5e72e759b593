// Attributes of RFC 2634, RFC 5035 and RFC 8551: made, read and checked; receipts asked for, made
// and held against what was sent.
#include "cms/encryption_key_preference.hpp"
#include "cms/ess_content.hpp"
#include "cms/ess_expansion_history.hpp"
#include "cms/ess_security_label.hpp"
#include "cms/receipt_signer.hpp"
#include "cms/smime_capabilities.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::error_kind;
using tests::outcome;
using tests::TestRandom;
using x509::GeneralName;
using x509::Reason;

namespace {

const Bytes kContent = primitives::to_bytes("Please confirm.\r\n");

ReceiptRequest request() {
  return {Bytes{1, 2, 3},
          ReceiptRequest::From::list,
          {{GeneralName::rfc822("bob@example.com")}},
          {{GeneralName::rfc822("katie@example.com")}}};
}

// A message of Katie's that asks for a receipt.
SignedData asking() {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(31);
  Signer katie{cast.katie.certificate, cast.katie.key};
  katie.more_attributes = {{id_aa_receiptRequest, {request().encode()}}};
  return SignedData::decode(ContentInfo::decode(sign({katie}, kContent, {}, random)).content);
}

SignedData receipt_for(const SignedData& message) {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(32);
  const Bytes receipt = make_receipt(message, message.signer_infos.at(0),
                                     {cast.bob.certificate, cast.bob.key}, random);
  return SignedData::decode(ContentInfo::decode(receipt).content);
}

// Signs a receipt of the test's own making.
SignedData receipt_with(const Receipt& receipt, const Bytes& digest) {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(33);
  Signer bob{cast.bob.certificate, cast.bob.key};
  bob.more_attributes = {{id_aa_msgSigDigest, {message_digest_value(digest)}}};
  SignOptions options;
  options.content_type = id_ct_receipt;
  return SignedData::decode(
      ContentInfo::decode(sign({bob}, receipt.encode(), options, random)).content);
}

}  // namespace

TEST_CASE("a receipt answers the message that asked for it", "[cms][ess]") {
  const SignedData message = asking();
  const SignerInfo& katie = message.signer_infos.at(0);
  CHECK(receipt_request_of(katie)->encode() == request().encode());
  const SignedData receipt = receipt_for(message);
  CHECK(receipt.encap_content_info.e_content_type == id_ct_receipt);
  const ReceiptResult result = verify_receipt(receipt, katie, id_data);
  CHECK(result.valid());
  CHECK(result.signer.certificate == CmsCast::get().bob.certificate);
  CHECK(result.report.checks().size() == 4);
}

TEST_CASE("each field of a receipt is held against what was sent", "[cms][ess]") {
  const SignedData message = asking();
  const SignerInfo& katie = message.signer_infos.at(0);
  const Receipt right{id_data, Bytes{1, 2, 3}, katie.signature};
  const Bytes digest = message_signature_digest(katie);
  CHECK(verify_receipt(receipt_with(right, digest), katie, id_data).valid());
  const auto broken = [&](const Receipt& receipt, const Bytes& of, const char* rule) {
    const ReceiptResult result = verify_receipt(receipt_with(receipt, of), katie, id_data);
    INFO(rule);
    CHECK(result.signer.valid());
    CHECK(result.report.reasons() == std::vector{Reason::message_digest_mismatch});
    CHECK(outcome(result.report, rule) == "fail");
  };
  Receipt other = right;
  other.content_type = id_envelopedData;
  broken(other, digest, "receipt-content-type");
  other = right;
  other.signed_content_identifier[0] ^= 1;
  broken(other, digest, "receipt-content-identifier");
  other = right;
  other.originator_signature_value[5] ^= 1;
  broken(other, digest, "receipt-signature-value");
  broken(right, Bytes(32, 1), "receipt-message-signature-digest");
}

TEST_CASE("what is no receipt is not taken for one, and no receipt is made unasked", "[cms][ess]") {
  const SignedData message = asking();
  const SignerInfo& katie = message.signer_infos.at(0);
  CHECK(verify_receipt(message, katie, id_data).report.reasons() ==
        std::vector{Reason::type_mismatch});
  const CmsCast& cast = CmsCast::get();
  TestRandom random(34);
  SignedData unasked = SignedData::decode(
      ContentInfo::decode(sign({{cast.katie.certificate, cast.katie.key}}, kContent, {}, random))
          .content);
  CHECK(error_kind([&] { receipt_for(unasked); }) == ErrorKind::not_found);
  SignedData garbage = receipt_for(message);
  garbage.encap_content_info.e_content = Bytes{0x30, 0x00};
  const auto result = verify_receipt(garbage, katie, id_data);
  CHECK(result.report.reasons() == std::vector{Reason::malformed});
  CHECK_FALSE(result.signer.valid());
}

TEST_CASE("receipt requests in all three forms, and their limit of addresses", "[cms][ess]") {
  ReceiptRequest all = request();
  for (const auto from :
       {ReceiptRequest::From::all, ReceiptRequest::From::first_tier, ReceiptRequest::From::list}) {
    all.receipts_from = from;
    const ReceiptRequest read = ReceiptRequest::decode(all.encode());
    CHECK(read.receipts_from == from);
    CHECK(read.receipt_list.empty() == (from != ReceiptRequest::From::list));
    CHECK(read.receipts_to == all.receipts_to);
  }
  all.receipts_to.assign(16, {GeneralName::rfc822("a@example.com")});
  CHECK(ReceiptRequest::decode(all.encode()).receipts_to.size() == 16);
  all.receipts_to.assign(17, {GeneralName::rfc822("a@example.com")});
  CHECK(error_kind([&] { ReceiptRequest::decode(all.encode()); }) == ErrorKind::limit_exceeded);
}

TEST_CASE("security labels and their equivalents, to their limits", "[cms][ess]") {
  EssSecurityLabel label{ObjectIdentifier("2.999.7"), 4, "for Tiffany's eyes", {}};
  label.security_categories = {{ObjectIdentifier("2.999.8"), Bytes{0x05, 0x00}}};
  CHECK(EssSecurityLabel::decode(label.encode()) == label);
  label.privacy_mark = "f\u00fcr Tiffany";  // no PrintableString
  CHECK(EssSecurityLabel::decode(label.encode()) == label);
  CHECK(read_equivalent_labels(equivalent_labels_value({label, label})) ==
        std::vector{label, label});
  CHECK(classification_text(4) == "secret");
  CHECK(classification_text(77) == "77");
  label.security_categories.assign(64, {ObjectIdentifier("2.999.8"), Bytes{0x05, 0x00}});
  CHECK(EssSecurityLabel::decode(label.encode()).security_categories.size() == 64);
  label.security_categories.push_back({ObjectIdentifier("2.999.8"), Bytes{0x05, 0x00}});
  CHECK(error_kind([&] { EssSecurityLabel::decode(label.encode()); }) == ErrorKind::limit_exceeded);
  label.security_categories.clear();
  label.security_classification = 257;
  CHECK(error_kind([&] { EssSecurityLabel::decode(label.encode()); }).has_value());
  const Bytes no_policy = asn1::encode(
      [](asn1::Writer& writer) { writer.set([](asn1::Writer& fields) { fields.integer(1); }); });
  CHECK(error_kind([&] { EssSecurityLabel::decode(no_policy); }) == ErrorKind::malformed);
}

TEST_CASE("content hints, identifiers and references", "[cms][ess]") {
  for (const std::string description : {"", "the minutes of the caf\u00e9"}) {
    const ContentHints hints = ContentHints::decode(ContentHints{description, id_data}.encode());
    CHECK(hints.content_description == description);
    CHECK(hints.content_type == id_data);
  }
  CHECK(read_content_identifier(content_identifier_value(Bytes{7, 8})) == Bytes{7, 8});
  const ContentReference reference =
      ContentReference::decode(ContentReference{id_data, {1}, {2}}.encode());
  CHECK(reference.content_type == id_data);
  CHECK(reference.signed_content_identifier == Bytes{1});
  CHECK(reference.originator_signature_value == Bytes{2});
}

TEST_CASE("a mailing list finds itself in the history of its expansions", "[cms][ess]") {
  const CmsCast& cast = CmsCast::get();
  using Kind = MlReceiptPolicy::Kind;
  std::vector<MlData> history;
  history.push_back({IssuerAndSerialNumber::of(cast.bob.certificate), cast.now, std::nullopt});
  history.push_back({SubjectKeyIdentifier{*cast.katie.certificate.subject_key_identifier()},
                     cast.now, MlReceiptPolicy{Kind::none, {}}});
  for (const Kind kind : {Kind::instead_of, Kind::in_addition_to}) {
    history.push_back({SubjectKeyIdentifier{{9}}, cast.now,
                       MlReceiptPolicy{kind, {{GeneralName::rfc822("list@example.com")}}}});
  }
  const auto read = read_expansion_history(expansion_history_value(history));
  REQUIRE(read.size() == 4);
  CHECK(expansion_history_value(read) == expansion_history_value(history));
  CHECK(read[1].ml_receipt_policy->kind == Kind::none);
  CHECK(read[3].ml_receipt_policy->kind == Kind::in_addition_to);
  CHECK(has_expanded(read, cast.bob.certificate));
  CHECK(has_expanded(read, cast.katie.certificate));
  CHECK_FALSE(has_expanded(read, cast.museum.certificate));
  history.assign(64, history.front());
  CHECK(read_expansion_history(expansion_history_value(history)).size() == 64);
  history.push_back(history.front());
  CHECK(error_kind([&] { read_expansion_history(expansion_history_value(history)); }) ==
        ErrorKind::limit_exceeded);
}

TEST_CASE("capabilities keep their order; RC2's sizes are told apart", "[cms][ess]") {
  const std::vector ciphers = {ContentCipher::aes_256_gcm,  ContentCipher::aes_128_cbc,
                               ContentCipher::des_ede3_cbc, ContentCipher::rc2_128,
                               ContentCipher::rc2_64,       ContentCipher::rc2_40};
  const auto read = SmimeCapabilities::decode(SmimeCapabilities::of(ciphers).encode());
  CHECK(read.ciphers() == ciphers);
  // RFC 2311, 2.5.2: RC2 with 128 bits is 30 0e 06 08 2a 86 48 86 f7 0d 03 02 02 02 00 80.
  CHECK(primitives::to_hex(SmimeCapabilities::of({ContentCipher::rc2_128}).encode()) ==
        "3010300e06082a864886f70d030202020080");
  CHECK(SmimeCapability::of(DigestAlgorithm::sha256).text() == "sha256");
}

TEST_CASE("the preferred certificate is found by every form of the attribute", "[cms][ess]") {
  const CmsCast& cast = CmsCast::get();
  const std::vector all = {cast.katie.certificate, cast.bob.certificate};
  const auto preferred = [&](const ObjectIdentifier& type, Bytes value) {
    Attributes attributes;
    attributes.add(type, std::move(value));
    return preferred_certificate(attributes, all);
  };
  EncryptionKeyPreference preference = EncryptionKeyPreference::of(cast.bob.certificate);
  CHECK(preferred(id_aa_encrypKeyPref, preference.encode()) == cast.bob.certificate);
  preference.id = CertificateIdentifier::by_key_identifier(cast.bob.certificate);
  for (const auto form : {EncryptionKeyPreference::Form::recipient_key_id,
                          EncryptionKeyPreference::Form::subject_alt_key_identifier}) {
    preference.form = form;
    CHECK(preferred(id_aa_encrypKeyPref, preference.encode()) == cast.bob.certificate);
  }
  CHECK(preferred(microsoft_encryption_key_preference,
                  EncryptionKeyPreference::encode_microsoft(cast.bob.certificate)) ==
        cast.bob.certificate);
  CHECK_FALSE(preferred(microsoft_encryption_key_preference,
                        EncryptionKeyPreference::encode_microsoft(cast.museum.certificate)));
  CHECK_FALSE(preferred_certificate({}, all));
}
