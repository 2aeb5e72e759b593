// A program of another project: it digests, and reads a message, with the installed library.
#include <iostream>
#include <string>

#include "mime/entity.hpp"
#include "primitives/digest.hpp"
#include "primitives/text_encodings.hpp"

int main() {
  // FIPS 180-4's example of three octets, as its worked examples print it.
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const auto digest = smime::primitives::digest(smime::DigestAlgorithm::sha256,
                                                smime::primitives::bytes_of("abc"));
  std::cout << smime::primitives::to_hex(digest) << "\n";
  return smime::primitives::to_hex(digest) == expected ? 0 : 1;
}
