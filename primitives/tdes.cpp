// Triple DES (TDEA) as SP 800-67 specifies it: DES forward, backward, forward, with two or three
// keys.
#include "primitives/tdes.hpp"

#include <string>

#include "primitives/error.hpp"

namespace smime::primitives::tdes {
namespace {

// Key1, Key2 or Key3 of a bundle; n from 1.
ByteView single_key(ByteView key, std::size_t n) {
  if (key.size() != 16 && key.size() != 24) {
    throw Error(ErrorKind::invalid_argument,
                "a Triple DES key of " + std::to_string(key.size()) + " octets",
                "it has 16 octets (two keys) or 24 (three keys)", "SP 800-67, 3.1");
  }
  return key.subspan(8 * (n - 1) % key.size(), 8);
}

bool same_key(ByteView left, ByteView right) {
  constexpr std::uint64_t kWithoutParity = 0xfefefefefefefefe;
  return ((load_be64(left.data()) ^ load_be64(right.data())) & kWithoutParity) == 0;
}

}  // namespace

KeyBundle key_bundle(ByteView key) {
  return {des::key_schedule(single_key(key, 1)), des::key_schedule(single_key(key, 2)),
          des::key_schedule(single_key(key, 3))};
}

std::uint64_t encrypt(const KeyBundle& keys, std::uint64_t block) {
  const auto& [key1, key2, key3] = keys;
  return des::encipher(key3, des::decipher(key2, des::encipher(key1, block)));
}

std::uint64_t decrypt(const KeyBundle& keys, std::uint64_t block) {
  const auto& [key1, key2, key3] = keys;
  return des::decipher(key1, des::encipher(key2, des::decipher(key3, block)));
}

KeyFaults examine_key(ByteView key) {
  const ByteView key1 = single_key(key, 1), key2 = single_key(key, 2), key3 = single_key(key, 3);
  KeyFaults faults{};
  faults.parity = !des::has_odd_parity(key);
  for (const ByteView one : {key1, key2, key3}) {
    faults.weak = faults.weak || des::is_weak(one) || des::is_semi_weak(one);
  }
  faults.collapsed = same_key(key1, key2) || same_key(key2, key3);
  faults.two_keys = same_key(key1, key3);
  return faults;
}

}  // namespace smime::primitives::tdes
