// The header of an opened message: whom its signers are held against, and what a reader is shown
// (RFC 9788, 4.3 and 4.4).
#pragma once

#include "mime/smime/opener.hpp"

namespace smime::mime::secure {

/// Reads the protected fields of the innermost content, and holds the signers against the From
/// among them: that is the sender's own word, and the outer one is anybody's.
/// \standard{RFC 9788, 4.2.1 and 4.4.1.2}
void hold_against_protected_from(OpenResult& result, const OpenOptions& options);

/// Fills in the fields that a reader is to see, by the verdict that was reached, and notes where
/// From differs inside and outside. \standard{RFC 9788, 4.3.1 and 4.4.2}
void show_headers(OpenResult& result);

}  // namespace smime::mime::secure
