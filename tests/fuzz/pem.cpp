// Fuzz target: PEM read, written, and read again.
#include "asn1/pem.hpp"

#include "tests/fuzz/target.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  for (const asn1::PemObject& object : asn1::read_pem(input)) {
    std::string text;
    if (refuses([&] { text = asn1::write_pem(object); })) continue;  // an odd label or header
    const auto again = asn1::read_pem(primitives::bytes_of(text));
    require(again.size() == 1, "one object is written as one");
    require(again[0].octets == object.octets && again[0].label == object.label &&
                again[0].headers == object.headers,
            "an object is read as it was written");
  }
}

std::vector<Bytes> seeds() {
  const Bytes octets(100, 0x5a);
  const asn1::PemObject with_headers{
      "RSA PRIVATE KEY", {{"Proc-Type", "4,ENCRYPTED"}, {"DEK-Info", "DES-EDE3-CBC,0011"}}, octets};
  const std::string one = asn1::write_pem("CERTIFICATE", octets);
  const std::string several = "text\r\n" + one + "between\n" + asn1::write_pem(with_headers) + one;
  return {primitives::to_bytes(std::string_view(one)),
          primitives::to_bytes(std::string_view(several))};
}

}  // namespace smime::fuzz
