// The parts of a multipart that is neither signed nor encrypted itself: mailing lists and gateways
// put S/MIME messages into one, beside parts of their own.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "mime/entity.hpp"

namespace smime::mime::secure {

/// Where a part stands, and what it is.
struct PartName {
  std::string
      place;         ///< "2", "2.1": counted from 1 at each level, as in \standard{RFC 9051, 6.4.5}
  std::string type;  ///< its media type: "text/plain"

  /// "part 2.1 (text/plain)"
  std::string text() const { return "part " + place + " (" + type + ")"; }
};

/// What a part is to the reader of the message around it.
enum class PartKind {
  plain,
  message,    ///< an S/MIME message that stands where the message's text would
  file,       ///< a file in CMS that came along: "contract.pdf.p7m"
  signature,  ///< a signature whose content is not beside it in a multipart/signed
};

/// Told by the media type, the file name and whether it is shown or attached. A gateway that
/// attaches the message itself keeps its name, smime.p7m. \standard{RFC 8551, 3.2.1}
PartKind part_kind_of(const Header& header);

/// Parts this deep in multiparts are looked at; below them a multipart counts as one part.
inline constexpr unsigned kMostPartLevels = 8;

/// What is called with each part in order. What it leaves of the body is stepped over.
using PartVisit = std::function<void(const PartName& name, const Head& head, BufferedSource& body)>;

/// Visits the S/MIME entities and all else that is no multipart. A part whose header cannot be read
/// has an empty one.
/// @param header  of the multipart
/// @return whether it is a multipart that has parts
/// @throws Error (limit_exceeded) beyond `kMostParts` parts of one multipart
bool visit_parts(const Header& header, BufferedSource& body, const PartVisit& visit);

}  // namespace smime::mime::secure
