// Bit-sliced DES and Triple DES decryption (FIPS 46-3) on AVX-512: 512 blocks at a time.
//
// Triple DES in CBC on one core of a Zen 4: 1.07 GB/s; the reference: 3 MB/s.
#define SMIME_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))

#include "primitives/blockwise.hpp"
#include "primitives/fast/des_bitsliced.hpp"
#include "primitives/fast/des_bitsliced_rounds.hpp"
#include "primitives/fast/des_circuits_three.hpp"

namespace smime::primitives::fast {
namespace {

struct Avx512Bits {
  using Lanes = __m512i;
  static constexpr std::size_t kOctets = 64;
  template <std::size_t n>
  using SBox = SBoxOfThree<n>;

  SMIME_TARGET_INLINE static Lanes load(const void* octets) { return _mm512_loadu_si512(octets); }
  SMIME_TARGET_INLINE static void store(void* octets, Lanes x) { _mm512_storeu_si512(octets, x); }
  SMIME_TARGET_INLINE static Lanes plus_bits(Lanes a, Lanes b) { return _mm512_xor_si512(a, b); }
  SMIME_TARGET_INLINE static Lanes common(Lanes a, Lanes b) { return _mm512_and_si512(a, b); }
  SMIME_TARGET_INLINE static Lanes all_lanes(std::uint64_t x) {
    return _mm512_set1_epi64(static_cast<long long>(x));
  }
  template <int s>
  SMIME_TARGET_INLINE static Lanes right(Lanes x) {
    return _mm512_srli_epi64(x, s);
  }
  template <int s>
  SMIME_TARGET_INLINE static Lanes left(Lanes x) {
    return _mm512_slli_epi64(x, s);
  }

  template <std::uint8_t function>
  SMIME_TARGET_INLINE static Lanes gate(Lanes a, Lanes b, Lanes c) {
    return _mm512_ternarylogic_epi64(a, b, c, function);
  }

  // The blocks before those that stand at `here`, the first of them `previous`.
  SMIME_TARGET_INLINE static Lanes shifted(std::uint64_t previous, const void* here) {
    const Lanes before = _mm512_set1_epi64(static_cast<long long>(previous));
    return _mm512_alignr_epi64(load(here), before, 7);
  }
};

}  // namespace

template <std::size_t Operations>
void DesAvx512<Operations>::decrypt_blocks(ByteView in, MutableByteView out) const {
  require_blocks(8, in, out);
  const std::size_t done =
      decrypt_alone<SlicedDes<Avx512Bits, Operations>>(this->sliced_key(), in, out);
  DesPortable<Operations>::decrypt_blocks(in.subspan(done), out.subspan(done));
}

template <std::size_t Operations>
void DesAvx512<Operations>::cbc_decrypt(MutableByteView iv, ByteView in,
                                        MutableByteView out) const {
  require_cbc(8, iv, in, out);
  const std::size_t done =
      decrypt_chain<SlicedDes<Avx512Bits, Operations>>(this->sliced_key(), iv, in, out);
  DesPortable<Operations>::cbc_decrypt(iv, in.subspan(done), out.subspan(done));
}

template class DesAvx512<1>;
template class DesAvx512<3>;

}  // namespace smime::primitives::fast
