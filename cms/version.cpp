// CMSVersion (RFC 5652, 10.2.5).
#include "cms/version.hpp"

#include <string>

#include "primitives/error.hpp"

namespace smime::cms {

int read_version(asn1::Reader& reader, int most, const char* standard) {
  const Integer version = reader.integer("version");
  if (version >= 0 && version <= most) return static_cast<int>(version);
  const bool is_short = version > -1000 && version < 1000;
  throw reader.error(ErrorKind::unsupported_version,
                     "version " + (is_short ? version.str() : std::string("beyond three digits")),
                     "it is at most " + std::to_string(most), standard);
}

}  // namespace smime::cms
