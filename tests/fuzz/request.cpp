// Fuzz target: certification requests decoded, encoded again, and their proof checked.
#include "x509/request.hpp"

#include "tests/fuzz/target.hpp"
#include "x509/authority.hpp"
#include "x509/extension_text.hpp"

namespace smime::fuzz {
namespace {

class Counting : public RandomSource {
 public:
  void fill(MutableByteView out) override {
    for (std::uint8_t& octet : out) octet = next_++;
  }

 private:
  std::uint8_t next_ = 1;
};

}  // namespace

void fuzz(ByteView input) {
  const auto request = x509::CertificationRequest::decode(input);
  require(primitives::equal(request.info().encode(), request.info_der()),
          "a request is written again as it was");
  refuses([&] {
    for (const x509::Extension& extension : request.info().extension_request()) {
      x509::extension_text(extension);
    }
  });
  request.verify();
}

std::vector<Bytes> seeds() {
  const cms::DecryptionKeys keys = keys_of_rfc4134();
  const cms::Identity& bob = keys.identities.at(0);
  Counting random;
  const auto plain = x509::make_request(bob.key, bob.certificate.subject(), {}, random);
  const auto extended =
      x509::make_request(bob.key, bob.certificate.subject(), bob.certificate.extensions(), random);
  return {primitives::to_bytes(plain.der()), primitives::to_bytes(extended.der())};
}

}  // namespace smime::fuzz
