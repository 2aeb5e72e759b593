// AES-GCM (SP 800-38D) on the 512-bit AES and carry-less multiplication instructions.
//
// On one core of a Zen 4: 13.7 GB/s; the reference: 4.3 MB/s.
// Each round of AES on 32 blocks stands beside the product for four blocks of ciphertext that are
// known already, so that both units of the processor always have work.
#include "primitives/blockwise.hpp"
#include "primitives/fast/gcm_x86.hpp"
#include "primitives/fast/ghash_x86.hpp"

#define SMIME_VAES_GCM \
  [[gnu::target("aes,pclmul,ssse3,sse4.1,vaes,vpclmulqdq,avx512f,avx512bw,avx512dq,avx512vl")]]

namespace smime::primitives::fast {
namespace {

constexpr std::size_t kRegisters = 8;
constexpr std::size_t kStep = 64 * kRegisters;  // octets in flight

enum class Hashed { input, output };  // the ciphertext is what comes out, or what goes in

SMIME_VAES_GCM inline __m512i broadcast(const std::uint8_t* octets) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(octets)));
}

SMIME_VAES_GCM inline __m512i reverse_each(__m512i blocks) {
  const __m128i order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return _mm512_shuffle_epi8(blocks, _mm512_broadcast_i32x4(order));
}

SMIME_VAES_GCM inline __m128i sum_of_lanes(__m512i wide) {
  const __m256i half =
      _mm256_xor_si256(_mm512_castsi512_si256(wide), _mm512_extracti64x4_epi64(wide, 1));
  return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

// GHASH of 32 blocks, a register at a time; Y and the blocks have their octets reversed.
struct WideHash {
  const HashPowers& powers;
  const std::uint8_t* x;
  __m512i low, sums, high;

  SMIME_VAES_GCM inline void begin(const std::uint8_t* blocks) {
    x = blocks;
    low = sums = high = _mm512_setzero_si512();
  }

  SMIME_VAES_GCM inline void add(std::size_t i, __m128i y) {
    __m512i a = reverse_each(_mm512_loadu_si512(x + 64 * i));
    if (i == 0) a = _mm512_xor_si512(a, _mm512_zextsi128_si512(y));
    const __m512i a_sum = _mm512_xor_si512(a, _mm512_shuffle_epi32(a, _MM_PERM_BADC));
    const __m512i b = _mm512_load_si512(powers.power[4 * i]);
    const __m512i b_sum = _mm512_load_si512(powers.sum[4 * i]);
    low = _mm512_xor_si512(low, _mm512_clmulepi64_epi128(a, b, 0x00));
    sums = _mm512_xor_si512(sums, _mm512_clmulepi64_epi128(a_sum, b_sum, 0x00));
    high = _mm512_xor_si512(high, _mm512_clmulepi64_epi128(a, b, 0x11));
  }

  SMIME_VAES_GCM inline __m128i end() const {
    return reduce({sum_of_lanes(low), sum_of_lanes(sums), sum_of_lanes(high)});
  }
};

// The first round key over the counters of 32 blocks; `counter` holds the next four, octets
// reversed, and moves on.
SMIME_VAES_GCM inline void count(__m512i key, __m512i& counter, __m512i (&s)[kRegisters]) {
  const __m512i four = _mm512_set_epi32(0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4);
  for (auto& r : s) {
    r = _mm512_xor_si512(reverse_each(counter), key);
    counter = _mm512_add_epi32(counter, four);
  }
}

// Rounds 1 to Nr of AES; where there is something to hash, a register of it beside each of the
// first eight rounds.
template <std::size_t Nr, bool hashing>
SMIME_VAES_GCM inline void rounds(const __m512i (&key)[Nr + 1], __m512i (&s)[kRegisters],
                                  WideHash& hash, __m128i y) {
  for (std::size_t round = 1; round < Nr; ++round) {
    for (auto& r : s) r = _mm512_aesenc_epi128(r, key[round]);
    if (hashing && round <= kRegisters) hash.add(round - 1, y);
  }
  for (auto& r : s) r = _mm512_aesenclast_epi128(r, key[Nr]);
}

// Whole steps only; returns the octets done.
template <std::size_t Nr, Hashed hashed>
SMIME_VAES_GCM std::size_t steps(const AesRoundKeys& keys, const HashPowers& powers,
                                 gcm::Block& counter_block, gcm::Block& y_block, ByteView in,
                                 std::uint8_t* out) {
  __m512i key[Nr + 1], s[kRegisters];
  for (std::size_t round = 0; round <= Nr; ++round) key[round] = broadcast(keys.encrypt[round]);
  const __m512i ahead = _mm512_set_epi32(0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0);
  __m512i counter = _mm512_add_epi32(reverse_each(broadcast(counter_block.data())), ahead);
  __m128i y = reverse_octets(load_block(y_block.data()));
  WideHash hash{powers, nullptr, {}, {}, {}};
  const std::uint8_t* waiting = nullptr;  // ciphertext that is not hashed yet
  std::size_t at = 0;
  for (; in.size() - at >= kStep; at += kStep) {
    count(key[0], counter, s);
    if (hashed == Hashed::input) waiting = &in[at];
    if (waiting != nullptr) {
      hash.begin(waiting);
      rounds<Nr, true>(key, s, hash, y);
      y = hash.end();
    } else {
      rounds<Nr, false>(key, s, hash, y);
    }
    for (std::size_t i = 0; i < kRegisters; ++i) {
      const __m512i input = _mm512_loadu_si512(&in[at + 64 * i]);
      _mm512_storeu_si512(out + at + 64 * i, _mm512_xor_si512(input, s[i]));
    }
    waiting = hashed == Hashed::output ? out + at : nullptr;
  }
  if (waiting != nullptr) {
    hash.begin(waiting);
    for (std::size_t i = 0; i < kRegisters; ++i) hash.add(i, y);
    y = hash.end();
  }
  store_block(counter_block.data(), reverse_octets(_mm512_castsi512_si128(counter)));
  store_block(y_block.data(), reverse_octets(y));
  return at;
}

template <Hashed hashed>
std::size_t steps_of(const AesRoundKeys& keys, const HashPowers& powers, gcm::Block& counter,
                     gcm::Block& y, ByteView in, std::uint8_t* out) {
  if (keys.nr == 10) return steps<10, hashed>(keys, powers, counter, y, in, out);
  if (keys.nr == 12) return steps<12, hashed>(keys, powers, counter, y, in, out);
  return steps<14, hashed>(keys, powers, counter, y, in, out);
}

}  // namespace

void GcmVaes::encrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const {
  require_blocks(gcm::kBlockSize, in, out);
  const std::size_t done = steps_of<Hashed::output>(keys(), powers(), counter, y, in, out.data());
  GcmClmul::encrypt(counter, y, in.subspan(done), out.subspan(done));
}

void GcmVaes::decrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const {
  require_blocks(gcm::kBlockSize, in, out);
  const std::size_t done = steps_of<Hashed::input>(keys(), powers(), counter, y, in, out.data());
  GcmClmul::decrypt(counter, y, in.subspan(done), out.subspan(done));
}

}  // namespace smime::primitives::fast
