// Signed receipts (RFC 2634, 2).
#include "cms/ess_receipts.hpp"

#include "cms/content_info.hpp"
#include "cms/ess_content.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;
using primitives::to_hex;
using x509::Reason;

constexpr std::size_t kMostReceiptsTo = 16;  // ub-receiptsTo

std::vector<x509::GeneralNames> read_names(Reader& all, std::size_t most) {
  std::vector<x509::GeneralNames> names;
  while (!all.empty()) {
    if (names.size() == most) {
      throw all.error(ErrorKind::limit_exceeded, "more addresses than the limit",
                      "ub-receiptsTo is 16", "RFC 2634, 2.7");
    }
    names.push_back(x509::read_general_names(all, "generalNames"));
  }
  return names;
}

void write_names(Writer& all, const std::vector<x509::GeneralNames>& names) {
  for (const auto& one : names) x509::write_general_names(all, one);
}

// Attributes that ask for more, or that others put there, MUST NOT be in a receipt's signer.
// \standard{RFC 2634, 2.2 and 2.4.1}
void forbid_attributes(const SignerInfo& signer, x509::Report& report) {
  if (!signer.signed_attrs) return;
  if (signer.signed_attrs->count(id_aa_receiptRequest) > 0) {
    report.fail(Reason::type_mismatch, "receipt-request", "RFC 2634, 2.2", "receiptRequest",
                "a receipt asks for a receipt");
  }
  if (signer.signed_attrs->count(id_aa_mlExpandHistory) > 0) {
    report.fail(Reason::type_mismatch, "receipt-expansion-history", "RFC 2634, 2.4.1",
                "mlExpansionHistory", "a receipt has the history of a mailing list");
  }
}

}  // namespace

ReceiptRequest ReceiptRequest::decode(ByteView value) {
  constexpr std::size_t kMostInList = 10'000;
  Reader reader(value, asn1::Rules::ber(), "receiptRequest");
  Reader fields = reader.sequence({});
  ReceiptRequest request;
  request.signed_content_identifier = fields.octet_string("signedContentIdentifier");
  const asn1::Tag tier = asn1::context(0, false);
  if (fields.next_is(tier)) {
    const auto first_tier = fields.small_integer("allOrFirstTier", 0, 1, tier);
    request.receipts_from = first_tier == 1 ? From::first_tier : From::all;
  } else {
    Reader list = fields.context(1, "receiptList");
    request.receipts_from = From::list;
    request.receipt_list = read_names(list, kMostInList);
  }
  Reader to = fields.sequence("receiptsTo");
  request.receipts_to = read_names(to, kMostReceiptsTo);
  fields.finish();
  reader.finish();
  return request;
}

Bytes ReceiptRequest::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.octet_string(signed_content_identifier);
      if (receipts_from == From::list) {
        fields.context(1, [&](Writer& list) { write_names(list, receipt_list); });
      } else {
        fields.integer(receipts_from == From::first_tier ? 1 : 0, asn1::context(0, false));
      }
      fields.sequence([&](Writer& to) { write_names(to, receipts_to); });
    });
  });
}

Receipt Receipt::decode(ByteView encoding) {
  Reader reader(encoding, asn1::Rules::ber(), "receipt");
  Reader fields = reader.sequence({});
  Receipt receipt;
  fields.small_integer("version", 1, 1);
  receipt.content_type = fields.object_identifier("contentType");
  receipt.signed_content_identifier = fields.octet_string("signedContentIdentifier");
  receipt.originator_signature_value = fields.octet_string("originatorSignatureValue");
  fields.finish();
  reader.finish();
  return receipt;
}

Bytes Receipt::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.integer(1);
      fields.object_identifier(content_type);
      fields.octet_string(signed_content_identifier);
      fields.octet_string(originator_signature_value);
    });
  });
}

std::optional<ReceiptRequest> receipt_request_of(const SignerInfo& signer) {
  if (!signer.signed_attrs) return std::nullopt;
  const auto value = signer.signed_attrs->only_value(id_aa_receiptRequest);
  if (!value) return std::nullopt;
  return ReceiptRequest::decode(*value);
}

Bytes message_signature_digest(const SignerInfo& signer) {
  const auto algorithm = x509::digest_algorithm(signer.digest_algorithm);
  return primitives::digest(algorithm,
                            signer.signed_attrs ? signer.signed_attrs->encode_as_set() : Bytes{});
}

ReceiptResult verify_receipt(const SignedData& receipt, const SignerInfo& originator,
                             const ObjectIdentifier& content_type,
                             const std::vector<x509::Certificate>& candidates) {
  constexpr const char* citation = "RFC 2634, 2.6";
  ReceiptResult result;
  x509::Report& report = result.report;
  const auto& content = receipt.encap_content_info;
  if (content.e_content_type != id_ct_receipt || !content.e_content ||
      receipt.signer_infos.size() != 1) {
    report.fail(Reason::type_mismatch, "receipt", "RFC 2634, 2.4", "receipt",
                "a receipt is a content of type id-ct-receipt with one signer");
    return result;
  }
  const SignerInfo& signer = receipt.signer_infos.front();
  forbid_attributes(signer, report);
  result.signer =
      verify_signer(receipt, signer, digests_of(receipt, *content.e_content), candidates);
  try {
    result.receipt = Receipt::decode(*content.e_content);
    const auto request = receipt_request_of(originator);
    const auto compare = [&](const char* rule, ByteView found, ByteView expected) {
      const std::string both = "expected " + to_hex(expected) + ", found " + to_hex(found);
      if (primitives::equal(found, expected)) return report.pass(rule, citation, "receipt", both);
      report.fail(Reason::message_digest_mismatch, rule, citation, "receipt", both);
    };
    compare("receipt-content-type", result.receipt->content_type.contents(),
            content_type.contents());
    compare("receipt-content-identifier", result.receipt->signed_content_identifier,
            request ? request->signed_content_identifier : Bytes{});
    compare("receipt-signature-value", result.receipt->originator_signature_value,
            originator.signature);
    const auto digest =
        signer.signed_attrs ? signer.signed_attrs->only_value(id_aa_msgSigDigest) : std::nullopt;
    compare("receipt-message-signature-digest", digest ? read_message_digest(*digest) : Bytes{},
            message_signature_digest(originator));
  } catch (const Error& error) {
    report.fail(Reason::malformed, "receipt", citation, "receipt", error.what());
  }
  return result;
}

}  // namespace smime::cms
