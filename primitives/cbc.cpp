// Cipher block chaining (SP 800-38A, 6.2) over content that comes in parts, with the padding of
// CMS.
#include "primitives/cbc.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "primitives/constant_time.hpp"
#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

// Octets that go through the cipher at once: enough for many blocks in flight, little for the
// cache.
constexpr std::size_t kWorkSize = 16384;

Bytes checked_iv(const KeyedCipher& cipher, ByteView iv) {
  if (iv.size() != cipher.block_size()) {
    throw Error(ErrorKind::invalid_argument, "an IV of " + std::to_string(iv.size()) + " octets",
                "it is one block of " + std::to_string(cipher.block_size()) + " octets",
                "SP 800-38A, 5.3");
  }
  return to_bytes(iv);
}

// Fills `waiting` up to `size` octets from the front of `input`.
void top_up(Bytes& waiting, ByteView& input, std::size_t size) {
  const std::size_t count = std::min(size - waiting.size(), input.size());
  append(waiting, input.first(count));
  input = input.subspan(count);
}

}  // namespace

Bytes padding(std::size_t length, std::size_t block_size) {
  if (block_size < 1 || block_size > 255) {
    throw Error(ErrorKind::invalid_argument, "a block of " + std::to_string(block_size) + " octets",
                "this padding is defined for blocks of 1 to 255 octets", "RFC 5652, 6.3");
  }
  const std::size_t count = block_size - length % block_size;
  return Bytes(count, static_cast<std::uint8_t>(count));
}

Bytes pad(ByteView content, std::size_t block_size) {
  return concatenate({content, padding(content.size(), block_size)});
}

Unpadded unpad_ct(ByteView padded, std::size_t block_size) {
  if (padded.empty() || padded.size() % block_size != 0) return {0, 0};
  const ByteView last = padded.last(block_size);
  const auto size = static_cast<std::uint32_t>(block_size);
  const std::uint32_t count = last[block_size - 1];
  std::uint32_t valid = ~is_zero_mask(count) & ~less_mask(size, count);
  for (std::uint32_t i = 0; i < size; ++i) {
    const std::uint32_t in_padding = less_mask(i, count);
    valid &= ~in_padding | is_zero_mask(last[size - 1 - i] ^ count);
  }
  const std::size_t length = padded.size() - count;
  return {valid, length & (std::size_t{0} - (valid & 1))};
}

CbcEncryptor::CbcEncryptor(std::unique_ptr<KeyedCipher> cipher, ByteView iv)
    : cipher_(std::move(cipher)), iv_(checked_iv(*cipher_, iv)), work_(kWorkSize) {}

void CbcEncryptor::update(ByteView content, Sink& out) {
  const std::size_t block_size = cipher_->block_size();
  if (!waiting_.empty()) {
    top_up(waiting_, content, block_size);
    if (waiting_.size() < block_size) return;
    encrypt(waiting_, out);
    waiting_.clear();
  }
  const std::size_t whole = content.size() - content.size() % block_size;
  encrypt(content.first(whole), out);
  append(waiting_, content.subspan(whole));
}

void CbcEncryptor::finish(Sink& out) {
  const std::size_t block_size = cipher_->block_size();
  encrypt(pad(waiting_, block_size), out);
  waiting_.clear();
}

void CbcEncryptor::encrypt(ByteView blocks, Sink& out) {
  while (!blocks.empty()) {
    const ByteView part = blocks.first(std::min(blocks.size(), kWorkSize));
    const MutableByteView done = work_.writable().first(part.size());
    cipher_->cbc_encrypt(iv_, part, done);
    out.write(done);
    blocks = blocks.subspan(part.size());
  }
}

CbcDecryptor::CbcDecryptor(std::unique_ptr<KeyedCipher> cipher, ByteView iv)
    : cipher_(std::move(cipher)), iv_(checked_iv(*cipher_, iv)), work_(kWorkSize) {}

void CbcDecryptor::update(ByteView ciphertext, Sink& out) {
  const std::size_t block_size = cipher_->block_size();
  if (!waiting_.empty() && waiting_.size() + ciphertext.size() > block_size) {
    top_up(waiting_, ciphertext, block_size);
    decrypt(waiting_, out);
    waiting_.clear();
  }
  // One to a whole block stays behind, since it may be the last.
  const std::size_t ahead =
      ciphertext.empty() ? 0 : (ciphertext.size() - 1) / block_size * block_size;
  decrypt(ciphertext.first(ahead), out);
  append(waiting_, ciphertext.subspan(ahead));
}

bool CbcDecryptor::finish(Sink& out) {
  const std::size_t block_size = cipher_->block_size();
  if (waiting_.size() != block_size) return false;
  Secret last(block_size);
  cipher_->cbc_decrypt(iv_, waiting_, last.writable());
  waiting_.clear();
  const Unpadded unpadded = unpad_ct(last.view(), block_size);
  if (unpadded.valid == 0) return false;
  out.write(last.view().first(unpadded.length));
  return true;
}

void CbcDecryptor::decrypt(ByteView blocks, Sink& out) {
  while (!blocks.empty()) {
    const ByteView part = blocks.first(std::min(blocks.size(), kWorkSize));
    const MutableByteView done = work_.writable().first(part.size());
    cipher_->cbc_decrypt(iv_, part, done);
    out.write(done);
    blocks = blocks.subspan(part.size());
  }
}

Bytes cbc_encrypt(BlockCipher cipher, ByteView key, ByteView iv, ByteView content,
                  unsigned effective_key_bits) {
  CbcEncryptor encryptor(make_cipher(cipher, key, effective_key_bits), iv);
  BytesSink out;
  encryptor.update(content, out);
  encryptor.finish(out);
  return out.take();
}

Bytes cbc_decrypt(BlockCipher cipher, ByteView key, ByteView iv, ByteView ciphertext,
                  unsigned effective_key_bits) {
  CbcDecryptor decryptor(make_cipher(cipher, key, effective_key_bits), iv);
  BytesSink out(ciphertext.size());  // it may become a secret, of which growing would leave a copy
  decryptor.update(ciphertext, out);
  if (!decryptor.finish(out)) {
    throw Error(ErrorKind::decryption_failed, "a ciphertext that does not decipher",
                "it deciphers under its key to padded content", "RFC 5652, 6.3");
  }
  return out.take();
}

}  // namespace smime::primitives
