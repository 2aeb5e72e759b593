// Whether a recipient may answer a request for a signed receipt (RFC 2634, 2.3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/ess_receipts.hpp"

namespace smime::cms {

/// A rule that forbids a receipt.
struct ReceiptRefusal {
  std::string reason;    ///< in words
  std::string citation;  ///< document, section and step
};

/// Why a signed receipt MUST NOT be created; nothing where one may be. The history of mailing lists
/// is looked for in every SignerInfo of this object: an outer one has been taken off already.
/// @param asking     the message's SignerInfos with a request whose signatures are right; at least
/// one
/// @param recipient  who would sign the receipt
/// @throws Error (malformed, limit_exceeded) for attributes that cannot be read
/// \standard{RFC 2634, 2.3}
std::optional<ReceiptRefusal> receipt_refusal(const SignedData& message,
                                              const std::vector<const SignerInfo*>& asking,
                                              const x509::Certificate& recipient);

}  // namespace smime::cms
