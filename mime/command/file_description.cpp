// What a file holds, described object by object, whatever it is: PEM, DER, a message.
#include "mime/command/file_description.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "asn1/pem.hpp"
#include "asn1/reader.hpp"
#include "mime/command/material.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"
#include "primitives/secret.hpp"
#include "x509/password_encryption.hpp"

namespace smime::mime::command {
namespace {

// What the objects of a file are described with.
struct Describer {
  const std::string& file;
  const PasswordSource& password;
  bool with_private;

  Description key(const x509::PrivateKey& key) const { return describe(key, with_private); }

  // Opened where somebody gives the password, else described by its scheme.
  Description encrypted_key(ByteView der) const {
    std::optional<Secret> given;
    try {
      given = password(file);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
    }
    if (given) return key(x509::PrivateKey::from_encrypted_pkcs8(der, *given));
    asn1::Reader reader(der, asn1::Rules::ber(), "encryptedPrivateKeyInfo");
    asn1::Reader fields = reader.sequence({});
    const auto algorithm = x509::AlgorithmIdentifier::read(fields, "encryptionAlgorithm");
    return {{"type", "encrypted-private-key"},
            {"scheme", x509::password_scheme_name(algorithm)},
            {"private_parts", "under a password; --password-file or --password-env gives it"}};
  }

  Description pem(const asn1::PemObject& object) const;
};

// A key under the old encryption of PEM, which is not read here. \standard{RFC 1421, 4.6.1.1}
Description old_encrypted_key(const asn1::PemObject& object) {
  Description described{{"type", "encrypted-private-key"}, {"label", object.label}};
  for (const auto& [name, value] : object.headers) {
    if (name == "Proc-Type") described["scheme"] = name + ": " + value;
    if (name == "DEK-Info") described["cipher"] = value;
  }
  described["private_parts"] = "under a password; 'openssl pkcs8 -topk8' converts it to PKCS #8";
  return described;
}

// RSAPublicKey by itself. \standard{RFC 8017, A.1.1}
x509::PublicKey rsa_public_key(ByteView der) {
  asn1::Reader reader(der, asn1::Rules::der(), "rsaPublicKey");
  asn1::Reader fields = reader.sequence({});
  const Integer n = fields.integer("modulus"), e = fields.integer("publicExponent");
  fields.finish();
  reader.finish();
  return x509::PublicKey::rsa({n, e});
}

Description Describer::pem(const asn1::PemObject& object) const {
  const std::string& label = object.label;
  const ByteView der = object.octets;
  if (label == "CERTIFICATE REQUEST" || label == "NEW CERTIFICATE REQUEST") {
    return describe(x509::CertificationRequest::decode(der));
  }
  if (const auto certificate = certificate_of_pem(label, der)) return describe(*certificate);
  if (label == "PKCS12") return describe(examine_pkcs12(der, password(file)));
  if (label == "X509 CRL") return describe(x509::CertificateList::decode(der));
  if (secure::is_cms_label(label)) return describe(cms::ContentInfo::decode(der));
  if (label == "PUBLIC KEY") return describe(x509::PublicKey::decode(der));
  if (label == "RSA PUBLIC KEY") return describe(rsa_public_key(der));
  if (label == "PRIVATE KEY") return key(x509::PrivateKey::from_pkcs8(der));
  if (label == "ENCRYPTED PRIVATE KEY") return encrypted_key(der);
  if (label == "RSA PRIVATE KEY" && object.headers.empty()) {
    return key(x509::PrivateKey::from_pkcs1(der));
  }
  if (label == "DSA PRIVATE KEY" && object.headers.empty()) {
    return key(x509::PrivateKey::from_dsa_sequence(der));
  }
  if (label.ends_with("PRIVATE KEY") && !object.headers.empty()) return old_encrypted_key(object);
  return {{"type", "unknown"}, {"label", label}, {"octets", der.size()}};
}

// The first of the readings that takes the octets.
// @throws Error of the one that came furthest
Description first_that_reads(const std::vector<std::function<Description()>>& readings) {
  std::optional<Error> furthest;
  for (const auto& read : readings) {
    try {
      return read();
    } catch (const Error& error) {
      // A key that is closed or of another algorithm has been recognized.
      if (error.kind() == ErrorKind::wrong_password ||
          error.kind() == ErrorKind::unsupported_algorithm) {
        throw;
      }
      if (!furthest || error.offset().value_or(0) > furthest->offset().value_or(0)) {
        furthest = error;
      }
    }
  }
  throw Error(*furthest);
}

Description der(ByteView octets, const Describer& by) {
  return first_that_reads({[&] { return describe(x509::Certificate::decode(octets)); },
                           [&] { return describe(x509::CertificateList::decode(octets)); },
                           [&] { return describe(x509::CertificationRequest::decode(octets)); },
                           [&] { return by.key(x509::PrivateKey::from_pkcs8(octets)); },
                           [&] { return by.key(x509::PrivateKey::from_pkcs1(octets)); },
                           [&] { return by.key(x509::PrivateKey::from_dsa_sequence(octets)); },
                           [&] { return describe(x509::PublicKey::decode(octets)); },
                           [&] { return describe(rsa_public_key(octets)); },
                           [&] { return by.encrypted_key(octets); },
                           [&] { return describe(cms::ContentInfo::decode(octets)); }});
}

// The octets as a message; nothing where they are none.
std::optional<Entity> message(ByteView octets) {
  try {
    return Entity::parse(secure::without_from_line(octets));
  } catch (const Error&) {
    return std::nullopt;
  }
}

// The CMS object that a message carries; nothing where it carries none.
std::optional<Bytes> carried_cms(const Entity& entity) {
  switch (secure::kind_of(entity)) {
    case secure::EntityKind::plain:
      return std::nullopt;
    case secure::EntityKind::cms:
      return entity.decoded_body();
    case secure::EntityKind::multipart_signed:
      break;
  }
  const auto boundary = entity.content_type().parameter("boundary");
  const Multipart parts = Multipart::split(entity.body, boundary.value_or(""));
  if (parts.parts.size() != 2) return std::nullopt;
  return Entity::parse(parts.parts[1]).decoded_body();
}

}  // namespace

Description describe_file(ByteView octets, const std::string& file, const PasswordSource& password,
                          bool with_private) {
  constexpr std::size_t kHead = 2 * secure::kCmsHeadOctets;
  const Describer by{file, password, with_private};
  Description all = Description::array();
  try {
    if (asn1::looks_like_pem(octets)) {
      for (asn1::PemObject& object : asn1::read_pem(octets)) {
        all.push_back(by.pem(object));
        primitives::wipe(object.octets);  // it may have been a private key
      }
    } else if (!octets.empty() && octets[0] == 0x30) {  // a SEQUENCE, which no message begins with
      all.push_back(der(octets, by));
    } else if (secure::looks_like_base64_cms(octets.first(std::min(octets.size(), kHead)))) {
      all.push_back(describe(cms::ContentInfo::decode(decode_base64(octets))));
    } else if (const auto entity = message(octets)) {
      const auto carried = carried_cms(*entity);
      if (carried) all.push_back(describe(cms::ContentInfo::decode(*carried)));
    }
  } catch (const Error& error) {
    throw error.within(file);
  }
  return all;
}

}  // namespace smime::mime::command
