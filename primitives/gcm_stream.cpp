// AES-GCM over content that comes in parts, in any of its implementations.
#include "primitives/gcm_stream.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "primitives/aes.hpp"
#include "primitives/error.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/gcm_portable.hpp"
#include "primitives/fast/gcm_x86.hpp"
#endif
#include "primitives/implementation.hpp"

namespace smime::primitives {
namespace {

// Octets that go through the cipher at once.
constexpr std::size_t kWorkSize = 16384;

// len(P) <= 2^39 - 256 bits. SP 800-38D, 5.2.1.1
constexpr std::uint64_t kMaxLength = (std::uint64_t{1} << 36) - 32;

class ReferenceGcm : public KeyedGcm {
 public:
  explicit ReferenceGcm(ByteView key)
      : schedule_(aes::key_expansion(key)), h_(ReferenceGcm::encrypt_block({})) {}

  gcm::Block encrypt_block(const gcm::Block& block) const override {
    gcm::Block out;
    aes::store_state(out.data(), aes::cipher(schedule_.get(), aes::load_state(block.data())));
    return out;
  }

  gcm::Block hash(const gcm::Block& y, ByteView blocks) const override {
    return gcm::ghash(h_.get(), blocks, y);
  }

  void encrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
               MutableByteView out) const override {
    gctr(counter, in, out);
    y = hash(y, out);
  }

  void decrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
               MutableByteView out) const override {
    y = hash(y, in);
    gctr(counter, in, out);
  }

 private:
  void gctr(gcm::Block& counter, ByteView in, MutableByteView out) const {
    for (std::size_t at = 0; at < in.size(); at += gcm::kBlockSize, counter = gcm::inc32(counter)) {
      const gcm::Block output = encrypt_block(counter);
      for (std::size_t i = 0; i < gcm::kBlockSize; ++i) {
        out[at + i] = static_cast<std::uint8_t>(in[at + i] ^ output[i]);
      }
    }
  }

  SecretValue<aes::KeySchedule> schedule_;
  SecretValue<gcm::Block> h_;
};

using Made = std::unique_ptr<KeyedGcm>;
using Make = Made (*)(ByteView key);

template <typename Gcm>
Made made(ByteView key) {
  return std::make_unique<Gcm>(key);
}

// clang-format off
const auto& table() {
  static const Chooser instance("aes-gcm", std::array{
      Candidate<Make>{"reference", kNone, made<ReferenceGcm>},
#if SMIME_FAST && defined(__x86_64__)
      Candidate<Make>{"portable", kNone, made<fast::GcmPortable>},
      Candidate<Make>{"aes-ni", kAes | kPclmul | kSsse3 | kSse41, made<fast::GcmClmul>},
      Candidate<Make>{"vaes", kAes | kPclmul | kSsse3 | kSse41 | kVaes | kVpclmul | kAvx512,
                      made<fast::GcmVaes>},
#endif
  });
  return instance;
}
// clang-format on

// The table is made when the program starts, so that `implementations()` lists it.
[[maybe_unused]] const bool kRegistered = (table(), true);

}  // namespace

std::unique_ptr<KeyedGcm> make_gcm(ByteView key) {
  return table().chosen()(key);
}

GcmStream::GcmStream(Direction direction, std::unique_ptr<KeyedGcm> cipher, ByteView iv)
    : direction_(direction),
      cipher_(std::move(cipher)),
      h_(cipher_->encrypt_block({})),
      j0_(gcm::pre_counter_block(h_.get(), iv)),
      counter_(gcm::inc32(j0_)),
      work_(kWorkSize) {}

void GcmStream::update(ByteView in, Sink& out) {
  if (in.size() > kMaxLength - length_) {
    throw Error(ErrorKind::limit_exceeded, "content of more than 2^36 - 32 octets",
                "GCM takes no more under one IV", "SP 800-38D, 5.2.1.1");
  }
  length_ += in.size();
  if (!waiting_.empty()) {
    const std::size_t count = std::min(gcm::kBlockSize - waiting_.size(), in.size());
    append(waiting_, in.first(count));
    in = in.subspan(count);
    if (waiting_.size() < gcm::kBlockSize) return;
    process(waiting_, out);
    waiting_.clear();
  }
  const std::size_t whole = in.size() - in.size() % gcm::kBlockSize;
  process(in.first(whole), out);
  append(waiting_, in.subspan(whole));
}

void GcmStream::process(ByteView blocks, Sink& out) {
  while (!blocks.empty()) {
    const ByteView part = blocks.first(std::min(blocks.size(), kWorkSize));
    const MutableByteView done = work_.writable().first(part.size());
    if (direction_ == Direction::encrypt) {
      cipher_->encrypt(counter_, y_, part, done);
    } else {
      cipher_->decrypt(counter_, y_, part, done);
    }
    out.write(done);
    blocks = blocks.subspan(part.size());
  }
}

// The last part of a block: as many octets of the key stream, and a ciphertext filled with zeros.
void GcmStream::process_last(Sink& out) {
  if (waiting_.empty()) return;
  const gcm::Block stream = cipher_->encrypt_block(counter_);
  Bytes result = waiting_;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] ^= stream[i];
  y_ = cipher_->hash(y_, gcm::pad_to_block(direction_ == Direction::encrypt ? result : waiting_));
  waiting_.clear();
  out.write(result);
}

gcm::Block GcmStream::finish(ByteView aad, Sink& out) {
  process_last(out);
  if (!aad.empty()) {
    // GHASH(A || C) is GHASH(A) times H^n plus GHASH(C), for n blocks of C.
    const std::uint64_t n = (length_ + gcm::kBlockSize - 1) / gcm::kBlockSize;
    const gcm::Block a = cipher_->hash({}, gcm::pad_to_block(aad));
    const gcm::Block a_share = gcm::multiply(a, gcm::power(h_.get(), n));
    for (std::size_t i = 0; i < gcm::kBlockSize; ++i) y_[i] ^= a_share[i];
  }
  gcm::Block tag = cipher_->hash(y_, gcm::length_block(aad.size(), length_));
  const gcm::Block mask = cipher_->encrypt_block(j0_);
  for (std::size_t i = 0; i < gcm::kBlockSize; ++i) tag[i] ^= mask[i];
  return tag;
}

GcmEncryptor::GcmEncryptor(std::unique_ptr<KeyedGcm> cipher, ByteView iv)
    : GcmStream(Direction::encrypt, std::move(cipher), iv) {}

void GcmEncryptor::update(ByteView content, Sink& out) {
  GcmStream::update(content, out);
}

Bytes GcmEncryptor::finish(Sink& out, ByteView aad, std::size_t tag_size) {
  gcm::require_tag_size(tag_size);
  return to_bytes(ByteView(GcmStream::finish(aad, out)).first(tag_size));
}

GcmDecryptor::GcmDecryptor(std::unique_ptr<KeyedGcm> cipher, ByteView iv)
    : GcmStream(Direction::decrypt, std::move(cipher), iv) {}

void GcmDecryptor::update(ByteView ciphertext, Sink& out) {
  GcmStream::update(ciphertext, out);
}

bool GcmDecryptor::finish(Sink& out, ByteView tag, ByteView aad) {
  gcm::require_tag_size(tag.size());
  const gcm::Block expected = GcmStream::finish(aad, out);
  return equal_ct(ByteView(expected).first(tag.size()), tag);
}

}  // namespace smime::primitives
