// The people and authorities of the tests: a root, an intermediate, Katie and Bob, made once per
// run.
#include "tests/x509/cast.hpp"

#include "primitives/rsa_keygen.hpp"
#include "tests/support/random.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

PrivateKey draw_key(std::uint32_t seed) {
  TestRandom random(seed);
  return PrivateKey::rsa(primitives::generate_rsa_key(2048, 65537, random));
}

Cast make() {
  TestRandom random(1);
  const Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2046, 1, 1)};
  const PrivateKey root_key = draw_key(2), intermediate_key = draw_key(3);
  const Authority root{issue_self_signed(root_key, Name::from_rfc4514("CN=Test Root,O=Example"),
                                         Profile::authority(), Bytes{1}, validity, random),
                       root_key};
  const Authority intermediate{issue(root, intermediate_key.public_key(),
                                     Name::from_rfc4514("CN=Test Intermediate,O=Example"),
                                     Profile::authority(0), Bytes{2}, validity, random),
                               intermediate_key};
  const PrivateKey katie_key = draw_key(4);
  const Certificate katie =
      issue(intermediate, katie_key.public_key(), Name::from_rfc4514("CN=Katie,O=Example"),
            Profile::person({"katie@example.com"}), Bytes{3}, validity, random);
  return {validity, Time::from_civil(2026, 11, 23, 12), root, intermediate, katie_key, draw_key(5),
          katie};
}

}  // namespace

const Cast& Cast::get() {
  static const Cast cast = make();
  return cast;
}

}  // namespace smime::tests
