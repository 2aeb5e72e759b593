// Key wrapping: Triple DES and RC2 (RFC 3217).
#include "primitives/key_wrap.hpp"

#include <algorithm>
#include <string>

#include "primitives/constant_time.hpp"
#include "primitives/des.hpp"
#include "primitives/digest.hpp"
#include "primitives/error.hpp"
#include "primitives/tdes.hpp"

namespace smime::primitives::key_wrap {

const std::array<std::uint8_t, 8> kOuterIv = {0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05};

namespace {

constexpr std::size_t kBlock = 8;  // of Triple DES and of RC2

void require(bool condition, const std::string& found, const std::string& rule,
             const std::string& standard) {
  if (!condition) throw Error(ErrorKind::invalid_argument, found, rule, standard);
}

std::unique_ptr<KeyedCipher> rc2_kek(ByteView kek, unsigned effective_key_bits) {
  require(kek.size() == 16,
          "an RC2 key-encryption key of " + std::to_string(kek.size()) + " octets",
          "it has 128 bits", "RFC 3217, 4");
  return make_cipher(BlockCipher::rc2, kek, effective_key_bits);
}

// CEK || ICV, or LCEKPAD || ICV.
Secret with_checksum(ByteView key) {
  return Secret(concatenate({key, key_checksum(key)}));
}

// All ones where the checksum at the end fits what stands before it, else zero.
std::uint32_t checksum_mask(ByteView key_and_checksum) {
  const ByteView key = key_and_checksum.first(key_and_checksum.size() - 8);
  return 0U - std::uint32_t{equal_ct(key_checksum(key), key_and_checksum.last(8))};
}

Secret three_keys_with_parity(const Secret& cek) {
  require(cek.size() == 16 || cek.size() == 24,
          "a Triple DES key of " + std::to_string(cek.size()) + " octets",
          "the key to be wrapped has 16 or 24", "RFC 3217, 3");
  Secret three(24);
  const ByteView key = cek.view();
  for (std::size_t i = 0; i < 24; ++i) three.writable()[i] = key[i % key.size()];
  des::set_odd_parity(three.writable());
  return three;
}

}  // namespace

std::array<std::uint8_t, 8> key_checksum(ByteView key) {
  // Step 1: the SHA-1 digest of the key.
  const Bytes message_digest = digest(DigestAlgorithm::sha1, key);
  // Step 2: its first eight octets.
  std::array<std::uint8_t, 8> checksum;
  std::copy_n(message_digest.begin(), checksum.size(), checksum.begin());
  return checksum;
}

Bytes wrap_twice(const KeyedCipher& kek, ByteView cekicv, ByteView iv) {
  // Step 5: encrypt CEKICV under the random IV, giving TEMP1.
  Bytes temp1(cekicv.size()), chain = to_bytes(iv);
  kek.cbc_encrypt(chain, cekicv, temp1);
  // Step 6: TEMP2 = IV || TEMP1.
  const Bytes temp2 = concatenate({iv, temp1});
  // Step 7: TEMP3 is TEMP2 with its octets in reverse order.
  const Bytes temp3(temp2.rbegin(), temp2.rend());
  // Step 8: encrypt TEMP3 under the fixed IV.
  Bytes result(temp3.size());
  chain = to_bytes(kOuterIv);
  kek.cbc_encrypt(chain, temp3, result);
  return result;
}

Secret unwrap_twice(const KeyedCipher& kek, ByteView wrapped) {
  // Step 2: decrypt under the fixed IV, giving TEMP3.
  Secret temp(wrapped.size());
  Bytes chain = to_bytes(kOuterIv);
  kek.cbc_decrypt(chain, wrapped, temp.writable());
  // Step 3: TEMP2 is TEMP3 with its octets in reverse order.
  std::reverse(temp.writable().begin(), temp.writable().end());
  // Step 4: TEMP2 is IV and TEMP1.
  chain = to_bytes(temp.view().first(kBlock));
  const ByteView temp1 = temp.view().subspan(kBlock);
  // Step 5: decrypt TEMP1 under that IV, giving CEKICV.
  Secret cekicv(temp1.size());
  kek.cbc_decrypt(chain, temp1, cekicv.writable());
  return cekicv;
}

Bytes triple_des_wrap(ByteView kek, const Secret& cek, RandomSource& random) {
  // Step 1: odd parity for each octet of the three keys.
  const Secret key = three_keys_with_parity(cek);
  const bool weaker_kek =
      tdes::examine_key(kek).two_keys && !tdes::examine_key(key.view()).two_keys;
  require(!weaker_kek, "a key-encryption key of two keys for a key of three",
          "three different keys are wrapped under three", "RFC 3217, 3");
  // Steps 2 and 3: ICV, and CEKICV = CEK || ICV.
  const Secret cekicv = with_checksum(key.view());
  // Step 4: a random IV.
  const Bytes iv = random.bytes(kBlock);
  // Steps 5 to 8.
  return wrap_twice(*make_cipher(BlockCipher::tdes, kek), cekicv.view(), iv);
}

std::optional<Secret> triple_des_unwrap(ByteView kek, ByteView wrapped) {
  // Step 1: the wrapped key has 40 octets.
  if (wrapped.size() != 40) return std::nullopt;
  // Steps 2 to 5.
  const Secret cekicv = unwrap_twice(*make_cipher(BlockCipher::tdes, kek), wrapped);
  // Step 6: CEKICV is CEK and ICV.
  const ByteView cek = cekicv.view().first(24);
  // Step 7: the checksum fits. Step 8: the parity is odd.
  const std::uint32_t valid =
      checksum_mask(cekicv.view()) & (0U - std::uint32_t{des::has_odd_parity(cek)});
  if (valid == 0) return std::nullopt;
  // Step 9: CEK is the key.
  return Secret(cek);
}

std::optional<Secret> triple_des_unwrap_other(ByteView kek, ByteView wrapped) {
  // IV and ICV have 8 octets each.
  if (wrapped.size() != 16 + 16 && wrapped.size() != 16 + 32) return std::nullopt;
  const Secret cekicv = unwrap_twice(*make_cipher(BlockCipher::tdes, kek), wrapped);
  if (checksum_mask(cekicv.view()) == 0) return std::nullopt;
  return Secret(cekicv.view().first(cekicv.size() - 8));
}

Secret rc2_lcekpad(const Secret& cek, RandomSource& random) {
  require(cek.size() >= 1 && cek.size() <= 128,
          "an RC2 key of " + std::to_string(cek.size()) + " octets", "it has 1 to 128 octets",
          "RFC 2268, 2");
  // Step 1: LENGTH is a single octet.
  const std::uint8_t length[] = {static_cast<std::uint8_t>(cek.size())};
  // Step 2: LCEK = LENGTH || CEK. Step 3: the fewest random octets that fill the last block.
  const std::size_t pad_size = (kBlock - (1 + cek.size()) % kBlock) % kBlock;
  return Secret(concatenate({length, cek.view(), random.bytes(pad_size)}));
}

Bytes rc2_wrap(ByteView kek, unsigned effective_key_bits, const Secret& cek, RandomSource& random) {
  const auto cipher = rc2_kek(kek, effective_key_bits);
  // Steps 1 to 3.
  const Secret lcekpad = rc2_lcekpad(cek, random);
  // Steps 4 and 5: ICV, and LCEKPADICV = LCEKPAD || ICV.
  const Secret lcekpadicv = with_checksum(lcekpad.view());
  // Step 6: a random IV.
  const Bytes iv = random.bytes(kBlock);
  // Steps 7 to 10.
  return wrap_twice(*cipher, lcekpadicv.view(), iv);
}

std::optional<Secret> rc2_unwrap(ByteView kek, unsigned effective_key_bits, ByteView wrapped) {
  const auto cipher = rc2_kek(kek, effective_key_bits);
  // Step 1: a multiple of 8 octets; IV, ICV and 1 to 17 blocks of LCEKPAD.
  if (wrapped.size() % 8 != 0 || wrapped.size() < 24 || wrapped.size() > 152) return std::nullopt;
  // Steps 2 to 5.
  const Secret lcekpadicv = unwrap_twice(*cipher, wrapped);
  // Step 6: LCEKPADICV is LCEKPAD and ICV.
  const ByteView lcekpad = lcekpadicv.view().first(lcekpadicv.size() - 8);
  // Steps 8 and 9: LENGTH leaves a PAD of at most 7 octets.
  const auto room = static_cast<std::uint32_t>(lcekpad.size() - 1);
  const std::uint32_t length = lcekpad[0];
  const std::uint32_t fits =
      ~is_zero_mask(length) & ~less_mask(room, length) & less_mask(room, length + 8);
  // Step 7: the checksum fits.
  if ((checksum_mask(lcekpadicv.view()) & fits) == 0) return std::nullopt;
  // Step 10: CEK is the key.
  return Secret(lcekpad.subspan(1, length));
}

}  // namespace smime::primitives::key_wrap
