// Undoing what gateways do to the headers of MIME entities: folding, fields added, names changed.
#pragma once

#include <vector>

#include "mime/header.hpp"
#include "mime/smime/damage.hpp"

namespace smime::mime::secure {

/// Folding, and one repair for each field of this content's own header that may have been added.
std::vector<Repair> header_repairs(ByteView content);

/// The header's text with this Content-Transfer-Encoding, or none where it is empty; a field that
/// records a re-encoding goes.
std::string with_encoding(const Header& header, const std::string& name);

/// The header's text with this charset in Content-Type; with an empty one as it stands.
std::string with_charset(const Header& header, const std::string& name);

}  // namespace smime::mime::secure
