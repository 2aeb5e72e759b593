// The signing-certificate attributes (RFC 2634, 5.4; RFC 5035, 3 and 4).
#include "cms/signing_certificate.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;

IssuerSerial read_issuer_serial(Reader& reader) {
  Reader fields = reader.sequence("issuerSerial");
  IssuerSerial id;
  id.issuer = x509::read_general_names(fields, "issuer");
  id.serial_number = fields.integer_octets("serialNumber");
  fields.finish();
  return id;
}

EssCertId read_cert_id(Reader& reader, bool version_2) {
  Reader fields = reader.sequence("essCertID");
  EssCertId id;
  id.hash_algorithm = version_2 ? DigestAlgorithm::sha256 : DigestAlgorithm::sha1;
  if (version_2 && fields.next_is(asn1::kSequence)) {
    id.hash_algorithm =
        x509::digest_algorithm(x509::AlgorithmIdentifier::read(fields, "hashAlgorithm"));
  }
  id.cert_hash = fields.octet_string("certHash");
  if (!fields.empty()) id.issuer_serial = read_issuer_serial(fields);
  fields.finish();
  return id;
}

void write_cert_id(Writer& writer, const EssCertId& id, bool version_2) {
  writer.sequence([&](Writer& fields) {
    if (version_2 && id.hash_algorithm != DigestAlgorithm::sha256) {
      x509::algorithm_identifier(id.hash_algorithm).write(fields);
    }
    fields.octet_string(id.cert_hash);
    if (id.issuer_serial) {
      fields.sequence([&](Writer& inside) {
        x509::write_general_names(inside, id.issuer_serial->issuer);
        inside.integer_octets(id.issuer_serial->serial_number);
      });
    }
  });
}

}  // namespace

EssCertId EssCertId::of(const x509::Certificate& certificate, DigestAlgorithm hash) {
  return {hash, certificate.fingerprint(hash),
          IssuerSerial{{x509::GeneralName::directory(certificate.issuer())},
                       primitives::to_bytes(certificate.serial_number())}};
}

bool EssCertId::names(const x509::Certificate& certificate) const {
  if (certificate.fingerprint(hash_algorithm) != cert_hash) return false;
  if (!issuer_serial) return true;
  const bool issuer_fits =
      std::any_of(issuer_serial->issuer.begin(), issuer_serial->issuer.end(),
                  [&](const x509::GeneralName& name) {
                    return name.type == x509::GeneralNameType::directory_name &&
                           name.directory_name == certificate.issuer();
                  });
  return issuer_fits &&
         primitives::equal(issuer_serial->serial_number, certificate.serial_number());
}

SigningCertificate SigningCertificate::of(const x509::Certificate& signer, DigestAlgorithm hash) {
  SigningCertificate result;
  result.version_2 = hash != DigestAlgorithm::sha1;
  result.certs.push_back(EssCertId::of(signer, hash));
  return result;
}

SigningCertificate SigningCertificate::decode(ByteView value, bool version_2) {
  Reader reader(value, asn1::Rules::ber(), "signingCertificate");
  Reader fields = reader.sequence({});
  SigningCertificate result;
  result.version_2 = version_2;
  Reader certs = fields.sequence("certs");
  while (!certs.empty()) result.certs.push_back(read_cert_id(certs, version_2));
  if (!fields.empty()) {
    Reader policies = fields.sequence("policies");
    while (!policies.empty()) {
      result.policies.push_back(primitives::to_bytes(policies.any("policyInformation")));
    }
  }
  fields.finish();
  reader.finish();
  if (result.certs.empty()) {
    throw Error(ErrorKind::malformed, "no certificate",
                "the first identifier is that of the signer's certificate", "RFC 5035, 3");
  }
  return result;
}

Bytes SigningCertificate::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.sequence([&](Writer& inside) {
        for (const EssCertId& id : certs) write_cert_id(inside, id, version_2);
      });
      if (!policies.empty()) {
        fields.sequence([&](Writer& inside) {
          for (const Bytes& policy : policies) inside.raw(policy);
        });
      }
    });
  });
}

Attribute SigningCertificate::attribute() const {
  return {version_2 ? id_aa_signingCertificateV2 : id_aa_signingCertificate, {encode()}};
}

}  // namespace smime::cms
