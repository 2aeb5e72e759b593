// Signed receipts (RFC 2634, 2): a sender asks for them, and holds them against what was sent.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "cms/signature_verifier.hpp"
#include "x509/general_name.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// ReceiptRequest ::= SEQUENCE {
///   signedContentIdentifier  ContentIdentifier,
///   receiptsFrom             ReceiptsFrom,
///   receiptsTo               SEQUENCE SIZE (1..16) OF GeneralNames }
/// ReceiptsFrom ::= CHOICE {
///   allOrFirstTier  [0] INTEGER { allReceipts (0), firstTierRecipients (1) },
///   receiptList     [1] SEQUENCE OF GeneralNames }
/// ```
/// \standard{RFC 2634, 2.7}
struct ReceiptRequest {
  enum class From { all, first_tier, list };
  Bytes signed_content_identifier;
  From receipts_from = From::all;
  std::vector<x509::GeneralNames> receipt_list;  ///< for From::list
  std::vector<x509::GeneralNames> receipts_to;

  /// @throws Error (malformed, limit_exceeded above 16 addresses)
  static ReceiptRequest decode(ByteView value);
  Bytes encode() const;
};

/// In ASN.1:
///
/// ```asn1
/// Receipt ::= SEQUENCE {
///   version                   INTEGER { v1 (1) },
///   contentType               ContentType,
///   signedContentIdentifier   ContentIdentifier,
///   originatorSignatureValue  OCTET STRING }
/// ```
/// \standard{RFC 2634, 2.8}
struct Receipt {
  ObjectIdentifier content_type;
  Bytes signed_content_identifier;
  Bytes originator_signature_value;

  static Receipt decode(ByteView encoding);
  Bytes encode() const;
};

/// The request in a signer's signed attributes. \standard{RFC 2634, 2.3}
/// @throws Error (malformed)
std::optional<ReceiptRequest> receipt_request_of(const SignerInfo& signer);

/// The digest of a signer's signed attributes: what msgSigDigest carries. \standard{RFC 2634, 2.4}
Bytes message_signature_digest(const SignerInfo& signer);

/// What came of a receipt: its signature, and whether it speaks of the message.
struct ReceiptResult {
  SignerResult signer;
  std::optional<Receipt> receipt;
  x509::Report report;  ///< the receipt's own rules

  bool valid() const { return signer.valid() && report.passed(); }
};

/// Verifies a receipt against the SignerInfo of the message that was sent. \standard{RFC 2634, 2.6}
ReceiptResult verify_receipt(const SignedData& receipt, const SignerInfo& originator,
                             const ObjectIdentifier& content_type,
                             const std::vector<x509::Certificate>& candidates = {});

}  // namespace smime::cms
