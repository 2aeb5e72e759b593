// Fuzz target: certificates decoded, encoded again, and shown.
#include "x509/certificate.hpp"

#include "tests/fuzz/target.hpp"
#include "x509/extension_text.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  const auto certificate = x509::Certificate::decode(input);
  require(primitives::equal(certificate.tbs_certificate().encode(), certificate.tbs_der()),
          "a certificate is written again as it was");
  require(primitives::equal(certificate.der(), input), "a certificate keeps its octets");
  for (const x509::Extension& extension : certificate.extensions()) {
    x509::extension_text(extension);
  }
  certificate.subject().rfc4514();
  certificate.public_key().description();
  require(certificate.issuer() == certificate.issuer(), "a name is its own");
  certificate.has_email("katie@example.org");
  certificate.is_signed_with(certificate.public_key());
}

std::vector<Bytes> seeds() {
  return hex_fields({{"x509/rfc5280_appendix_c.json", "certificate"},
                     {"x509/rfc4134_certificates.json", "certificate"},
                     {"x509/rfc9216_certificates.json", "certificate"}});
}

}  // namespace smime::fuzz
