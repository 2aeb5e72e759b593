// Two copies of a message, as it was sent and as it was received: where they part, layer by layer
// and part by part, and what kind of damage that is.
#pragma once

#include <string>
#include <vector>

#include "mime/smime/damage.hpp"
#include "mime/smime/difference.hpp"

namespace smime::mime::secure {

/// One place where the copies part.
struct Finding {
  std::string
      where;  ///< "message", "message: signed part", "message: part 2: header field Subject"
  /// Kind and words; kind "changed" where no known damage explains it.
  std::vector<Damage> damages;
  std::optional<Difference> difference;  ///< nothing where something is only on one side
  bool in_transit = false;  ///< what servers do and no signature covers: a field added on the way
};

struct Comparison {
  std::vector<Finding> findings;
  bool complete = true;  ///< false where `kMostFindings` was reached

  /// Whether anything differs but what every transport adds.
  bool same() const;
};

inline constexpr std::size_t kMostFindings = 100;

/// Compares messages, MIME entities or any octets. What is signed inside a CMS object is compared
/// as well; what is encrypted only as octets.
Comparison compare(ByteView sent, ByteView received);

}  // namespace smime::mime::secure
