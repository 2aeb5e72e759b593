// Bit-sliced DES and Triple DES (FIPS 46-3): the form of its key.
#include "primitives/fast/des_bitsliced.hpp"

#include <algorithm>

#include "primitives/tdes.hpp"

namespace smime::primitives::fast {
namespace {

// Bit n of a round key, the first of them bit 1 of the standard, which is the 48th from the right.
void slice(const des::KeySchedule& schedule, bool backward, std::array<std::uint64_t, 48>* rounds) {
  for (std::size_t round = 0; round < 16; ++round) {
    const std::uint64_t key = schedule[backward ? 15 - round : round];
    for (std::size_t n = 0; n < 48; ++n) rounds[round][n] = -(key >> (47 - n) & 1);
  }
}

}  // namespace

template <>
DesSlicedKey<1> des_sliced_key<1>(ByteView key) {
  const SecretValue<des::KeySchedule> schedule(des::key_schedule(key));
  DesSlicedKey<1> sliced;
  slice(schedule.get(), true, sliced.data());
  return sliced;
}

template <>
DesSlicedKey<3> des_sliced_key<3>(ByteView key) {
  const SecretValue<tdes::KeyBundle> keys(tdes::key_bundle(key));
  DesSlicedKey<3> sliced;
  slice(keys.get()[2], true, sliced.data());
  slice(keys.get()[1], false, sliced.data() + 16);
  slice(keys.get()[0], true, sliced.data() + 32);
  return sliced;
}

}  // namespace smime::primitives::fast
