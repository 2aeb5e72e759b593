// Making signed receipts (RFC 2634, 2.4).
#pragma once

#include "cms/ess_receipts.hpp"
#include "cms/signer.hpp"

namespace smime::cms {

/// A signed receipt for a message that has been verified: a ContentInfo of type id-signedData
/// around a Receipt. \standard{RFC 2634, 2.4}
/// @throws Error (not_found) where no receipt was asked for
Bytes make_receipt(const SignedData& message, const SignerInfo& originator, const Signer& recipient,
                   RandomSource& random);

}  // namespace smime::cms
