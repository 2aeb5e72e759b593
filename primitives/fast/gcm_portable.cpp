// AES-GCM by tables (SP 800-38D), without special instructions.
//
// On one core of a Zen 4: 217 MB/s; the reference: 4.3 MB/s.
#include "primitives/fast/gcm_portable.hpp"

#include <algorithm>

#include "primitives/blockwise.hpp"

namespace smime::primitives::fast {
namespace {

constexpr std::size_t kPowers = std::tuple_size_v<GhashTables>;
constexpr std::size_t kStep = kPowers * gcm::kBlockSize;

GhashElement load(const std::uint8_t* octets) {
  return {load_be64(octets), load_be64(octets + 8)};
}

gcm::Block to_block(const GhashElement& element) {
  gcm::Block block;
  store_be64(&block[0], element.high);
  store_be64(&block[8], element.low);
  return block;
}

// Each octet times x^128, to be added at the other end: the sum of what its bits make.
std::array<std::uint64_t, 256> make_overflow() {
  std::array<std::uint64_t, 256> overflow{};
  const gcm::Block x8 = {0, 0x80};
  for (std::size_t bit = 1; bit < 256; bit *= 2) {
    gcm::Block last{};
    last[15] = static_cast<std::uint8_t>(bit);
    const std::uint64_t of_bit = load_be64(gcm::multiply(last, x8).data());
    for (std::size_t below = 0; below < bit; ++below) {
      overflow[bit + below] = of_bit ^ overflow[below];
    }
  }
  return overflow;
}

const std::array<std::uint64_t, 256> kOverflow = make_overflow();

GhashElement exclusive_or(const GhashElement& a, const GhashElement& b) {
  return {a.high ^ b.high, a.low ^ b.low};
}

// Times x^8: the octets move on by one place.
GhashElement times_x8(const GhashElement& z) {
  return {z.high >> 8 ^ kOverflow[z.low & 0xff], z.low >> 8 | z.high << 56};
}

// The sum of X_i times H^(Blocks - i), for as many blocks: Horner's rule over the octets of all
// of them at once, the last octets first. `y` is added to the first.
template <std::size_t Blocks>
GhashElement hash_some(const GhashTables& tables, const GhashElement& y, const std::uint8_t* x) {
  std::array<GhashElement, Blocks> elements;
  for (std::size_t i = 0; i < Blocks; ++i) elements[i] = load(x + gcm::kBlockSize * i);
  elements[0] = exclusive_or(elements[0], y);
  GhashElement z{0, 0};
  const auto add = [&](std::size_t i, std::uint64_t word, int shift) {
    z = exclusive_or(z, tables[Blocks - 1 - i][word >> shift & 0xff]);
  };
  for (int shift = 0; shift < 64; shift += 8) {
    z = times_x8(z);
    for (std::size_t i = 0; i < Blocks; ++i) add(i, elements[i].low, shift);
  }
  for (int shift = 0; shift < 64; shift += 8) {
    z = times_x8(z);
    for (std::size_t i = 0; i < Blocks; ++i) add(i, elements[i].high, shift);
  }
  return z;
}

// The octets that have one bit by multiplying by x, the others as sums of these.
void make_table(const gcm::Block& power, std::array<GhashElement, 256>& table) {
  gcm::Block one_bit = power;
  const gcm::Block x = {0x40};
  for (std::size_t bit = 128; bit != 0; bit /= 2, one_bit = gcm::multiply(one_bit, x)) {
    table[bit] = load(one_bit.data());
  }
  table[0] = {0, 0};
  for (std::size_t bit = 2; bit < 256; bit *= 2) {
    for (std::size_t rest = 1; rest < bit; ++rest) {
      table[bit + rest] = exclusive_or(table[bit], table[rest]);
    }
  }
}

}  // namespace

GcmPortable::GcmPortable(ByteView key) {
  const SecretValue<aes::KeySchedule> schedule(aes::key_expansion(key));
  keys_.get() = aes_column_keys(schedule.get());
  const gcm::Block h = GcmPortable::encrypt_block({});
  gcm::Block power = h;
  for (auto& table : tables_.get()) {
    make_table(power, table);
    power = gcm::multiply(power, h);
  }
}

gcm::Block GcmPortable::encrypt_block(const gcm::Block& block) const {
  gcm::Block out;
  store_columns(out.data(), aes_encrypt(keys_.get(), load_columns(block.data())));
  return out;
}

gcm::Block GcmPortable::hash(const gcm::Block& y, ByteView blocks) const {
  require_blocks(gcm::kBlockSize, blocks, blocks);
  GhashElement z = load(y.data());
  const GhashTables& tables = tables_.get();
  std::size_t at = 0;
  for (; blocks.size() - at >= kStep; at += kStep) z = hash_some<kPowers>(tables, z, &blocks[at]);
  for (; at < blocks.size(); at += gcm::kBlockSize) z = hash_some<1>(tables, z, &blocks[at]);
  return to_block(z);
}

void GcmPortable::encrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
                          MutableByteView out) const {
  require_blocks(gcm::kBlockSize, in, out);
  gctr(counter, in, out);
  y = hash(y, out);
}

void GcmPortable::decrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
                          MutableByteView out) const {
  require_blocks(gcm::kBlockSize, in, out);
  y = hash(y, in);
  gctr(counter, in, out);
}

void GcmPortable::gctr(gcm::Block& counter, ByteView in, MutableByteView out) const {
  for (std::size_t at = 0; at < in.size(); at += gcm::kBlockSize, counter = gcm::inc32(counter)) {
    const AesColumns output = aes_encrypt(keys_.get(), load_columns(counter.data()));
    store_columns(&out[at], exclusive_or(output, load_columns(&in[at])));
  }
}

}  // namespace smime::primitives::fast
