// MGF1 (RFC 8017, B.2.1).
#include "primitives/mgf.hpp"

#include <algorithm>

namespace smime::primitives {

Secret mgf1(DigestAlgorithm hash, ByteView mgf_seed, std::size_t mask_len) {
  Secret mask(mask_len);
  // Step 3: T = T || Hash(mgfSeed || C) for C = I2OSP (counter, 4).
  MutableByteView rest = mask.writable();
  for (std::uint32_t counter = 0; !rest.empty(); ++counter) {
    std::uint8_t C[4];
    store_be32(C, counter);
    Digest digest(hash);
    digest.update(mgf_seed);
    digest.update(C);
    const Secret block(digest.finish());
    const std::size_t count = std::min(rest.size(), block.size());
    std::copy_n(block.view().begin(), count, rest.begin());
    rest = rest.subspan(count);
  }
  return mask;
}

void apply_mgf1(DigestAlgorithm hash, ByteView mgf_seed, MutableByteView out) {
  const Secret mask = mgf1(hash, mgf_seed, out.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] ^= mask.view()[i];
}

}  // namespace smime::primitives
