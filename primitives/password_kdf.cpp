// Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018), and PKCS #12's own (RFC 7292, appendix B).
#include "primitives/password_kdf.hpp"

#include <algorithm>
#include <optional>

#include "primitives/error.hpp"
#include "primitives/hmac.hpp"

namespace smime::primitives {
namespace {

void check_iterations(std::uint64_t iterations, std::uint64_t most, const char* standard) {
  if (iterations == 0) {
    throw Error(ErrorKind::invalid_argument, "an iteration count of 0", "it is positive", standard);
  }
  if (iterations > most) {
    throw Error(ErrorKind::limit_exceeded, std::to_string(iterations) + " iterations",
                "at most " + std::to_string(most) + " are done", standard);
  }
}

// `pattern` over and over, to a multiple of `block` octets; nothing of nothing.
Bytes repeated_to_blocks(ByteView pattern, std::size_t block) {
  Bytes out((pattern.size() + block - 1) / block * block);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = pattern[i % pattern.size()];
  return out;
}

// One code point in UTF-8, or nothing where the octets are not UTF-8.
std::optional<char32_t> take_utf8(std::string_view& rest) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned first = octet(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || size > rest.size()) return std::nullopt;
  char32_t c = size == 1 ? first : first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xc0) != 0x80) return std::nullopt;
    c = c << 6 | (octet(i) & 0x3fU);
  }
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

Secret pbkdf2_block(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
                    std::uint32_t index) {
  Hmac mac(prf, password);
  std::uint8_t int_index[4];
  store_be32(int_index, index);
  mac.update(salt);
  mac.update(int_index);
  Secret u(mac.finish());  // U_1
  Secret sum = u;
  const MutableByteView octets = u.writable(), sums = sum.writable();
  for (std::uint64_t i = 1; i < iterations; ++i) {
    mac.update(octets);
    mac.finish_into(octets);  // U_(i+1)
    for (std::size_t j = 0; j < octets.size(); ++j) sums[j] ^= octets[j];
  }
  return sum;
}

Secret pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 8018, 5.2");
  Secret key(octets);
  std::uint32_t index = 0;
  for (MutableByteView rest = key.writable(); !rest.empty();) {
    const Secret block = pbkdf2_block(prf, password, salt, iterations, ++index);
    const std::size_t count = std::min(rest.size(), block.size());
    std::copy_n(block.view().begin(), count, rest.begin());
    rest = rest.subspan(count);
  }
  return key;
}

Secret pbkdf1(DigestAlgorithm hash, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 8018, 5.1");
  // Step 1: the derived key is no longer than the digest.
  if (octets > digest_size(hash)) {
    throw Error(ErrorKind::invalid_argument, std::to_string(octets) + " octets",
                "derived key too long", "RFC 8018, 5.1, step 1");
  }
  // Step 2: T_1 = Hash(P || S), T_i = Hash(T_i-1).
  Digest digest(hash);
  digest.update(password);
  digest.update(salt);
  Secret t(digest.finish());
  for (std::uint64_t i = 1; i < iterations; ++i) {
    digest.update(t.view());
    t = Secret(digest.finish());
  }
  // Step 3: its first octets.
  return Secret(t.view().first(octets));
}

Secret pkcs12_password(std::string_view utf8) {
  Bytes out;
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

Secret pkcs12_kdf(DigestAlgorithm hash, Pkcs12Id id, ByteView password, ByteView salt,
                  std::uint64_t iterations, std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 7292, B.2");
  const std::size_t v = digest_block_size(hash);
  // Step 1: the diversifier D, v octets of ID.
  const Bytes D(v, static_cast<std::uint8_t>(id));
  // Steps 2 to 4: I = S || P, each repeated to whole blocks.
  Secret I(repeated_to_blocks(salt, v));
  {
    Secret P(repeated_to_blocks(password, v));
    I = Secret(concatenate({I.view(), P.view()}));
  }
  // Steps 5 to 8: A_i = H^r(D || I), until there are enough.
  Secret key(octets);
  MutableByteView rest = key.writable();
  while (!rest.empty()) {
    Digest digest(hash);
    digest.update(D);
    digest.update(I.view());
    Secret A(digest.finish());
    for (std::uint64_t i = 1; i < iterations; ++i) {
      digest.update(A.view());
      A = Secret(digest.finish());
    }
    const std::size_t count = std::min(rest.size(), A.size());
    std::copy_n(A.view().begin(), count, rest.begin());
    rest = rest.subspan(count);
    // Step 6 (B) and (C): I_j = (I_j + B + 1) mod 2^v, block by block.
    for (std::size_t block = 0; block < I.size(); block += v) {
      unsigned carry = 1;
      for (std::size_t k = v; k-- > 0;) {
        std::uint8_t& octet = I.writable()[block + k];
        carry += unsigned{octet} + A.view()[k % A.size()];
        octet = static_cast<std::uint8_t>(carry);
        carry >>= 8;
      }
    }
  }
  return key;
}

}  // namespace smime::primitives
