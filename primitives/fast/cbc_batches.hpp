// Decrypting 64-bit blocks in batches that fill vector registers, by themselves or in CBC, for the
// files that compile with SMIME_TARGET.
//
// A `Work` brings `Path` (`Lanes`, `kOctets` of one register, `load`, `store`, `plus_bits`,
// `shifted`), `Key`, the number of registers in a batch, how many octets are as quick on the
// portable path, and `decrypt(registers, key)`, which turns a batch of ciphertext into plaintext.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "primitives/bytes.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {
namespace {

#define SMIME_TARGET_INLINE SMIME_TARGET __attribute__((always_inline)) inline

// A block as it stands in memory, and so in a register.
inline std::uint64_t load_block(const std::uint8_t* octets) {
  std::uint64_t block;
  std::memcpy(&block, octets, sizeof block);
  return block;
}

template <typename Work>
constexpr std::size_t kBatch = Work::kRegisters* Work::Path::kOctets;  // octets

// One batch of blocks by themselves, or, with the block before the first, in CBC. Each register is
// written only when those after it have been, because in and out may be the same: they still find
// the ciphertext before theirs.
template <typename Work, bool cbc>
SMIME_TARGET std::uint64_t decrypt_batch(const typename Work::Key& key, std::uint64_t previous,
                                         const std::uint8_t* in, std::uint8_t* out) {
  using Path = typename Work::Path;
  typename Path::Lanes registers[Work::kRegisters];
  for (std::size_t i = 0; i < Work::kRegisters; ++i) {
    registers[i] = Path::load(in + i * Path::kOctets);
  }
  const std::uint64_t last = load_block(in + kBatch<Work> - 8);
  Work::decrypt(registers, key);
  for (std::size_t i = Work::kRegisters; i-- > 0;) {
    auto plain = registers[i];
    const std::uint8_t* const here = in + i * Path::kOctets;
    if (cbc)
      plain = Path::plus_bits(plain, i == 0 ? Path::shifted(previous, here) : Path::load(here - 8));
    Path::store(out + i * Path::kOctets, plain);
  }
  return last;
}

// The blocks that do not fill a batch.
template <typename Work, bool cbc>
SMIME_TARGET std::uint64_t decrypt_rest(const typename Work::Key& key, std::uint64_t previous,
                                        ByteView in, std::uint8_t* out) {
  SecretValue<std::array<std::uint8_t, kBatch<Work>>> batch;
  auto& octets = batch.get();
  const std::uint64_t last = load_block(&in[in.size() - 8]);
  std::copy(in.begin(), in.end(), octets.begin());
  decrypt_batch<Work, cbc>(key, previous, octets.data(), octets.data());
  std::copy_n(octets.begin(), in.size(), out);
  return last;
}

// Leaves fewer than a few blocks; returns the octets done, and leaves in `previous` the last block.
template <typename Work, bool cbc>
SMIME_TARGET std::size_t decrypt_batches(const typename Work::Key& key, std::uint64_t& previous,
                                         ByteView in, std::uint8_t* out) {
  std::size_t at = 0;
  for (; in.size() - at >= kBatch<Work>; at += kBatch<Work>) {
    previous = decrypt_batch<Work, cbc>(key, previous, &in[at], out + at);
  }
  if (in.size() - at < Work::kFewOctets) return at;
  previous = decrypt_rest<Work, cbc>(key, previous, in.subspan(at), out + at);
  return in.size();
}

// Blocks by themselves; returns the octets done.
template <typename Work>
SMIME_TARGET std::size_t decrypt_alone(const typename Work::Key& key, ByteView in,
                                       MutableByteView out) {
  std::uint64_t previous = 0;
  return decrypt_batches<Work, false>(key, previous, in, out.data());
}

// Blocks in CBC, whose `iv` becomes the last one done; returns the octets done.
template <typename Work>
SMIME_TARGET std::size_t decrypt_chain(const typename Work::Key& key, MutableByteView iv,
                                       ByteView in, MutableByteView out) {
  std::uint64_t previous = load_block(iv.data());
  const std::size_t done = decrypt_batches<Work, true>(key, previous, in, out.data());
  std::memcpy(iv.data(), &previous, sizeof previous);
  return done;
}

}  // namespace
}  // namespace smime::primitives::fast
