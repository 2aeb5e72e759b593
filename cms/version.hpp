// CMSVersion (RFC 5652, 10.2.5): read, and refused where it is none that is defined.
#pragma once

#include "asn1/reader.hpp"

namespace smime::cms {

/// A version of 0 to `most`.
/// @param standard  the section that defines the versions
/// @throws Error (unsupported_version), and (malformed) for what is no INTEGER
int read_version(asn1::Reader& reader, int most, const char* standard);

}  // namespace smime::cms
