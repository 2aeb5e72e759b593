// Certificate (RFC 5280, 4.1): decoded once, immutable, its own octets kept.
#include "x509/certificate.hpp"

#include <algorithm>
#include <set>

#include "primitives/text_encodings.hpp"
#include "x509/extensions.hpp"
#include "x509/signature.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;

int read_version(Reader& fields) {
  auto field = fields.optional_context(0, "version");
  if (!field) return 1;
  const Integer version = field->integer({});
  field->finish();
  if (version == 0) {
    throw field->error(ErrorKind::not_der, "version v1 written out", "a default is left out",
                       "X.690, 11.5");
  }
  if (version < 0 || version > 2) {
    throw field->error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a certificate is of version v1 (0), v2 (1) or v3 (2)", "RFC 5280, 4.1.2.1");
  }
  return static_cast<int>(version) + 1;
}

Validity read_validity(Reader& fields) {
  Reader times = fields.sequence("validity");
  Validity validity;
  validity.not_before = EncodedTime::read(times, "notBefore");
  validity.not_after = EncodedTime::read(times, "notAfter");
  times.finish();
  return validity;
}

std::optional<asn1::BitString> read_unique_id(Reader& fields, std::uint32_t number,
                                              std::string_view name, int version) {
  const asn1::Tag tag = asn1::context(number, false);
  if (!fields.next_is(tag)) return std::nullopt;
  if (version < 2) {
    throw fields.error(ErrorKind::malformed, std::string(name) + " in a certificate of version v1",
                       "unique identifiers need version v2 or v3", "RFC 5280, 4.1.2.8");
  }
  return fields.bit_string(name, tag);
}

Extensions read_extensions(Reader& fields, int version) {
  auto field = fields.optional_context(3, "extensions");
  if (!field) return {};
  if (version != 3) {
    throw field->error(ErrorKind::malformed,
                       "extensions in a certificate of version v" + std::to_string(version),
                       "extensions need version v3", "RFC 5280, 4.1.2.9");
  }
  Extensions extensions = Extensions::read(*field, {});
  field->finish();
  return extensions;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Mailboxes, each once, in the order in which they were added.
class Mailboxes {
 public:
  void add(const std::string& mailbox) {
    std::string key = mailbox;
    const auto domain = std::min(key.rfind('@'), key.size());
    std::transform(key.begin() + static_cast<std::ptrdiff_t>(domain), key.end(),
                   key.begin() + static_cast<std::ptrdiff_t>(domain), lower);
    if (seen_.insert(std::move(key)).second) list_.push_back(mailbox);
  }
  std::vector<std::string> take() { return std::move(list_); }

 private:
  std::vector<std::string> list_;
  std::set<std::string> seen_;
};

}  // namespace

TbsCertificate TbsCertificate::read(Reader& reader) {
  Reader fields = reader.sequence("tbsCertificate");
  TbsCertificate tbs;
  tbs.version = read_version(fields);
  tbs.serial_number = fields.integer_octets("serialNumber");
  tbs.signature = AlgorithmIdentifier::read(fields, "signature");
  tbs.issuer = Name::read(fields, "issuer");
  tbs.validity = read_validity(fields);
  tbs.subject = Name::read(fields, "subject");
  tbs.subject_public_key_info = PublicKey::read(fields, "subjectPublicKeyInfo");
  tbs.issuer_unique_id = read_unique_id(fields, 1, "issuerUniqueID", tbs.version);
  tbs.subject_unique_id = read_unique_id(fields, 2, "subjectUniqueID", tbs.version);
  tbs.extensions = read_extensions(fields, tbs.version);
  fields.finish();
  return tbs;
}

Bytes TbsCertificate::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (version > 1) {
        fields.context(0, [&](Writer& field) { field.integer(Integer(version - 1)); });
      }
      fields.integer_octets(serial_number);
      signature.write(fields);
      fields.raw(issuer.der());
      fields.sequence([&](Writer& times) {
        validity.not_before.write(times);
        validity.not_after.write(times);
      });
      fields.raw(subject.der());
      fields.raw(subject_public_key_info.der());
      for (const auto& [number, id] :
           {std::pair(1U, &issuer_unique_id), {2U, &subject_unique_id}}) {
        if (*id) fields.bit_string((*id)->octets, (*id)->unused_bits, asn1::context(number, false));
      }
      if (!extensions.empty()) {
        fields.context(3, [&](Writer& field) { extensions.write(field); });
      }
    });
  });
}

Certificate Certificate::decode(ByteView der) {
  return decode(primitives::to_bytes(der));
}

Certificate Certificate::decode(Bytes&& der) {
  auto fields = std::make_shared<Fields>();
  fields->der = std::move(der);
  SignedObject object = read_signed_object(
      fields->der, "certificate", "signatureValue",
      [&](Reader& reader) { fields->tbs_certificate = TbsCertificate::read(reader); });
  fields->tbs_der = object.tbs;
  fields->signature_algorithm = std::move(object.signature_algorithm);
  fields->signature = object.signature;
  return Certificate(std::move(fields));
}

Certificate Certificate::assemble(ByteView tbs_certificate, const AlgorithmIdentifier& algorithm,
                                  ByteView signature_value) {
  return decode(write_signed_object(tbs_certificate, algorithm, signature_value));
}

bool Certificate::is_signed_with(const PublicKey& issuer_key) const {
  return signature_algorithm() == tbs_certificate().signature &&
         verify_signed_object(issuer_key, tbs_der(), signature_algorithm(), fields_->signature);
}

std::optional<Bytes> Certificate::subject_key_identifier() const {
  const auto found = extensions().find<SubjectKeyIdentifier>();
  if (!found) return std::nullopt;
  return found->key_identifier;
}

std::vector<std::string> Certificate::emails() const {
  Mailboxes mailboxes;
  try {
    const auto alternatives = extensions().find<SubjectAltName>();
    for (const GeneralName& name : alternatives ? alternatives->names : GeneralNames{}) {
      const bool is_address =
          name.type == GeneralNameType::rfc822_name ||
          (name.type == GeneralNameType::other_name && name.oid == id_on_SmtpUTF8Mailbox);
      if (is_address && !name.text.empty()) mailboxes.add(name.text);
    }
  } catch (const Error&) {
    // Path validation refuses such a certificate and says why.
  }
  for (const std::string& address : subject().values(id_emailAddress)) mailboxes.add(address);
  return mailboxes.take();
}

bool Certificate::has_email(std::string_view mailbox) const {
  return std::ranges::any_of(
      emails(), [&](const std::string& address) { return same_mailbox(address, mailbox); });
}

Bytes Certificate::fingerprint(primitives::DigestAlgorithm digest) const {
  return primitives::digest(digest, der());
}

std::string Certificate::sha256_hex() const {
  return primitives::to_hex(fingerprint());
}

std::string Certificate::serial_hex() const {
  return primitives::to_hex(serial_number());
}

bool same_mailbox(std::string_view left, std::string_view right) {
  const std::size_t at = left.rfind('@');
  if (at != right.rfind('@') || left.size() != right.size()) return false;
  const std::size_t domain = at == std::string_view::npos ? left.size() : at;
  return left.substr(0, domain) == right.substr(0, domain) &&
         std::ranges::equal(left.substr(domain), right.substr(domain), {}, lower, lower);
}

}  // namespace smime::x509
