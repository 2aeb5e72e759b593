// The whole verdict on what was opened, from the verdicts on its signers.
#pragma once

#include <string>
#include <vector>

#include "mime/smime/opener.hpp"

namespace smime::mime::secure {

/// The worst of all signers of all layers, with every reason once.
/// @param oddities  what is odd in form: with `pedantic` they are refusals
void conclude(OpenResult& result, const OpenOptions& options,
              const std::vector<std::string>& oddities = {});

/// Adds a reason, once.
void add_reason(OpenResult& result, x509::Reason reason);

/// Ends with a verdict; of what could not be read no content is kept.
void refuse(OpenResult& result, Verdict verdict, x509::Reason reason, const std::string& error);

}  // namespace smime::mime::secure
