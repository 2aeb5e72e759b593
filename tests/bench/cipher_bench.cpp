// Ciphers: CBC over whole blocks, and AES-GCM with its key schedule.
#include "primitives/gcm_stream.hpp"
#include "tests/bench/operation.hpp"

namespace smime::bench {
namespace {

using primitives::BlockCipher;

constexpr std::size_t kSize = 16384;

struct Named {
  const char* name;
  BlockCipher cipher;
  const char* chooser;
  std::size_t key_size;
};
constexpr Named kCiphers[] = {{"rc2-128-cbc", BlockCipher::rc2, "rc2", 16},
                              {"des-cbc", BlockCipher::des, "des", 8},
                              {"des-ede3-cbc", BlockCipher::tdes, "tdes", 24},
                              {"aes-128-cbc", BlockCipher::aes, "aes", 16},
                              {"aes-256-cbc", BlockCipher::aes, "aes", 32}};

std::string named(const std::string& cipher, Direction direction) {
  return cipher + (direction == Direction::encrypt ? " encrypt" : " decrypt");
}

Body our_cbc(BlockCipher cipher, Direction direction, const Bytes& key, const Bytes& in) {
  const std::shared_ptr<primitives::KeyedCipher> keyed = primitives::make_cipher(cipher, key);
  auto out = std::make_shared<Bytes>(in.size());
  auto iv = std::make_shared<Bytes>(keyed->block_size());
  if (direction == Direction::encrypt) return [=] { keyed->cbc_encrypt(*iv, in, *out); };
  return [=] { keyed->cbc_decrypt(*iv, in, *out); };
}

// Where ciphertext goes: into a buffer, as the peers write theirs.
class BufferSink : public primitives::Sink {
 public:
  explicit BufferSink(std::size_t size) : buffer_(size) {}
  void write(ByteView octets) override {
    std::copy(octets.begin(), octets.end(), buffer_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += octets.size();
  }
  void rewind() { filled_ = 0; }

 private:
  Bytes buffer_;
  std::size_t filled_ = 0;
};

Body our_gcm(Direction direction, const Bytes& key, const Bytes& in) {
  auto sink = std::make_shared<BufferSink>(in.size());
  const Bytes iv(12);
  if (direction == Direction::encrypt) {
    return [=] {
      sink->rewind();
      primitives::GcmEncryptor encryptor(primitives::make_gcm(key), iv);
      encryptor.update(in, *sink);
      encryptor.finish(*sink);
    };
  }
  return [=] {
    sink->rewind();
    primitives::GcmDecryptor decryptor(primitives::make_gcm(key), iv);
    decryptor.update(in, *sink);
    (void)decryptor.finish(*sink, Bytes(16));
  };
}

}  // namespace

std::vector<Operation> cipher_operations() {
  std::vector<Operation> operations;
  const Bytes in = sample(kSize, 4);
  for (const Direction direction : {Direction::encrypt, Direction::decrypt}) {
    for (const auto& [name, cipher, chooser, key_size] : kCiphers) {
      const Bytes key = sample(key_size, 5);
      const BlockCipher which = cipher;
      Operation operation{named(name, direction), kSize, "MiB/s", mebibytes(kSize), chooser};
      operation.ours = [=] { return our_cbc(which, direction, key, in); };
      operation.theirs = [=](Peer& peer) { return peer.cbc(which, direction, key, in); };
      operations.push_back(operation);
    }
    const Bytes key = sample(16, 6);
    Operation operation{named("aes-128-gcm", direction), kSize, "MiB/s", mebibytes(kSize),
                        "aes-gcm"};
    operation.ours = [=] { return our_gcm(direction, key, in); };
    operation.theirs = [=](Peer& peer) { return peer.gcm(direction, key, in); };
    operations.push_back(operation);
  }
  return operations;
}

}  // namespace smime::bench
