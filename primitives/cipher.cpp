// Block ciphers by name: the tables of their implementations, the reference rooms first.
#include "primitives/cipher.hpp"

#include <array>
#include <string>

#include "primitives/aes.hpp"
#include "primitives/blockwise.hpp"
#include "primitives/des.hpp"
#include "primitives/error.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/aes_portable.hpp"
#include "primitives/fast/aes_x86.hpp"
#include "primitives/fast/des_bitsliced.hpp"
#include "primitives/fast/des_portable.hpp"
#include "primitives/fast/rc2_lanes.hpp"
#include "primitives/fast/rc2_portable.hpp"
#endif
#include "primitives/implementation.hpp"
#include "primitives/rc2.hpp"
#include "primitives/tdes.hpp"

namespace smime::primitives {
namespace {

struct Rc2Room {
  static constexpr std::size_t kBlockSize = rc2::kBlockSize;
  using Schedule = rc2::ExpandedKey;
  using Block = rc2::Words;
  static Block load(const std::uint8_t* octets) { return rc2::load_words(octets); }
  static void store(std::uint8_t* octets, const Block& b) { rc2::store_words(octets, b); }
  static Block encrypt(const Schedule& k, const Block& b) { return rc2::encrypt(k, b); }
  static Block decrypt(const Schedule& k, const Block& b) { return rc2::decrypt(k, b); }
  static Block exclusive_or(Block a, const Block& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] ^= b[i];
    return a;
  }
};

// The 64-bit blocks of DES and Triple DES.
struct BitString64 {
  static constexpr std::size_t kBlockSize = des::kBlockSize;
  using Block = std::uint64_t;
  static Block load(const std::uint8_t* octets) { return load_be64(octets); }
  static void store(std::uint8_t* octets, Block b) { store_be64(octets, b); }
  static Block exclusive_or(Block a, Block b) { return a ^ b; }
};

struct DesRoom : BitString64 {
  using Schedule = des::KeySchedule;
  static Block encrypt(const Schedule& k, Block b) { return des::encipher(k, b); }
  static Block decrypt(const Schedule& k, Block b) { return des::decipher(k, b); }
};

struct TdesRoom : BitString64 {
  using Schedule = tdes::KeyBundle;
  static Block encrypt(const Schedule& k, Block b) { return tdes::encrypt(k, b); }
  static Block decrypt(const Schedule& k, Block b) { return tdes::decrypt(k, b); }
};

struct AesRoom {
  static constexpr std::size_t kBlockSize = aes::kBlockSize;
  using Schedule = aes::KeySchedule;
  using Block = aes::State;
  static Block load(const std::uint8_t* octets) { return aes::load_state(octets); }
  static void store(std::uint8_t* octets, const Block& b) { aes::store_state(octets, b); }
  static Block encrypt(const Schedule& k, const Block& b) { return aes::cipher(k, b); }
  static Block decrypt(const Schedule& k, const Block& b) { return aes::inv_cipher(k, b); }
  static Block exclusive_or(Block a, const Block& b) {
    for (std::size_t r = 0; r < a.size(); ++r) {
      for (std::size_t c = 0; c < aes::Nb; ++c) a[r][c] ^= b[r][c];
    }
    return a;
  }
};

using Made = std::unique_ptr<KeyedCipher>;
using MakeRc2 = Made (*)(ByteView key, unsigned effective_key_bits);
using Make = Made (*)(ByteView key);

Made reference_rc2(ByteView key, unsigned effective_key_bits) {
  return std::make_unique<Blockwise<Rc2Room>>(rc2::expand_key(key, effective_key_bits));
}

Made reference_des(ByteView key) {
  return std::make_unique<Blockwise<DesRoom>>(des::key_schedule(key));
}

Made reference_tdes(ByteView key) {
  return std::make_unique<Blockwise<TdesRoom>>(tdes::key_bundle(key));
}

Made reference_aes(ByteView key) {
  return std::make_unique<Blockwise<AesRoom>>(aes::key_expansion(key));
}

#if SMIME_FAST && defined(__x86_64__)
template <typename Cipher, typename... Key>
Made made(Key... key) {
  return std::make_unique<Cipher>(key...);
}
#endif

// clang-format off
const auto& rc2_table() {
  static const Chooser table("rc2", std::array{
      Candidate<MakeRc2>{"reference", kNone, reference_rc2},
#if SMIME_FAST && defined(__x86_64__)
      Candidate<MakeRc2>{"portable", kNone, made<fast::Rc2Portable, ByteView, unsigned>},
      Candidate<MakeRc2>{"avx2", kAvx2, made<fast::Rc2Avx2, ByteView, unsigned>},
      Candidate<MakeRc2>{"avx512", kAvx512 | kAvx512Vbmi2, made<fast::Rc2Avx512, ByteView, unsigned>},
#endif
  });
  return table;
}

const auto& des_table() {
  static const Chooser table("des", std::array{
      Candidate<Make>{"reference", kNone, reference_des},
#if SMIME_FAST && defined(__x86_64__)
      Candidate<Make>{"portable", kNone, made<fast::DesPortable<1>, ByteView>},
      Candidate<Make>{"avx2", kAvx2, made<fast::DesAvx2<1>, ByteView>},
      Candidate<Make>{"avx512", kAvx512, made<fast::DesAvx512<1>, ByteView>},
#endif
  });
  return table;
}

const auto& tdes_table() {
  static const Chooser table("tdes", std::array{
      Candidate<Make>{"reference", kNone, reference_tdes},
#if SMIME_FAST && defined(__x86_64__)
      Candidate<Make>{"portable", kNone, made<fast::DesPortable<3>, ByteView>},
      Candidate<Make>{"avx2", kAvx2, made<fast::DesAvx2<3>, ByteView>},
      Candidate<Make>{"avx512", kAvx512, made<fast::DesAvx512<3>, ByteView>},
#endif
  });
  return table;
}

const auto& aes_table() {
  static const Chooser table("aes", std::array{
      Candidate<Make>{"reference", kNone, reference_aes},
#if SMIME_FAST && defined(__x86_64__)
      Candidate<Make>{"portable", kNone, made<fast::AesPortable, ByteView>},
      Candidate<Make>{"aes-ni", kAes | kSse41, made<fast::AesNi, ByteView>},
      Candidate<Make>{"vaes", kAes | kSse41 | kVaes | kAvx512, made<fast::AesVaes, ByteView>},
#endif
  });
  return table;
}
// clang-format on

// The tables are made when the program starts, so that `implementations()` lists them.
[[maybe_unused]] const bool kRegistered =
    (rc2_table(), des_table(), tdes_table(), aes_table(), true);

}  // namespace

std::unique_ptr<KeyedCipher> make_cipher(BlockCipher cipher, ByteView key,
                                         unsigned effective_key_bits) {
  if (cipher == BlockCipher::rc2) {
    const auto all_bits = static_cast<unsigned>(8 * std::min<std::size_t>(key.size(), 128));
    return rc2_table().chosen()(key, effective_key_bits == 0 ? all_bits : effective_key_bits);
  }
  if (effective_key_bits != 0) {
    throw Error(ErrorKind::invalid_argument, "effective key bits for another cipher than RC2",
                "RC2 alone has an effective key length", "RFC 2268, 2");
  }
  if (cipher == BlockCipher::des) return des_table().chosen()(key);
  if (cipher == BlockCipher::tdes) return tdes_table().chosen()(key);
  return aes_table().chosen()(key);
}

void require_blocks(std::size_t block_size, ByteView in, ByteView out) {
  if (in.size() % block_size == 0 && out.size() == in.size()) return;
  throw Error(
      ErrorKind::invalid_argument,
      std::to_string(in.size()) + " octets in and " + std::to_string(out.size()) + " out",
      "both are the same whole number of blocks of " + std::to_string(block_size) + " octets",
      "SP 800-38A, 5.2");
}

void require_cbc(std::size_t block_size, ByteView iv, ByteView in, ByteView out) {
  if (iv.size() != block_size) {
    throw Error(ErrorKind::invalid_argument, "an IV of " + std::to_string(iv.size()) + " octets",
                "it is one block of " + std::to_string(block_size) + " octets", "SP 800-38A, 5.3");
  }
  require_blocks(block_size, in, out);
}

}  // namespace smime::primitives
