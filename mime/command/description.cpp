// Certificates, CRLs, requests and keys described: the same facts as text and as JSON.
#include "mime/command/description.hpp"

#include "asn1/oid_registry.hpp"
#include "mime/smime/look_alikes.hpp"
#include "primitives/digest.hpp"
#include "primitives/dsa_signing.hpp"
#include "primitives/error.hpp"
#include "primitives/rsa_private.hpp"
#include "primitives/text_encodings.hpp"
#include "primitives/utf8.hpp"
#include "x509/extension_text.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::mime::command {
namespace {

using primitives::to_hex;

std::string scheme_name(const x509::AlgorithmIdentifier& algorithm) {
  try {
    return x509::signature_scheme(algorithm).name();
  } catch (const Error&) {
    return algorithm.algorithm.dotted();
  }
}

std::string hex(const Integer& number) {
  return to_hex(primitives::i2osp(number, primitives::octet_length(number)));
}

// What a terminal would act on, or hides, is escaped: whoever wrote it could forge lines.
std::string shown(const std::string& utf8) {
  if (!secure::hidden_character(utf8) && primitives::is_utf8(utf8)) return utf8;
  std::string text;
  for (const char32_t c : primitives::code_points(utf8)) {
    std::string character;
    primitives::append_utf8(character, c);
    if (!secure::hidden_character(character)) {
      text += character;
    } else {
      text += c == '\n'   ? "\\n"
              : c == '\r' ? "\\r"
              : c == '\t' ? "\\t"
                          : "\\u{" + primitives::code_point_name(c).substr(2) + "}";
    }
  }
  return text;
}

Description extensions_of(const x509::Extensions& extensions) {
  Description all = Description::array();
  for (const x509::Extension& extension : extensions) {
    const auto name = x509::extension_name(extension.extn_id);
    all.push_back({{"extension", name ? std::string(*name) : extension.extn_id.dotted()},
                   {"critical", extension.critical},
                   {"value", x509::extension_text(extension)}});
  }
  return all;
}

Description public_key_of(const x509::PublicKey& key) {
  Description described{{"description", key.description()}};
  if (key.type() == x509::KeyType::rsa || key.type() == x509::KeyType::rsassa_pss) {
    const auto rsa = key.rsa_key();
    described["modulus"] = to_hex(primitives::i2osp(rsa.n, rsa.size()));
    described["public_exponent"] = rsa.e.str();
  }
  if (key.type() == x509::KeyType::dsa && !key.inherits_parameters()) {
    const auto dsa = key.dsa_key();
    described["p"] = hex(dsa.parameters.p);
    described["q"] = hex(dsa.parameters.q);
    described["g"] = hex(dsa.parameters.g);
    described["y"] = hex(dsa.y);
  }
  described["key_identifier"] = to_hex(key.key_identifier());
  return described;
}

// An entry of a CRL; extensions beside its reason where it has some.
Description entry_of(const x509::RevokedCertificate& entry) {
  Description described{{"serial_number", to_hex(entry.user_certificate)},
                        {"date", entry.revocation_date.rfc3339()},
                        {"reason", to_string(entry.reason())}};
  x509::Extensions more = entry.crl_entry_extensions;
  more.remove(x509::id_ce_cRLReasons);
  if (!more.empty()) described["extensions"] = extensions_of(more);
  return described;
}

}  // namespace

Description describe(const x509::Certificate& certificate) {
  Description described{{"type", "certificate"},
                        {"version", certificate.version()},
                        {"serial_number", certificate.serial_hex()},
                        {"signature_algorithm", scheme_name(certificate.signature_algorithm())},
                        {"issuer", certificate.issuer().rfc4514()},
                        {"not_before", certificate.validity().not_before.rfc3339()},
                        {"not_after", certificate.validity().not_after.rfc3339()},
                        {"subject", certificate.subject().rfc4514()},
                        {"emails", certificate.emails()},
                        {"public_key", public_key_of(certificate.public_key())},
                        {"extensions", extensions_of(certificate.extensions())},
                        {"signature", to_hex(certificate.signature_value())},
                        {"sha1", to_hex(certificate.fingerprint(DigestAlgorithm::sha1))},
                        {"sha256", certificate.sha256_hex()}};
  return described;
}

Description describe(const x509::CertificateList& crl) {
  const auto& tbs = crl.tbs_cert_list();
  Description described{{"type", "crl"},
                        {"version", tbs.version},
                        {"signature_algorithm", scheme_name(crl.signature_algorithm())},
                        {"issuer", crl.issuer().rfc4514()},
                        {"this_update", tbs.this_update.rfc3339()}};
  if (tbs.next_update) described["next_update"] = tbs.next_update->rfc3339();
  described["revoked"] = Description::array();
  for (const auto& entry : tbs.revoked_certificates)
    described["revoked"].push_back(entry_of(entry));
  described["extensions"] = extensions_of(crl.extensions());
  described["signature"] = to_hex(crl.signature_value());
  described["sha256"] = to_hex(primitives::digest(DigestAlgorithm::sha256, crl.der()));
  return described;
}

Description describe(const x509::CertificationRequest& request) {
  const auto& info = request.info();
  Description described{{"type", "certification-request"},
                        {"subject", info.subject.rfc4514()},
                        {"public_key", public_key_of(info.subject_pk_info)},
                        {"signature_algorithm", scheme_name(request.signature_algorithm())},
                        {"proof_of_possession", request.verify()},
                        {"extensions", extensions_of(info.extension_request())}};
  for (const x509::RequestAttribute& attribute : info.attributes) {
    if (attribute.type == x509::id_extensionRequest) continue;
    Description values = Description::array();
    for (const Bytes& value : attribute.values) values.push_back(to_hex(value));
    described["attributes"].push_back(
        {{"attribute", asn1::described(attribute.type)}, {"values", values}});
  }
  described["signature"] = to_hex(request.signature());
  return described;
}

Description describe(const x509::PublicKey& key) {
  return {{"type", "public-key"}, {"public_key", public_key_of(key)}};
}

Description describe(const x509::PrivateKey& key, bool with_private) {
  Description described{{"type", "private-key"}, {"public_key", public_key_of(key.public_key())}};
  if (!with_private) {
    described["private_parts"] = "not shown; --private shows them";
  } else if (key.type() != x509::KeyType::dsa) {
    const auto& rsa = key.rsa_key();
    described["private_exponent"] = hex(rsa.d.value());
    described["prime_1"] = hex(rsa.p.value());
    described["prime_2"] = hex(rsa.q.value());
  } else {
    described["x"] = hex(key.dsa_key().x.value());
  }
  return described;
}

std::string as_text(const Description& description, unsigned indent) {
  std::string text;
  const std::string margin(indent, ' ');
  for (const auto& [name, value] : description.items()) {
    std::string label = description.is_array() ? "-" : shown(name) + ":";
    for (char& c : label) c = c == '_' ? ' ' : c;
    if (value.is_structured() && !value.empty()) {
      text += margin + label + "\n" + as_text(value, indent + 2);
    } else if (value.is_string()) {
      text += margin + label + " " + shown(value.get<std::string>()) + "\n";
    } else if (!value.is_structured()) {
      text += margin + label + " " + value.dump() + "\n";
    }
  }
  return text;
}

}  // namespace smime::mime::command
