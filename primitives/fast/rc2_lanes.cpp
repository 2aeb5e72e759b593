// RC2 (RFC 2268) in lanes: the forms of its key.
#include "primitives/fast/rc2_lanes.hpp"

namespace smime::primitives::fast {

Rc2LaneKey rc2_lane_key(const rc2::ExpandedKey& k) {
  Rc2LaneKey key;
  key.words = k;
  for (std::size_t j = 0; j < k.size(); ++j) {
    key.twice[j] = std::uint32_t{k[j]} << 16 | k[j];
    key.low[j] = static_cast<std::uint8_t>(k[j]);
    key.high[j] = static_cast<std::uint8_t>(k[j] >> 8);
  }
  return key;
}

}  // namespace smime::primitives::fast
