// Content-encryption algorithms by the names that options and reports use: sizes, modes, ciphers.
#include "primitives/content_cipher.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

constexpr std::array<ContentCipherInfo, 11> kAll = {{
    {ContentCipher::rc2_40, "rc2-40", BlockCipher::rc2, 5, 40, 8, false, true},
    {ContentCipher::rc2_64, "rc2-64", BlockCipher::rc2, 8, 64, 8, false, true},
    {ContentCipher::rc2_128, "rc2-128", BlockCipher::rc2, 16, 128, 8, false, true},
    {ContentCipher::des_cbc, "des-cbc", BlockCipher::des, 8, 0, 8, false, true},
    {ContentCipher::des_ede3_cbc, "des-ede3-cbc", BlockCipher::tdes, 24, 0, 8, false, false},
    {ContentCipher::aes_128_cbc, "aes-128-cbc", BlockCipher::aes, 16, 0, 16, false, false},
    {ContentCipher::aes_192_cbc, "aes-192-cbc", BlockCipher::aes, 24, 0, 16, false, false},
    {ContentCipher::aes_256_cbc, "aes-256-cbc", BlockCipher::aes, 32, 0, 16, false, false},
    {ContentCipher::aes_128_gcm, "aes-128-gcm", BlockCipher::aes, 16, 0, 12, true, false},
    {ContentCipher::aes_192_gcm, "aes-192-gcm", BlockCipher::aes, 24, 0, 12, true, false},
    {ContentCipher::aes_256_gcm, "aes-256-gcm", BlockCipher::aes, 32, 0, 12, true, false},
}};

}  // namespace

std::span<const ContentCipherInfo> content_ciphers() {
  return kAll;
}

const ContentCipherInfo& info(ContentCipher cipher) {
  return kAll.at(static_cast<std::size_t>(cipher));
}

std::string_view to_string(ContentCipher cipher) {
  return info(cipher).name;
}

ContentCipher content_cipher(std::string_view name) {
  const auto found =
      std::find_if(kAll.begin(), kAll.end(), [&](const auto& row) { return row.name == name; });
  if (found == kAll.end()) {
    throw Error(ErrorKind::unsupported_algorithm, "the cipher name '" + std::string(name) + "'",
                "it is rc2-40, rc2-64, rc2-128, des-cbc, des-ede3-cbc, or aes-128, aes-192 or "
                "aes-256 with -cbc or -gcm");
  }
  return found->cipher;
}

std::unique_ptr<KeyedCipher> make_cipher(ContentCipher cipher, ByteView key) {
  const ContentCipherInfo& row = info(cipher);
  if (row.block_cipher != BlockCipher::rc2 && key.size() != row.key_size) {
    throw Error(ErrorKind::invalid_argument,
                "a key of " + std::to_string(key.size()) + " octets for " + std::string(row.name),
                "it has " + std::to_string(row.key_size) + " octets");
  }
  return make_cipher(row.block_cipher, key, row.effective_key_bits);
}

}  // namespace smime::primitives
