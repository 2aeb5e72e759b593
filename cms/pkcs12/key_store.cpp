// The contents of PKCS #12 files, and making new ones (RFC 7292, 5.1).
#include "cms/pkcs12/key_store.hpp"

#include <algorithm>

#include "asn1/writer.hpp"
#include "cms/encrypted_data.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "cms/pkcs12/safe_bags.hpp"
#include "primitives/digest.hpp"
#include "primitives/error.hpp"

namespace smime::cms::pkcs12 {
namespace {

using asn1::Writer;
using x509::PasswordScheme;

struct Protection {
  std::string_view name;
  PasswordScheme certificates, keys;
  DigestAlgorithm mac;
};

// In the order of KeyStoreClass.
constexpr Protection kProtections[] = {
    {"museum", PasswordScheme::pkcs12_sha1_rc2_40, PasswordScheme::pkcs12_sha1_des_ede3_cbc,
     DigestAlgorithm::sha1},
    {"widest", PasswordScheme::pkcs12_sha1_des_ede3_cbc, PasswordScheme::pkcs12_sha1_des_ede3_cbc,
     DigestAlgorithm::sha1},
    {"modern", PasswordScheme::pbes2_aes_256_cbc, PasswordScheme::pbes2_aes_256_cbc,
     DigestAlgorithm::sha256}};

void set_name(SafeBag& bag, const EntryName& name) {
  if (!name.friendly_name.empty()) bag.set_friendly_name(name.friendly_name);
  if (!name.local_key_id.empty()) bag.set_local_key_id(name.local_key_id);
}

Bytes safe_contents_of_keys(const KeyStore& store, const Secret& password,
                            const x509::PasswordEncryption& how, RandomSource& random) {
  std::vector<SafeBag> bags;
  for (const KeyEntry& entry : store.keys) {
    SafeBag bag{id_pkcs8ShroudedKeyBag, entry.key.to_encrypted_pkcs8(password, how, random), {}};
    set_name(bag, entry.name);
    bags.push_back(std::move(bag));
  }
  return encode_safe_contents(bags);
}

Bytes safe_contents_of_certificates(const KeyStore& store) {
  std::vector<SafeBag> bags;
  for (const CertificateEntry& entry : store.certificates) {
    SafeBag bag{
        id_certBag,
        TypedValue{id_x509Certificate, primitives::to_bytes(entry.certificate.der())}.encode(),
        {}};
    set_name(bag, entry.name);
    bags.push_back(std::move(bag));
  }
  for (const x509::CertificateList& crl : store.crls) {
    bags.push_back(
        SafeBag{id_crlBag, TypedValue{id_x509CRL, primitives::to_bytes(crl.der())}.encode(), {}});
  }
  return encode_safe_contents(bags);
}

ContentInfo data_of(ByteView octets) {
  return {id_data, asn1::encode([&](Writer& writer) { writer.octet_string(octets); })};
}

ContentInfo encrypted_data_of(ByteView octets, const Secret& password,
                              const x509::PasswordEncryption& how, RandomSource& random) {
  x509::PasswordEncrypted encrypted = password_encrypt(how, password, octets, random);
  EncryptedData data;
  data.encrypted_content_info = {id_data, encrypted.algorithm, std::move(encrypted.encrypted_data)};
  return {id_encryptedData, data.encode()};
}

}  // namespace

std::string_view to_string(KeyStoreClass kind) {
  return kProtections[static_cast<std::size_t>(kind)].name;
}

Bytes write_key_store(const KeyStore& store, const Secret& password, KeyStoreClass kind,
                      RandomSource& random, std::uint32_t iterations) {
  const Protection& protection = kProtections[static_cast<std::size_t>(kind)];
  // Steps 1 and 2: the SafeContents, each with its protection.
  const Bytes certificates = safe_contents_of_certificates(store);
  const Bytes keys = safe_contents_of_keys(store, password, {protection.keys, iterations}, random);
  // Step 3: the AuthenticatedSafe. The certificates come first, as other programs have them.
  const Bytes authenticated_safe = asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& safes) {
      if (!store.certificates.empty() || !store.crls.empty()) {
        const x509::PasswordEncryption how{protection.certificates, iterations};
        safes.raw(encrypted_data_of(certificates, password, how, random).encode());
      }
      if (!store.keys.empty()) safes.raw(data_of(keys).encode());
    });
  });
  // Steps 4 and 5: the code over it, and the PFX around both.
  Pfx pfx;
  pfx.auth_safe = data_of(authenticated_safe);
  pfx.mac_data = make_mac(protection.mac, iterations, authenticated_safe, password, random);
  return pfx.encode();
}

KeyStore key_store_of(const Identity& identity, const std::vector<x509::Certificate>& chain,
                      std::string_view friendly_name) {
  // As other programs make it: the SHA-1 of the certificate, which only has to be unlike others.
  const EntryName name{std::string(friendly_name),
                       primitives::digest(DigestAlgorithm::sha1, identity.certificate.der())};
  KeyStore store;
  store.keys.push_back({name, identity.key});
  store.certificates.push_back({name, identity.certificate});
  for (const x509::Certificate& certificate : chain) {
    if (certificate == identity.certificate) continue;
    store.certificates.push_back({{}, certificate});
  }
  return store;
}

Identity KeyStore::identity() const {
  if (keys.empty()) {
    throw Error(ErrorKind::not_found, "no private key inside",
                "an identity is a private key with its certificate", "RFC 7292, 4.2");
  }
  const KeyEntry& first = keys.front();
  const x509::PublicKey public_key = first.key.public_key();
  const auto fits = [&](const CertificateEntry& entry) {
    return entry.certificate.public_key() == public_key;
  };
  const auto own = std::find_if(certificates.begin(), certificates.end(), fits);
  if (own == certificates.end()) {
    throw Error(ErrorKind::not_found, "no certificate for the private key inside",
                "an identity is a private key with its certificate", "RFC 7292, 4.2");
  }
  return {own->certificate, first.key};
}

std::vector<x509::Certificate> KeyStore::others(const x509::Certificate& own) const {
  std::vector<x509::Certificate> all;
  for (const CertificateEntry& entry : certificates) {
    if (!(entry.certificate == own)) all.push_back(entry.certificate);
  }
  return all;
}

}  // namespace smime::cms::pkcs12
