// What a correspondent's program can decrypt (RFC 8551, 2.5.2, 2.5.3 and 2.7.1).
#include "mime/smime/capabilities.hpp"

#include <algorithm>

#include "cms/encryption_key_preference.hpp"
#include "cms/smime_capabilities.hpp"
#include "primitives/error.hpp"
#include "x509/extensions.hpp"

namespace smime::mime::secure {
namespace {

using x509::Certificate;
using x509::KeyUsage;
using x509::path::Policy;
using Ciphers = std::vector<ContentCipher>;

constexpr auto kPlaces = static_cast<std::size_t>(-1);

// The place of a cipher in a list of preference; `kPlaces` where it is not in it.
std::size_t place_of(const Ciphers& list, ContentCipher cipher) {
  const auto found = std::find(list.begin(), list.end(), cipher);
  return found == list.end() ? kPlaces : static_cast<std::size_t>(found - list.begin());
}

// The sum of the places in all lists, less where it is preferred more; nothing where a list lacks
// it.
std::optional<std::size_t> total_place(const std::vector<const Ciphers*>& lists,
                                       ContentCipher cipher) {
  std::size_t total = 0;
  for (const Ciphers* list : lists) {
    const std::size_t place = place_of(*list, cipher);
    if (place == kPlaces) return std::nullopt;
    total += place;
  }
  return total;
}

bool may_encrypt_keys(const Certificate& certificate) {
  const auto usage = certificate.extensions().find<KeyUsage>();
  return !usage || usage->has(KeyUsage::key_encipherment) || usage->has(KeyUsage::key_agreement);
}

bool same_person(const Certificate& one, const Certificate& other) {
  if (one.subject() == other.subject()) return true;
  const auto emails = one.emails();
  return std::any_of(emails.begin(), emails.end(),
                     [&](const std::string& email) { return other.has_email(email); });
}

std::string names_of(const Ciphers& ciphers) {
  std::string names;
  for (const ContentCipher cipher : ciphers) {
    names += (names.empty() ? "" : ", ") + std::string(primitives::to_string(cipher));
  }
  return names;
}

// Malformed capabilities tell nothing: they are the sender's own affair.
Ciphers ciphers_of(const cms::Attributes& signed_attrs) {
  const auto value = signed_attrs.only_value(cms::smimeCapabilities);
  if (!value) return {};
  try {
    return cms::SmimeCapabilities::decode(*value).ciphers();
  } catch (const Error&) {
    return {};
  }
}

std::optional<Certificate> preferred(const cms::Attributes& signed_attrs,
                                     const std::vector<Certificate>& certificates) {
  try {
    return cms::preferred_certificate(signed_attrs, certificates);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Ciphers offered_ciphers(Policy policy) {
  using enum ContentCipher;
  Ciphers ciphers = {aes_256_gcm, aes_128_gcm, aes_256_cbc, aes_192_cbc, aes_128_cbc};
  if (policy != Policy::modern) {
    ciphers.insert(ciphers.end(), {des_ede3_cbc, rc2_128, rc2_64, des_cbc, rc2_40});
  }
  return ciphers;
}

cms::Attribute capabilities_attribute(const Ciphers& ciphers) {
  return {cms::smimeCapabilities, {cms::SmimeCapabilities::of(ciphers).encode()}};
}

std::vector<cms::Attribute> preference_attributes(const Certificate& encryption_certificate) {
  return {{cms::id_aa_encrypKeyPref,
           {cms::EncryptionKeyPreference::of(encryption_certificate).encode()}},
          {cms::microsoft_encryption_key_preference,
           {cms::EncryptionKeyPreference::encode_microsoft(encryption_certificate)}}};
}

std::optional<Certificate> encryption_certificate(const cms::Attributes& signed_attrs,
                                                  const Certificate& signer,
                                                  const std::vector<Certificate>& certificates) {
  const auto wanted = preferred(signed_attrs, certificates);
  if (wanted && same_person(*wanted, signer) && may_encrypt_keys(*wanted)) return wanted;
  if (may_encrypt_keys(signer)) return signer;
  const auto other =
      std::find_if(certificates.begin(), certificates.end(), [&](const Certificate& one) {
        return one.subject() == signer.subject() && may_encrypt_keys(one);
      });
  return other == certificates.end() ? std::nullopt : std::optional(*other);
}

std::optional<LearntCapabilities> learn_capabilities(const cms::SignerInfo& signer,
                                                     const SignerReport& verified,
                                                     const std::vector<Certificate>& certificates,
                                                     Time now) {
  if (verified.verdict != Verdict::valid || !verified.cms.certificate) return std::nullopt;
  const auto& signing_time = verified.cms.signing_time;
  if (signing_time && signing_time->seconds > now.seconds + kMostClockSkew) return std::nullopt;
  const cms::Attributes attributes = signer.signed_attrs.value_or(cms::Attributes());
  return LearntCapabilities{
      ciphers_of(attributes), signing_time,
      encryption_certificate(attributes, *verified.cms.certificate, certificates)};
}

bool supersedes(const LearntCapabilities& fresh, const LearntCapabilities& stored) {
  if (!stored.signing_time) return true;
  return fresh.signing_time && *fresh.signing_time > *stored.signing_time;
}

CipherPolicy CipherPolicy::of(Policy policy) {
  using enum ContentCipher;
  // RFC 8551, 2.7.1.2 would have AES-256 GCM; most programs in use open no AuthEnvelopedData, and
  // every one since S/MIME 3.2 opens AES in CBC mode.
  const Ciphers aes = {aes_256_cbc, aes_128_cbc, aes_192_cbc};
  if (policy == Policy::modern) return {offered_ciphers(policy), aes};
  return {offered_ciphers(policy), {des_ede3_cbc, rc2_128, rc2_40}};
}

CipherChoice choose_cipher(const std::vector<std::optional<Ciphers>>& recipients,
                           const CipherPolicy& policy) {
  std::vector<const Ciphers*> lists;
  std::size_t known = 0;
  for (const auto& recipient : recipients) {
    const bool is_known = recipient && !recipient->empty();
    lists.push_back(is_known ? &*recipient : &policy.presumed);
    known += is_known ? 1 : 0;
  }
  if (known == 0) lists = {&policy.presumed};
  std::optional<ContentCipher> best;
  std::size_t best_place = kPlaces;
  for (const ContentCipher cipher : policy.acceptable) {  // of equal ones the stronger is first
    const auto place = total_place(lists, cipher);
    if (!place || *place >= best_place) continue;
    best = cipher;
    best_place = *place;
  }
  if (!best) {
    throw Error(ErrorKind::not_found, "no cipher that all recipients can decrypt and we may make",
                "we make " + names_of(policy.acceptable) + "; --cipher forces a choice",
                "RFC 8551, 2.7.1 and 2.7.3");
  }
  const std::string name(primitives::to_string(*best));
  if (known == 0) return {*best, name + ": nothing is known of what the recipients can decrypt"};
  return {*best, name + ": the recipients prefer it of what they can decrypt"};
}

}  // namespace smime::mime::secure
