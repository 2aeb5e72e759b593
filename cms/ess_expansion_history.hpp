// Mail list expansion history (RFC 2634, 4): which lists a message has gone through.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "cms/attributes.hpp"
#include "cms/identifiers.hpp"
#include "x509/general_name.hpp"

namespace smime::cms {

/// EntityIdentifier ::= CHOICE { IssuerAndSerialNumber, SubjectKeyIdentifier }. \standard{RFC
/// 2634, 4.2}
using EntityIdentifier = std::variant<IssuerAndSerialNumber, SubjectKeyIdentifier>;

/// What a list says about receipts.
///
/// ```asn1
/// MLReceiptPolicy ::= CHOICE {
///   none          [0] NULL,
///   insteadOf     [1] SEQUENCE SIZE (1..MAX) OF GeneralNames,
///   inAdditionTo  [2] SEQUENCE SIZE (1..MAX) OF GeneralNames }
/// ```
/// \standard{RFC 2634, 4.4}
struct MlReceiptPolicy {
  enum class Kind { none, instead_of, in_addition_to };
  Kind kind = Kind::none;
  std::vector<x509::GeneralNames> receipts_to;  ///< empty for none
};

/// In ASN.1:
///
/// ```asn1
/// MLData ::= SEQUENCE {
///   mailListIdentifier  EntityIdentifier,
///   expansionTime       GeneralizedTime,
///   mlReceiptPolicy     MLReceiptPolicy OPTIONAL }
/// ```
/// \standard{RFC 2634, 4.2}
struct MlData {
  EntityIdentifier mail_list_identifier;
  Time expansion_time;
  std::optional<MlReceiptPolicy> ml_receipt_policy;
};

/// The lists of the history, the first one first. \standard{RFC 2634, 4.2}
/// @throws Error (malformed, limit_exceeded above 64 lists)
std::vector<MlData> read_expansion_history(ByteView value);
Bytes expansion_history_value(const std::vector<MlData>& history);

/// Whether the list of this certificate has already expanded the message: then it loops.
/// \standard{RFC 2634, 4.2.3.2, step 1}
bool has_expanded(const std::vector<MlData>& history, const x509::Certificate& mail_list);

}  // namespace smime::cms
