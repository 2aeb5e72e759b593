// Opening the S/MIME messages inside a multipart that is not protected as a whole, and what that
// comes to: whoever put them there may have put anything beside them.
#pragma once

#include <functional>

#include "mime/smime/opener.hpp"

namespace smime::mime::secure {

/// So many messages in one multipart are opened.
inline constexpr std::size_t kMostOpenedParts = 8;
/// So many unprotected parts are told by name.
inline constexpr std::size_t kMostNamedParts = 32;

/// Opens one part, with a storage of its own.
using OpenPart =
    std::function<OpenResult(const Head& head, BufferedSource& body, Storage& storage)>;

/// Where what was opened is a multipart that nobody signed, looks for S/MIME messages in it, opens
/// them, and concludes: the whole is not to be trusted, whatever each of them is. Files in CMS and
/// signatures that have lost their content are noted and change nothing.
void open_parts(OpenResult& result, Storage& storage, const OpenPart& open);

}  // namespace smime::mime::secure
