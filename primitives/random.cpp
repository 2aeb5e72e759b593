// Randomness as an argument: the operating system's generator.
#include "primitives/random.hpp"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "primitives/error.hpp"

namespace smime::primitives {

Secret RandomSource::secret(std::size_t size) {
  Secret result(size);
  fill(result.writable());
  return result;
}

Bytes RandomSource::bytes(std::size_t size) {
  Bytes result(size);
  fill(result);
  return result;
}

void SystemRandom::fill(MutableByteView out) {
  // getentropy gives at most 256 octets a call, on Linux and macOS alike.
  while (!out.empty()) {
    const std::size_t part = std::min<std::size_t>(out.size(), 256);
    if (getentropy(out.data(), part) != 0) {
      throw Error(ErrorKind::input_output, std::string("getentropy: ") + std::strerror(errno),
                  "the operating system provides randomness");
    }
    out = out.subspan(part);
  }
}

}  // namespace smime::primitives
