// Fuzz target: CRLs decoded, encoded again, shown, and looked up in.
#include "x509/crl.hpp"

#include "tests/fuzz/target.hpp"
#include "x509/extension_text.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  const auto crl = x509::CertificateList::decode(input);
  const x509::TbsCertList& list = crl.tbs_cert_list();
  require(primitives::equal(list.encode(), crl.tbs_der()), "a CRL is written again as it was");
  for (const x509::Extension& extension : crl.extensions()) x509::extension_text(extension);
  for (const auto& entry : list.revoked_certificates) {
    for (const x509::Extension& extension : entry.crl_entry_extensions) {
      x509::extension_text(extension);
    }
    refuses([&] { x509::to_string(entry.reason()); });
    refuses([&] { entry.invalidity_date(); });
    refuses([&] { crl.find(crl.issuer(), entry.user_certificate); });
  }
}

std::vector<Bytes> seeds() {
  return hex_fields({{"x509/rfc5280_appendix_c.json", "crl"}});
}

}  // namespace smime::fuzz
