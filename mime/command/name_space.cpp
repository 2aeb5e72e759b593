// Names on the command line, as constraints have them.
#include "mime/command/name_space.hpp"

#include <arpa/inet.h>

#include <charconv>

#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

[[noreturn]] void refuse(const std::string& text) {
  throw Error(ErrorKind::invalid_argument, "'" + text + "'",
              "a name space is email:HOST, email:.DOMAIN, email:ADDRESS, dns:DOMAIN, uri:HOST, "
              "dir:NAME or ip:ADDRESS/BITS",
              "RFC 5280, 4.2.1.10");
}

// The address and the mask of so many bits.
Bytes network(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) refuse("ip:" + text);
  const std::string address = text.substr(0, slash), digits = text.substr(slash + 1);
  Bytes octets(16);
  std::size_t size = 0;
  if (inet_pton(AF_INET, address.c_str(), octets.data()) == 1) size = 4;
  if (size == 0 && inet_pton(AF_INET6, address.c_str(), octets.data()) == 1) size = 16;
  unsigned bits = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (size == 0 || read.ec != std::errc() || read.ptr != digits.data() + digits.size() ||
      bits > 8 * size) {
    refuse("ip:" + text);
  }
  octets.resize(size);
  for (unsigned i = 0; i < size; ++i) {
    const unsigned ones = bits <= 8 * i ? 0 : std::min(8U, bits - 8 * i);
    octets.push_back(static_cast<std::uint8_t>(0xff00U >> ones));
  }
  return octets;
}

}  // namespace

x509::GeneralName name_space(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon + 1 == text.size()) refuse(text);
  const std::string kind = text.substr(0, colon), value = text.substr(colon + 1);
  if (kind == "email") return x509::GeneralName::rfc822(value);
  if (kind == "dns") return x509::GeneralName::dns(value);
  if (kind == "uri") return x509::GeneralName::uri(value);
  if (kind == "dir") return x509::GeneralName::directory(x509::Name::from_rfc4514(value));
  if (kind == "ip") return x509::GeneralName::ip(network(value));
  refuse(text);
}

}  // namespace smime::mime::command
