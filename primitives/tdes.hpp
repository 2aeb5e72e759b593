// Triple DES (TDEA) as SP 800-67 specifies it: DES forward, backward, forward, with two or three
// keys.
//
// Its 64-bit block lets plaintext leak after some 2^32 blocks under one key; NIST has withdrawn it
// for new messages. It stands here because the S/MIME of 1998 to 2010 rests on it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"
#include "primitives/des.hpp"

namespace smime::primitives::tdes {

inline constexpr std::size_t kBlockSize = 8;  ///< octets

/// The schedules of Key1, Key2 and Key3. \standard{SP 800-67, 3.1}
using KeyBundle = std::array<des::KeySchedule, 3>;

/// A key bundle of 24 octets, or of 16, where Key3 is Key1. \standard{SP 800-67, 3.1, keying
/// options}
/// @throws Error (invalid_argument) for another length
KeyBundle key_bundle(ByteView key);

/// O = E_Key3(D_Key2(E_Key1(I))). \standard{SP 800-67, 3.1}
std::uint64_t encrypt(const KeyBundle& keys, std::uint64_t block);
/// I = D_Key1(E_Key2(D_Key3(O))). \standard{SP 800-67, 3.1}
std::uint64_t decrypt(const KeyBundle& keys, std::uint64_t block);

/// What is wrong with a key bundle, if anything.
struct KeyFaults {
  bool parity;  ///< an octet has an even number of ones
  bool weak;    ///< one of the keys is weak or semi-weak \standard{SP 800-67, 3.3.2}
  bool
      collapsed;  ///< Key1 = Key2 or Key2 = Key3: no more than single DES \standard{SP 800-67, 3.1}
  bool two_keys;  ///< Key1 = Key3
  bool operator==(const KeyFaults&) const = default;
};

/// Looks at a key bundle of 16 or 24 octets; parity bits do not count in comparing keys.
KeyFaults examine_key(ByteView key);

}  // namespace smime::primitives::tdes
