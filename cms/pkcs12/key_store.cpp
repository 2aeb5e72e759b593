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
#include "primitives/password_kdf.hpp"

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

// @param how  nothing: in the open
Bytes safe_contents_of_keys(const KeyStore& store, const Secret& password,
                            const std::optional<x509::PasswordEncryption>& how,
                            RandomSource& random) {
  std::vector<SafeBag> bags;
  for (const KeyEntry& entry : store.keys) {
    SafeBag bag{id_keyBag, {}, {}};
    if (how) {
      bag.bag_id = id_pkcs8ShroudedKeyBag;
      bag.bag_value = entry.key.to_encrypted_pkcs8(password, *how, random);
    } else {
      bag.bag_value = primitives::to_bytes(entry.key.to_pkcs8().view());
    }
    set_name(bag, entry.name);
    bags.push_back(std::move(bag));
  }
  return encode_safe_contents(bags);
}

Bytes safe_contents_of_certificates(const KeyStore& store) {
  std::vector<SafeBag> bags;
  for (const CertificateEntry& entry : store.certificates) {
    SafeBag bag{id_certBag,
                TypedValue::of_octets(id_x509Certificate, entry.certificate.der()).encode(),
                {}};
    set_name(bag, entry.name);
    bags.push_back(std::move(bag));
  }
  for (const x509::CertificateList& crl : store.crls) {
    bags.push_back(SafeBag{id_crlBag, TypedValue::of_octets(id_x509CRL, crl.der()).encode(), {}});
  }
  for (const SecretEntry& entry : store.secrets) {
    SafeBag bag{id_secretBag, TypedValue{entry.type, entry.value}.encode(), {}};
    set_name(bag, entry.name);
    bags.push_back(std::move(bag));
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

void check_iterations(const KeyStore& store, const KeyStoreOptions& options) {
  const bool has_certificates =
      !store.certificates.empty() || !store.crls.empty() || !store.secrets.empty();
  std::uint64_t derivations = options.integrity ? 1 : 0;
  if (options.privacy) derivations += store.keys.size() + (has_certificates ? 1 : 0);
  // Without a code a reader first finds out whether the password opens anything, in both forms that
  // it may have.
  if (options.privacy && !options.integrity) derivations += 2;
  const std::uint64_t most = std::min(
      primitives::kMostIterations, kMostFileIterations / std::max<std::uint64_t>(derivations, 1));
  if (options.iterations >= 1 && options.iterations <= most) return;
  throw Error(ErrorKind::invalid_argument,
              std::to_string(options.iterations) + " iterations of each derivation",
              "a file of this store has 1 to " + std::to_string(most) +
                  ", so that it can be read here again",
              "RFC 8018, 4.2");
}

Bytes write_key_store(const KeyStore& store, const Secret& password, const KeyStoreOptions& options,
                      RandomSource& random) {
  check_iterations(store, options);
  const Protection& protection = kProtections[static_cast<std::size_t>(options.kind)];
  const auto how = [&](PasswordScheme scheme) {
    const x509::PasswordEncryption encryption{scheme, options.iterations};
    return options.privacy ? std::optional(encryption) : std::nullopt;
  };
  // Steps 1 and 2: the SafeContents, each with its protection.
  const Bytes certificates = safe_contents_of_certificates(store);
  const Bytes keys = safe_contents_of_keys(store, password, how(protection.keys), random);
  // Step 3: the AuthenticatedSafe. The certificates come first, as other programs have them.
  const Bytes authenticated_safe = asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& safes) {
      const auto certificates_how = how(protection.certificates);
      if (!store.certificates.empty() || !store.crls.empty() || !store.secrets.empty()) {
        safes.raw((certificates_how
                       ? encrypted_data_of(certificates, password, *certificates_how, random)
                       : data_of(certificates))
                      .encode());
      }
      if (!store.keys.empty()) safes.raw(data_of(keys).encode());
    });
  });
  // Steps 4 and 5: the code over it, and the PFX around both.
  Pfx pfx;
  pfx.auth_safe = data_of(authenticated_safe);
  if (options.integrity) {
    pfx.mac_data =
        options.pbmac1
            ? make_pbmac1(options.iterations, authenticated_safe, password, random)
            : make_mac(protection.mac, options.iterations, authenticated_safe, password, random);
  }
  return pfx.encode();
}

Bytes write_key_store(const KeyStore& store, const Secret& password, KeyStoreClass kind,
                      RandomSource& random, std::uint32_t iterations) {
  return write_key_store(store, password, KeyStoreOptions{kind, iterations}, random);
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

}  // namespace smime::cms::pkcs12
