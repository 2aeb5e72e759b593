// Base64 in whole groups (RFC 4648, 4).
//
// Both directions work by tables: two characters are looked up from 12 bits, and four characters
// or'ed together from one table each, where an unknown character sets a bit of its own.
#include "primitives/base64.hpp"

#include <cstring>

#include "primitives/implementation.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/base64_avx2.hpp"
#endif

namespace smime::primitives {
namespace base64 {
namespace {

constexpr std::uint32_t kOutside = 0x01000000;

constexpr auto make_pairs() {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kAlphabet[i >> 6], kAlphabet[i & 63]};
  return pairs;
}

// values[n][c]: the bits of character c at place n of its group.
constexpr auto make_values() {
  std::array<std::array<std::uint32_t, 256>, 4> values{};
  for (std::size_t place = 0; place < 4; ++place) {
    values[place].fill(kOutside);
    for (std::uint32_t i = 0; i < 64; ++i) {
      values[place][static_cast<unsigned char>(kAlphabet[i])] = i << (18 - 6 * place);
    }
  }
  return values;
}

constexpr auto kPairs = make_pairs();
constexpr auto kValues = make_values();

std::uint32_t group_bits(const std::uint8_t* group) {
  return kValues[0][group[0]] | kValues[1][group[1]] | kValues[2][group[2]] | kValues[3][group[3]];
}

}  // namespace

int value(std::uint8_t character) {
  const std::uint32_t value = kValues[3][character];
  return value == kOutside ? -1 : static_cast<int>(value);
}

std::size_t line_end(ByteView text) {
  if (!text.empty() && text[0] == '\n') return 1;
  return text.size() >= 2 && text[0] == '\r' && text[1] == '\n' ? 2 : 0;
}

void encode_groups(ByteView octets, MutableByteView text) {
  std::uint8_t* to = text.data();
  for (std::size_t i = 0; i + 3 <= octets.size(); i += 3, to += 4) {
    const std::uint32_t bits =
        std::uint32_t{octets[i]} << 16 | std::uint32_t{octets[i + 1]} << 8 | octets[i + 2];
    std::memcpy(to, kPairs[bits >> 12].data(), 2);
    std::memcpy(to + 2, kPairs[bits & 0xfff].data(), 2);
  }
}

Read decode_groups(ByteView text, MutableByteView out) {
  Read read;
  while (out.size() - read.octets >= 4) {
    const ByteView rest = text.subspan(read.characters);
    const std::uint32_t bits = rest.size() < 4 ? kOutside : group_bits(rest.data());
    if (bits & kOutside) {
      const std::size_t end = line_end(rest);
      if (end == 0) break;
      read.characters += end;
      continue;
    }
    store_be32(out.data() + read.octets, bits << 8);
    read.characters += 4;
    read.octets += 3;
  }
  return read;
}

}  // namespace base64

namespace {

using Encode = void (*)(ByteView octets, MutableByteView text);
using Decode = base64::Read (*)(ByteView text, MutableByteView out);

#if SMIME_FAST && defined(__x86_64__)
const Chooser<Encode, 2> kEncode("base64-encode", {{{"reference", kNone, base64::encode_groups},
                                                    {"avx2", kAvx2, fast::base64_encode_avx2}}});
const Chooser<Decode, 2> kDecode("base64-decode", {{{"reference", kNone, base64::decode_groups},
                                                    {"avx2", kAvx2, fast::base64_decode_avx2}}});
#else
const Chooser<Encode, 1> kEncode("base64-encode", {{{"reference", kNone, base64::encode_groups}}});
const Chooser<Decode, 1> kDecode("base64-decode", {{{"reference", kNone, base64::decode_groups}}});
#endif

}  // namespace

void encode_base64_groups(ByteView octets, MutableByteView text) {
  kEncode.chosen()(octets, text);
}

base64::Read decode_base64_groups(ByteView text, MutableByteView out) {
  return kDecode.chosen()(text, out);
}

}  // namespace smime::primitives
