// The innermost scenes: the rounds of a digest and of a cipher, and a power taken bit by bit.
#pragma once

#include "primitives/integer.hpp"
#include "primitives/rsa.hpp"
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough::chapters {

/// SHA-1 of a message that fits into one block: the block, its eighty rounds, the digest.
/// \standard{FIPS 180-4, 6.1.2}
void sha1_rounds(Lesson& lesson, ByteView message);

/// One block of Triple DES: three times sixteen rounds. \standard{SP 800-67, 3.1}
/// @param result  what the library made of it; required to be equal
void tdes_rounds(Lesson& lesson, ByteView key, ByteView block, ByteView result);

/// m to the power e modulo n, one squaring for each bit of e and a multiplication for each that is
/// set; required to be what RSAEP gives. \standard{RFC 8017, 5.1.1}
void exponentiation(Lesson& lesson, const primitives::RsaPublicKey& key, const Integer& m);

}  // namespace smime::walkthrough::chapters
