// The diagnosis of an opened message: of every signature over another content, what transport did.
#pragma once

#include "mime/smime/opener.hpp"

namespace smime::mime::secure {

/// Whether a digest is the one that was signed, where a signature tells it: the digest of signed
/// attributes that are the signer's, or of the content alone. Nothing for any other signature.
std::optional<DigestMatches> signed_digest(const SignerReport& signer);

/// Looks for the damage of each layer whose digest does not match. The verdict stays what it is.
void diagnose(OpenResult& result, const DiagnosisLimits& limits = {});

}  // namespace smime::mime::secure
