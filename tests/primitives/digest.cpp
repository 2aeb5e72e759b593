// Digests against the figures of their documents, and against every way of cutting the input.
#include "primitives/digest.hpp"

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

std::string hex(DigestAlgorithm algorithm, std::string_view text) {
  return to_hex(digest(algorithm, bytes_of(text)));
}

}  // namespace

TEST_CASE("MD5 gives the figures of RFC 1321, A.5") {
  CHECK(hex(DigestAlgorithm::md5, "") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(DigestAlgorithm::md5, "abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(DigestAlgorithm::md5, "message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex(DigestAlgorithm::md5,
            "1234567890123456789012345678901234567890123456789012345678901234567890"
            "1234567890") == "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("SHA-1 and SHA-2 give the figures of FIPS 180's examples for \"abc\"") {
  CHECK(hex(DigestAlgorithm::sha1, "abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(DigestAlgorithm::sha224, "abc") ==
        "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  CHECK(hex(DigestAlgorithm::sha256, "abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(DigestAlgorithm::sha384, "abc") ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7");
  CHECK(hex(DigestAlgorithm::sha512, "abc") ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("a digest does not depend on how its input is cut") {
  const Bytes input(300, 0x61);
  for (const auto algorithm :
       {DigestAlgorithm::md5, DigestAlgorithm::sha256, DigestAlgorithm::sha512}) {
    const Bytes whole = digest(algorithm, input);
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
      Digest parts(algorithm);
      parts.update(ByteView(input).first(cut));
      parts.update(ByteView(input).subspan(cut));
      CHECK(parts.finish() == whole);
    }
  }
}

TEST_CASE("an unknown digest is refused by name") {
  CHECK_THROWS_AS(digest_algorithm("sha3"), Error);
  CHECK(digest_algorithm("sha384") == DigestAlgorithm::sha384);
}
