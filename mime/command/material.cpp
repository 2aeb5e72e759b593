// Keys, certificates and CRLs in files, recognised by content.
#include "mime/command/material.hpp"

#include <algorithm>

#include "asn1/pem.hpp"
#include "asn1/reader.hpp"
#include "cms/certificate_set.hpp"
#include "cms/content_info.hpp"
#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/pairs.hpp"
#include "cms/signed_data.hpp"
#include "mime/command/output_file.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"
#include "x509/extensions.hpp"
#include "x509/key_pair.hpp"
#include "x509/request.hpp"

namespace smime::mime::command {
namespace {

using x509::Certificate;
using x509::CertificateList;
using x509::PrivateKey;

Error not_found(const std::string& file, std::string found, std::string rule) {
  return {ErrorKind::not_found, std::move(found), std::move(rule), {}, std::nullopt, file};
}

// Everything in a PKCS #12 file. One without an authentication code is taken as it is: what it
// holds is judged by itself.
void add_pkcs12(Material& material, ByteView pfx, const std::string& file,
                const PasswordSource& password) {
  auto reading =
      cms::pkcs12::read_key_store(pfx, password ? password(file) : ask_at_terminal_alone(file));
  for (const x509::Check& check : reading.report.checks()) {
    if (check.outcome != x509::Outcome::fail || check.reason == x509::Reason::no_integrity)
      continue;
    const bool wrong = check.reason == x509::Reason::wrong_password;
    throw Error(wrong ? ErrorKind::wrong_password : ErrorKind::malformed, check.detail,
                wrong ? "give the password that it was exported with" : "import it anew",
                check.citation, std::nullopt, file);
  }
  material.add(reading.store);
}

// What a SignedData without signers carries. \standard{RFC 8551, 3.8}
// @return whether it is one
bool add_certs_only(Material& material, ByteView encoding) {
  const auto info = cms::ContentInfo::decode(encoding);
  if (info.content_type != cms::id_signedData) return false;
  const auto data = cms::SignedData::decode(info.content);
  if (!data.signer_infos.empty()) return false;
  material.certificates.insert(material.certificates.end(), data.certificates.begin(),
                               data.certificates.end());
  material.crls.insert(material.crls.end(), data.crls.begin(), data.crls.end());
  return true;
}

[[noreturn]] void refuse_key(const asn1::PemObject& object, const std::string& file) {
  const bool converts = object.label == "RSA PRIVATE KEY" || object.label == "DSA PRIVATE KEY";
  throw Error(ErrorKind::unsupported_algorithm, "a key under '" + object.label + "'",
              converts ? "convert it with 'openssl pkcs8 -topk8'"
                       : "RSA and DSA keys are read, as PKCS #8 or PKCS #1",
              "RFC 7468, 10 and 11", object.offset, file);
}

void add_pem_key(Material& material, const asn1::PemObject& object, ByteView octets,
                 const std::string& file, const PasswordSource& password) {
  const std::string& label = object.label;
  if (label == "PRIVATE KEY") {
    material.keys.push_back(PrivateKey::from_pkcs8(octets));
  } else if (label == "RSA PRIVATE KEY" && object.headers.empty()) {
    material.keys.push_back(PrivateKey::from_pkcs1(octets));
  } else if (label == "DSA PRIVATE KEY" && object.headers.empty()) {
    material.keys.push_back(PrivateKey::from_dsa_sequence(octets));
  } else if (!password) {
    return;  // encrypted keys are left out
  } else if (label == "ENCRYPTED PRIVATE KEY") {
    material.keys.push_back(PrivateKey::from_encrypted_pkcs8(octets, password(file)));
  } else {
    refuse_key(object, file);
  }
}

// What a file is read with.
struct Reading {
  const std::string& file;
  const PasswordSource& password;
  Wanted wanted;
};

void add_pem(Material& material, const asn1::PemObject& object, ByteView octets,
             const Reading& by) {
  const std::string& label = object.label;
  if (auto certificate = certificate_of_pem(label, octets)) {
    material.certificates.push_back(std::move(*certificate));
  } else if (label == "X509 CRL") {
    material.crls.push_back(CertificateList::decode(octets));
  } else if (secure::is_cms_label(label)) {
    add_certs_only(material, octets);
  } else if (label == "PKCS12") {
    add_pkcs12(material, octets, by.file, by.password);
  } else if (label.ends_with("PRIVATE KEY") && by.wanted == Wanted::everything) {
    add_pem_key(material, object, octets, by.file, by.password);
  }
}

// Tries one reading of a DER file; what it is not, it is not. A key that is closed or of another
// algorithm has been recognized.
template <typename Read>
bool try_der(Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::wrong_password ||
        error.kind() == ErrorKind::unsupported_algorithm) {
      throw;
    }
    return false;
  }
}

bool add_der_key(Material& material, ByteView der, const Reading& by) {
  const auto add = [&](const auto& read) {
    return try_der([&] { material.keys.push_back(read()); });
  };
  return add([&] { return PrivateKey::from_pkcs8(der); }) ||
         add([&] { return PrivateKey::from_pkcs1(der); }) ||
         add([&] { return PrivateKey::from_dsa_sequence(der); }) ||
         (by.password &&
          add([&] { return PrivateKey::from_encrypted_pkcs8(der, by.password(by.file)); }));
}

[[noreturn]] void refuse_request(const std::string& file) {
  throw not_found(file, "a certification request (PKCS #10)",
                  "send it to an authority: the certificate that answers it is due here");
}

void add_der(Material& material, ByteView der, const Reading& by) {
  if (looks_like_pkcs12(der)) return add_pkcs12(material, der, by.file, by.password);
  bool certs_only = false;
  const bool known = try_der([&] { material.certificates.push_back(Certificate::decode(der)); }) ||
                     try_der([&] { material.crls.push_back(CertificateList::decode(der)); }) ||
                     (try_der([&] { certs_only = add_certs_only(material, der); }) && certs_only);
  if (known) return;
  if (try_der([&] { x509::CertificationRequest::decode(der); })) refuse_request(by.file);
  const bool keys = by.wanted == Wanted::everything;
  if (keys && add_der_key(material, der, by)) return;
  throw not_found(by.file, keys ? "no certificate, key or CRL" : "no certificate or CRL",
                  "a file holds them in PEM or DER, keys in PKCS #12, PKCS #8 or PKCS #1");
}

void add_all_pem(Material& material, ByteView text, const Reading& by) {
  bool request = false;
  for (asn1::PemObject& object : asn1::read_pem(text)) {
    const Secret wiped(std::move(object.octets));
    add_pem(material, object, wiped.view(), by);
    request = request || object.label.ends_with("CERTIFICATE REQUEST");
  }
  const bool nothing =
      material.certificates.empty() && material.keys.empty() && material.crls.empty();
  if (nothing && request) refuse_request(by.file);
}

}  // namespace

Material read_material(const std::string& file, const PasswordSource& password, Wanted wanted) {
  const Secret octets(read_file(file));
  const Reading by{file, password, wanted};
  Material material;
  try {
    if (asn1::looks_like_pem(octets.view())) {
      add_all_pem(material, octets.view(), by);
    } else {
      add_der(material, octets.view(), by);
    }
  } catch (const Error& error) {
    if (error.path() == file) throw;
    throw error.within(file);
  }
  return material;
}

void Material::add(const cms::pkcs12::KeyStore& store) {
  // The certificates that go with the keys come first, as the file names them.
  for (const auto& entry : store.keys) {
    keys.push_back(entry.key);
    const auto* own = store.certificate_of(entry);
    if (own != nullptr) cms::add_once(certificates, own->certificate);
  }
  for (const auto& entry : store.certificates) cms::add_once(certificates, entry.certificate);
  crls.insert(crls.end(), store.crls.begin(), store.crls.end());
  if (!unsupported_key) unsupported_key = store.unsupported_key;
}

std::vector<PrivateKey> Material::distinct_keys() const {
  std::vector<PrivateKey> distinct;
  for (const PrivateKey& key : keys) {
    const bool is_known = std::ranges::any_of(distinct, [&](const PrivateKey& other) {
      return x509::same_key(other.public_key(), key.public_key());
    });
    if (!is_known) distinct.push_back(key);
  }
  return distinct;
}

const Certificate* Material::certificate_of(const PrivateKey& key) const {
  const x509::PublicKey public_key = key.public_key();
  const auto found = std::ranges::find_if(certificates, [&](const Certificate& certificate) {
    return x509::same_key(certificate.public_key(), public_key);
  });
  return found == certificates.end() ? nullptr : &*found;
}

bool Material::is_mismatched() const {
  const auto has_certificate = [&](const PrivateKey& key) {
    return certificate_of(key) != nullptr;
  };
  return !keys.empty() && !unsupported_key && std::ranges::none_of(keys, has_certificate) &&
         std::ranges::any_of(certificates, cms::pkcs12::is_end_entity);
}

void require_pair(const Material& material, const std::string& file) {
  const auto is_paired = [&](const PrivateKey& key) {
    return material.certificate_of(key) != nullptr;
  };
  if (std::ranges::any_of(material.keys, is_paired)) return;
  if (material.keys.empty() && material.unsupported_key) {
    throw material.unsupported_key->within(file);
  }
  if (material.keys.empty()) {
    throw not_found(file, "no private key inside",
                    "an identity is a private key with its certificate");
  }
  throw not_found(file,
                  material.is_mismatched() ? "certificates of other keys than its private key"
                                           : "no certificate for its private key",
                  "put both into one file: cat key.pem certificate.pem > id.pem");
}

IdentityFile read_identity(const std::string& file, const PasswordSource& password) {
  const Material material = read_material(file, password);
  require_pair(material, file);
  IdentityFile result;
  for (const PrivateKey& key : material.distinct_keys()) {
    const x509::PublicKey public_key = key.public_key();
    for (const Certificate& certificate : material.certificates) {
      if (!x509::same_key(certificate.public_key(), public_key)) continue;
      const auto restricted = x509::restricted_as(certificate.public_key(), key);
      result.identities.push_back({certificate, restricted});
    }
  }
  for (const Certificate& certificate : material.certificates) {
    const bool own = std::any_of(
        result.identities.begin(), result.identities.end(),
        [&](const cms::Identity& identity) { return identity.certificate == certificate; });
    if (!own) result.others.push_back(certificate);
  }
  return result;
}

const cms::Identity& IdentityFile::signer() const {
  const auto signs = [](const cms::Identity& identity) {
    const auto usage = identity.certificate.extensions().find<x509::KeyUsage>();
    return !usage || usage->has(x509::KeyUsage::digital_signature) ||
           usage->has(x509::KeyUsage::non_repudiation);
  };
  const auto found = std::find_if(identities.begin(), identities.end(), signs);
  return found == identities.end() ? identities.front() : *found;
}

}  // namespace smime::mime::command
