// The inner loops of Montgomery multiplication in limbs of 64 bits, on MULX, ADCX and ADOX.
//
// All numbers are whole blocks of eight limbs, least significant first. Nothing here branches or
// looks up by the value of a limb.
#pragma once

#include <cstdint>

namespace smime::primitives::fast {

using AdxLimb = unsigned long;  ///< GMP's mp_limb_t: 64 bits

extern "C" {

/// t += a b for eight limbs of `a`; the eight limbs of t behind b's width are written, not added to.
/// @param b_end  the limb behind b's last one
void smime_adx_multiply(AdxLimb* t, const AdxLimb* a, const AdxLimb* b, const AdxLimb* b_end);

/// t += the products of each of a's first eight limbs with all limbs behind it: half of what a
/// square needs beside the squares of the limbs themselves.
void smime_adx_square(AdxLimb* t, const AdxLimb* a, const AdxLimb* a_end);

/// t = 2 t + the sum of the squares of a's limbs, each in its place.
void smime_adx_double(AdxLimb* t, const AdxLimb* a, const AdxLimb* a_end);

/// t += q m, q being the eight limbs that clear t's lowest eight; q is left in their place.
/// @param k0     -1 / m modulo 2^64
/// @param carry  0 or 1, into the limb behind m's width
/// @return the carry out of the eight limbs from there
AdxLimb smime_adx_reduce(AdxLimb* t, const AdxLimb* m, const AdxLimb* m_end, AdxLimb k0,
                         AdxLimb carry);
}

}  // namespace smime::primitives::fast
