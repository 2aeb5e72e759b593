// What an authority puts into a certificate: the profiles of RFC 5280 for CAs and of RFC 8550 for
// S/MIME end entities.
#include "x509/profile.hpp"

#include <algorithm>

namespace smime::x509 {
namespace {

std::uint32_t usage_bits(EndEntityUse use) {
  constexpr std::uint32_t sign = KeyUsage::digital_signature | KeyUsage::non_repudiation;
  switch (use) {
    case EndEntityUse::sign:
      return sign;
    case EndEntityUse::encrypt:
      return KeyUsage::key_encipherment;
    case EndEntityUse::sign_and_encrypt:
      return sign | KeyUsage::key_encipherment;
  }
  return 0;
}

GeneralName mailbox(const std::string& address) {
  const bool ascii =
      std::ranges::all_of(address, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? GeneralName::rfc822(address) : GeneralName::smtp_utf8_mailbox(address);
}

}  // namespace

Profile Profile::authority(std::optional<std::uint32_t> path_len_constraint) {
  Profile profile;
  profile.extensions.set(BasicConstraints{true, path_len_constraint}, true);
  profile.extensions.set(KeyUsage{KeyUsage::key_cert_sign | KeyUsage::crl_sign}, true);
  return profile;
}

Profile Profile::person(const std::vector<std::string>& emails, EndEntityUse use) {
  Profile profile;
  profile.extensions.set(BasicConstraints{}, false);
  profile.extensions.set(KeyUsage{usage_bits(use)}, true);
  profile.extensions.set(ExtendedKeyUsage{{id_kp_emailProtection}}, false);
  SubjectAltName names;
  for (const std::string& address : emails) names.names.push_back(mailbox(address));
  if (!emails.empty()) profile.extensions.set(names, false);
  return profile;
}

}  // namespace smime::x509
