// CertificateList (RFC 5280, 5): CRLs of version 1 and 2, full, delta and indirect.
#include "x509/crl.hpp"

#include <algorithm>
#include <array>

#include "x509/crl_extensions.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;

// A version that is there is v2; v1 is said by leaving it out. \standard{RFC 5280, 5.1.2.1}
int read_version(Reader& fields) {
  if (!fields.next_is(asn1::kInteger)) return 1;
  const Integer version = fields.integer("version");
  if (version != 1) {
    throw fields.error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a CRL is of version v1 (left out) or v2 (1)", "RFC 5280, 5.1.2.1");
  }
  return 2;
}

void require_v2(const Reader& fields, int version, std::string found) {
  if (version == 2) return;
  throw fields.error(ErrorKind::malformed, std::move(found) + " in a CRL of version v1",
                     "extensions need version v2", "RFC 5280, 5.1.2.1");
}

RevokedCertificate read_entry(Reader& list, int version) {
  Reader fields = list.sequence("revokedCertificate");
  RevokedCertificate entry;
  entry.user_certificate = fields.integer_octets("userCertificate");
  entry.revocation_date = EncodedTime::read(fields, "revocationDate");
  if (!fields.empty()) {
    require_v2(fields, version, "crlEntryExtensions");
    entry.crl_entry_extensions = Extensions::read(fields, "crlEntryExtensions");
  }
  fields.finish();
  return entry;
}

bool is_time(const Reader& fields) {
  return fields.next_is(asn1::kUtcTime) || fields.next_is(asn1::kGeneralizedTime);
}

void write_entry(Writer& list, const RevokedCertificate& entry) {
  list.sequence([&](Writer& fields) {
    fields.integer_octets(entry.user_certificate);
    entry.revocation_date.write(fields);
    if (!entry.crl_entry_extensions.empty()) entry.crl_entry_extensions.write(fields);
  });
}

}  // namespace

CrlReason RevokedCertificate::reason() const {
  const auto found = crl_entry_extensions.find<ReasonCode>();
  return found ? found->reason : CrlReason::unspecified;
}

std::optional<Time> RevokedCertificate::invalidity_date() const {
  const auto found = crl_entry_extensions.find<InvalidityDate>();
  if (!found) return std::nullopt;
  return found->date;
}

TbsCertList TbsCertList::read(Reader& reader) {
  Reader fields = reader.sequence("tbsCertList");
  TbsCertList tbs;
  tbs.version = read_version(fields);
  tbs.signature = AlgorithmIdentifier::read(fields, "signature");
  tbs.issuer = Name::read(fields, "issuer");
  tbs.this_update = EncodedTime::read(fields, "thisUpdate");
  if (is_time(fields)) tbs.next_update = EncodedTime::read(fields, "nextUpdate");
  if (fields.next_is(asn1::kSequence)) {
    Reader list = fields.sequence("revokedCertificates");
    while (!list.empty()) tbs.revoked_certificates.push_back(read_entry(list, tbs.version));
  }
  if (auto field = fields.optional_context(0, "crlExtensions")) {
    require_v2(*field, tbs.version, "crlExtensions");
    tbs.crl_extensions = Extensions::read(*field, {});
    field->finish();
  }
  fields.finish();
  return tbs;
}

Bytes TbsCertList::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (version == 2) fields.integer(Integer(1));
      signature.write(fields);
      fields.raw(issuer.der());
      this_update.write(fields);
      if (next_update) next_update->write(fields);
      if (!revoked_certificates.empty()) {
        fields.sequence([&](Writer& list) {
          for (const RevokedCertificate& entry : revoked_certificates) write_entry(list, entry);
        });
      }
      if (!crl_extensions.empty()) {
        fields.context(0, [&](Writer& field) { crl_extensions.write(field); });
      }
    });
  });
}

CertificateList CertificateList::decode(ByteView der) {
  auto fields = std::make_shared<Fields>();
  fields->der = primitives::to_bytes(der);
  SignedObject object = read_signed_object(
      fields->der, "certificateList", "signatureValue",
      [&](Reader& reader) { fields->tbs_cert_list = TbsCertList::read(reader); });
  fields->tbs_der = object.tbs;
  fields->signature_algorithm = std::move(object.signature_algorithm);
  fields->signature = object.signature;
  return CertificateList(std::move(fields));
}

CertificateList CertificateList::assemble(ByteView tbs_cert_list,
                                          const AlgorithmIdentifier& algorithm,
                                          ByteView signature_value) {
  return decode(write_signed_object(tbs_cert_list, algorithm, signature_value));
}

bool CertificateList::is_signed_with(const PublicKey& issuer_key) const {
  return signature_algorithm() == tbs_cert_list().signature &&
         verify_signed_object(issuer_key, tbs_der(), signature_algorithm(), fields_->signature);
}

std::optional<Integer> CertificateList::crl_number() const {
  const auto found = extensions().find<CrlNumber>();
  if (!found) return std::nullopt;
  return found->number;
}

std::optional<Integer> CertificateList::delta_crl_indicator() const {
  const auto found = extensions().find<DeltaCrlIndicator>();
  if (!found) return std::nullopt;
  return found->base_crl_number;
}

const RevokedCertificate* CertificateList::find(const Name& certificate_issuer,
                                                ByteView serial_number) const {
  // RFC 5280, 5.3.3: without the extension, an entry's issuer is that of the entry before it, and
  // that of the first one is the CRL's.
  bool same_issuer = issuer() == certificate_issuer;
  for (const RevokedCertificate& entry : tbs_cert_list().revoked_certificates) {
    if (const auto other = entry.crl_entry_extensions.find<CertificateIssuer>()) {
      same_issuer = std::ranges::any_of(other->names, [&](const GeneralName& name) {
        return name.type == GeneralNameType::directory_name &&
               name.directory_name == certificate_issuer;
      });
    }
    if (same_issuer && primitives::equal(entry.user_certificate, serial_number)) return &entry;
  }
  return nullptr;
}

}  // namespace smime::x509
