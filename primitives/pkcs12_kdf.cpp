// Keys from passwords as PKCS #12 derives them (RFC 7292, appendix B).
#include "primitives/pkcs12_kdf.hpp"

#include <algorithm>
#include <optional>

#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

// `pattern` over and over, to a multiple of `block` octets; nothing of nothing.
Bytes repeated_to_blocks(ByteView pattern, std::size_t block) {
  Bytes out((pattern.size() + block - 1) / block * block);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = pattern[i % pattern.size()];
  return out;
}

// One code point in UTF-8, or nothing where the octets are not UTF-8. \standard{RFC 3629, 4}
std::optional<char32_t> take_utf8(std::string_view& rest) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned first = octet(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xc0) || first >= 0xf8 || size > rest.size()) return std::nullopt;
  char32_t c = size == 1 ? first : first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xc0) != 0x80) return std::nullopt;
    c = c << 6 | (octet(i) & 0x3fU);
  }
  const bool surrogate = c >= 0xd800 && c < 0xe000;
  if (c < kLeast[size] || c > 0x10ffff || surrogate) return std::nullopt;
  rest.remove_prefix(size);
  return c;
}

void append_utf16(Bytes& out, char32_t c) {
  const auto unit = [&](unsigned u) {
    out.push_back(static_cast<std::uint8_t>(u >> 8));
    out.push_back(static_cast<std::uint8_t>(u));
  };
  if (c < 0x10000) return unit(c);
  unit(0xd800 | ((c - 0x10000) >> 10 & 0x3ff));
  unit(0xdc00 | ((c - 0x10000) & 0x3ff));
}

}  // namespace

Secret pkcs12_password(std::string_view utf8) {
  Bytes out;
  out.reserve(2 * utf8.size() + 2);  // so that no copy is left behind unwiped
  std::string_view rest = utf8;
  while (!rest.empty()) {
    const auto c = take_utf8(rest);
    if (!c) break;
    append_utf16(out, *c);
  }
  if (!rest.empty()) {  // not UTF-8: each octet is a character
    wipe(out);
    out.clear();
    for (char octet : utf8) append_utf16(out, static_cast<unsigned char>(octet));
  }
  append_utf16(out, 0);
  return Secret(std::move(out));
}

Bytes pkcs12_diversifier(DigestAlgorithm hash, Pkcs12Id id) {
  return Bytes(digest_block_size(hash), static_cast<std::uint8_t>(id));
}

Secret pkcs12_input(DigestAlgorithm hash, ByteView password, ByteView salt) {
  const std::size_t v = digest_block_size(hash);
  // Step 2: S.
  const Bytes S = repeated_to_blocks(salt, v);
  // Step 3: P.
  const Secret P(repeated_to_blocks(password, v));
  // Step 4: I = S || P.
  return Secret(concatenate({S, P.view()}));
}

Secret pkcs12_block(DigestAlgorithm hash, ByteView D, ByteView I, std::uint64_t iterations) {
  Digest digest(hash);
  digest.update(D);
  digest.update(I);
  Secret A(digest.finish());
  for (std::uint64_t i = 1; i < iterations; ++i) {
    digest.update(A.view());
    digest.finish_into(A.writable());
  }
  return A;
}

void pkcs12_advance(DigestAlgorithm hash, MutableByteView I, ByteView A) {
  if (A.size() != digest_size(hash)) {
    throw Error(ErrorKind::invalid_argument, "an A_i of " + std::to_string(A.size()) + " octets",
                "it is a digest", "RFC 7292, B.2, step 6");
  }
  const std::size_t v = digest_block_size(hash);
  for (std::size_t block = 0; block + v <= I.size(); block += v) {
    unsigned carry = 1;
    for (std::size_t k = v; k-- > 0;) {
      carry += unsigned{I[block + k]} + A[k % A.size()];
      I[block + k] = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
  }
}

Secret pkcs12_kdf(DigestAlgorithm hash, Pkcs12Id id, ByteView password, ByteView salt,
                  std::uint64_t iterations, std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 7292, B.2");
  // Step 1: the diversifier.
  const Bytes D = pkcs12_diversifier(hash, id);
  // Steps 2 to 4: salt and password.
  Secret I = pkcs12_input(hash, password, salt);
  // Steps 5 to 8: as many A_i as are needed, the last one cut.
  Secret key(octets);
  for (MutableByteView rest = key.writable(); !rest.empty();) {
    const Secret A = pkcs12_block(hash, D, I.view(), iterations);
    const std::size_t count = std::min(rest.size(), A.size());
    std::copy_n(A.view().begin(), count, rest.begin());
    rest = rest.subspan(count);
    pkcs12_advance(hash, I.writable(), A.view());
  }
  return key;
}

}  // namespace smime::primitives
