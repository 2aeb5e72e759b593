// RC2 as RFC 2268 describes it: key expansion to any effective length, mixing and mashing rounds.
#include "primitives/rc2.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "primitives/error.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::rc2 {

const std::array<std::uint8_t, 256> kPiTable = {
    0xd9, 0x78, 0xf9, 0xc4, 0x19, 0xdd, 0xb5, 0xed, 0x28, 0xe9, 0xfd, 0x79, 0x4a, 0xa0, 0xd8, 0x9d,
    0xc6, 0x7e, 0x37, 0x83, 0x2b, 0x76, 0x53, 0x8e, 0x62, 0x4c, 0x64, 0x88, 0x44, 0x8b, 0xfb, 0xa2,
    0x17, 0x9a, 0x59, 0xf5, 0x87, 0xb3, 0x4f, 0x13, 0x61, 0x45, 0x6d, 0x8d, 0x09, 0x81, 0x7d, 0x32,
    0xbd, 0x8f, 0x40, 0xeb, 0x86, 0xb7, 0x7b, 0x0b, 0xf0, 0x95, 0x21, 0x22, 0x5c, 0x6b, 0x4e, 0x82,
    0x54, 0xd6, 0x65, 0x93, 0xce, 0x60, 0xb2, 0x1c, 0x73, 0x56, 0xc0, 0x14, 0xa7, 0x8c, 0xf1, 0xdc,
    0x12, 0x75, 0xca, 0x1f, 0x3b, 0xbe, 0xe4, 0xd1, 0x42, 0x3d, 0xd4, 0x30, 0xa3, 0x3c, 0xb6, 0x26,
    0x6f, 0xbf, 0x0e, 0xda, 0x46, 0x69, 0x07, 0x57, 0x27, 0xf2, 0x1d, 0x9b, 0xbc, 0x94, 0x43, 0x03,
    0xf8, 0x11, 0xc7, 0xf6, 0x90, 0xef, 0x3e, 0xe7, 0x06, 0xc3, 0xd5, 0x2f, 0xc8, 0x66, 0x1e, 0xd7,
    0x08, 0xe8, 0xea, 0xde, 0x80, 0x52, 0xee, 0xf7, 0x84, 0xaa, 0x72, 0xac, 0x35, 0x4d, 0x6a, 0x2a,
    0x96, 0x1a, 0xd2, 0x71, 0x5a, 0x15, 0x49, 0x74, 0x4b, 0x9f, 0xd0, 0x5e, 0x04, 0x18, 0xa4, 0xec,
    0xc2, 0xe0, 0x41, 0x6e, 0x0f, 0x51, 0xcb, 0xcc, 0x24, 0x91, 0xaf, 0x50, 0xa1, 0xf4, 0x70, 0x39,
    0x99, 0x7c, 0x3a, 0x85, 0x23, 0xb8, 0xb4, 0x7a, 0xfc, 0x02, 0x36, 0x5b, 0x25, 0x55, 0x97, 0x31,
    0x2d, 0x5d, 0xfa, 0x98, 0xe3, 0x8a, 0x92, 0xae, 0x05, 0xdf, 0x29, 0x10, 0x67, 0x6c, 0xba, 0xc9,
    0xd3, 0x00, 0xe6, 0xcf, 0xe1, 0x9e, 0xa8, 0x2c, 0x63, 0x16, 0x01, 0x3f, 0x58, 0xe2, 0x89, 0xa9,
    0x0d, 0x38, 0x34, 0x1b, 0xab, 0x33, 0xff, 0xb0, 0xbb, 0x48, 0x0c, 0x5f, 0xb9, 0xb1, 0xcd, 0x2e,
    0xc5, 0xf3, 0xdb, 0x47, 0xe5, 0xa5, 0x9c, 0x77, 0x0a, 0xa6, 0x20, 0x68, 0xfe, 0x7f, 0xc1, 0xad};

namespace {

// The rotation of each word. RFC 2268, 3.1
constexpr std::array<int, 4> s = {1, 2, 3, 5};

std::uint16_t rol(std::uint16_t x, int k) {
  return std::rotl(x, k);
}

std::uint16_t ror(std::uint16_t x, int k) {
  return std::rotr(x, k);
}

// What R[i-1], R[i-2] and R[i-3] add to R[i], indices modulo 4.
unsigned composite(const Words& r, std::size_t i) {
  const unsigned r1 = r[(i + 3) % 4], r2 = r[(i + 2) % 4], r3 = r[(i + 1) % 4];
  return (r1 & r2) + (~r1 & r3);
}

void require_lengths(ByteView key, unsigned effective_key_bits) {
  if (key.empty() || key.size() > 128) {
    throw Error(ErrorKind::invalid_argument,
                "an RC2 key of " + std::to_string(key.size()) + " octets", "it has 1 to 128 octets",
                "RFC 2268, 2");
  }
  if (effective_key_bits < 1 || effective_key_bits > 1024) {
    throw Error(ErrorKind::invalid_argument,
                "an effective key length of " + std::to_string(effective_key_bits) + " bits",
                "RC2 has 1 to 1024 effective key bits", "RFC 2268, 2");
  }
}

}  // namespace

std::uint8_t effective_mask(unsigned t1) {
  const unsigned t8 = (t1 + 7) / 8;
  return static_cast<std::uint8_t>(255 % (1U << (8 + t1 - 8 * t8)));
}

ExpandedKey expand_key(ByteView key, unsigned effective_key_bits) {
  require_lengths(key, effective_key_bits);
  const std::size_t t = key.size();
  const std::size_t t8 = (effective_key_bits + 7) / 8;
  const std::uint8_t tm = effective_mask(effective_key_bits);
  SecretValue<std::array<std::uint8_t, 128>> buffer;
  auto& l = buffer.get();
  std::copy(key.begin(), key.end(), l.begin());

  for (std::size_t i = t; i <= 127; ++i) l[i] = kPiTable[(l[i - 1] + l[i - t]) % 256];
  l[128 - t8] = kPiTable[l[128 - t8] & tm];
  for (std::size_t i = 128 - t8; i-- > 0;) l[i] = kPiTable[l[i + 1] ^ l[i + t8]];

  ExpandedKey k;
  for (std::size_t i = 0; i < 64; ++i) {
    k[i] = static_cast<std::uint16_t>(l[2 * i] + 256 * l[2 * i + 1]);
  }
  return k;
}

Words mix(Words r, std::size_t i, std::uint16_t k_j) {
  r[i] = static_cast<std::uint16_t>(r[i] + k_j + composite(r, i));
  r[i] = rol(r[i], s[i]);
  return r;
}

Words mixing_round(Words r, const ExpandedKey& k, std::size_t j) {
  for (std::size_t i = 0; i < 4; ++i) r = mix(r, i, k[j + i]);
  return r;
}

Words mash(Words r, std::size_t i, const ExpandedKey& k) {
  r[i] = static_cast<std::uint16_t>(r[i] + k[r[(i + 3) % 4] & 63]);
  return r;
}

Words mashing_round(Words r, const ExpandedKey& k) {
  for (std::size_t i = 0; i < 4; ++i) r = mash(r, i, k);
  return r;
}

Words r_mix(Words r, std::size_t i, std::uint16_t k_j) {
  r[i] = ror(r[i], s[i]);
  r[i] = static_cast<std::uint16_t>(r[i] - k_j - composite(r, i));
  return r;
}

Words r_mixing_round(Words r, const ExpandedKey& k, std::size_t j) {
  for (std::size_t i = 4; i-- > 0; --j) r = r_mix(r, i, k[j]);
  return r;
}

Words r_mash(Words r, std::size_t i, const ExpandedKey& k) {
  r[i] = static_cast<std::uint16_t>(r[i] - k[r[(i + 3) % 4] & 63]);
  return r;
}

Words r_mashing_round(Words r, const ExpandedKey& k) {
  for (std::size_t i = 4; i-- > 0;) r = r_mash(r, i, k);
  return r;
}

Words encrypt(const ExpandedKey& k, Words r) {
  // Step 3: initialize j to zero.
  std::size_t j = 0;
  const auto mixing_rounds = [&](int count) {
    for (int round = 0; round < count; ++round, j += 4) r = mixing_round(r, k, j);
  };
  // Step 4: five mixing rounds.
  mixing_rounds(5);
  // Step 5: one mashing round.
  r = mashing_round(r, k);
  // Step 6: six mixing rounds.
  mixing_rounds(6);
  // Step 7: one mashing round.
  r = mashing_round(r, k);
  // Step 8: five mixing rounds.
  mixing_rounds(5);
  return r;
}

Words decrypt(const ExpandedKey& k, Words r) {
  // Step 3: initialize j to 63.
  std::size_t j = 63;
  const auto r_mixing_rounds = [&](int count) {
    for (int round = 0; round < count; ++round, j -= 4) r = r_mixing_round(r, k, j);
  };
  // Step 4: five r-mixing rounds.
  r_mixing_rounds(5);
  // Step 5: one r-mashing round.
  r = r_mashing_round(r, k);
  // Step 6: six r-mixing rounds.
  r_mixing_rounds(6);
  // Step 7: one r-mashing round.
  r = r_mashing_round(r, k);
  // Step 8: five r-mixing rounds.
  r_mixing_rounds(5);
  return r;
}

Words load_words(const std::uint8_t* block) {
  Words r;
  for (std::size_t i = 0; i < 4; ++i) {
    r[i] = static_cast<std::uint16_t>(block[2 * i] | block[2 * i + 1] << 8);
  }
  return r;
}

void store_words(std::uint8_t* block, const Words& r) {
  for (std::size_t i = 0; i < 4; ++i) {
    block[2 * i] = static_cast<std::uint8_t>(r[i]);
    block[2 * i + 1] = static_cast<std::uint8_t>(r[i] >> 8);
  }
}

}  // namespace smime::primitives::rc2
