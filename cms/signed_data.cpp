// SignedData (RFC 5652, 5): reading and writing.
#include "cms/signed_data.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;

// The octets of [0] IMPLICIT SignedAttributes with the tag of a SET. \standard{RFC 5652, 5.4}
Bytes retagged_as_set(ByteView whole) {
  Bytes set = primitives::to_bytes(whole);
  set[0] = 0x31;
  return set;
}

void read_crls(Reader& set, SignedData& data) {
  while (!set.empty()) {
    if (!set.next_is(asn1::kSequence)) {
      set.element("other");  // OtherRevocationInfoFormat
      continue;
    }
    data.crls.push_back(x509::CertificateList::decode(set.any("crl")));
    if (data.crls.size() > kMostCertificates) {
      throw set.error(ErrorKind::limit_exceeded, "more CRLs than the limit",
                      "at most " + std::to_string(kMostCertificates) + " are read", "");
    }
  }
}

}  // namespace

EncapsulatedContentInfo EncapsulatedContentInfo::read(Reader& reader) {
  Reader fields = reader.sequence("encapContentInfo");
  EncapsulatedContentInfo info;
  info.e_content_type = fields.object_identifier("eContentType");
  if (auto content = fields.optional_context(0, "eContent")) {
    info.e_content = content->next_is(asn1::kOctetString)
                         ? content->octet_string("octets")
                         : primitives::to_bytes(content->element("any").contents);
    content->finish();
  }
  fields.finish();
  return info;
}

void EncapsulatedContentInfo::write(Writer& writer) const {
  writer.sequence([&](Writer& inside) {
    inside.object_identifier(e_content_type);
    if (e_content) {
      inside.context(0, [&](Writer& content) { content.octet_string(*e_content); });
    }
  });
}

SignerInfo SignerInfo::read(Reader& reader) {
  Reader fields = reader.sequence("signerInfo");
  SignerInfo info;
  info.version = static_cast<int>(fields.small_integer("version", 0, 5));
  info.sid = CertificateIdentifier::read(fields, "sid");
  info.digest_algorithm = x509::AlgorithmIdentifier::read(fields, "digestAlgorithm");
  if (fields.next_is(asn1::context(0))) {
    Reader copy = fields;
    info.signed_attrs_der = retagged_as_set(copy.any("signedAttrs"));
    Reader set = fields.context(0, "signedAttrs");
    info.signed_attrs = Attributes::read_set(set);
  }
  info.signature_algorithm = x509::AlgorithmIdentifier::read(fields, "signatureAlgorithm");
  info.signature = fields.octet_string("signature");
  if (auto set = fields.optional_context(1, "unsignedAttrs")) {
    info.unsigned_attrs = Attributes::read_set(*set);
  }
  fields.finish();
  return info;
}

Bytes SignerInfo::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.integer(version);
      sid.write(inside);
      digest_algorithm.write(inside);
      if (!signed_attrs_der.empty()) {
        Bytes field = signed_attrs_der;
        field[0] = 0xa0;
        inside.raw(field);
      }
      signature_algorithm.write(inside);
      inside.octet_string(signature);
      if (!unsigned_attrs.empty()) unsigned_attrs.write(inside, 1);
    });
  });
}

void read_certificate_set(Reader& set, std::vector<x509::Certificate>& certificates,
                          std::vector<Bytes>& others) {
  for (std::size_t count = 0; !set.empty(); ++count) {
    if (count == kMostCertificates) {
      throw set.error(ErrorKind::limit_exceeded, "more certificates than the limit",
                      "at most " + std::to_string(kMostCertificates) + " are read", "");
    }
    const bool is_certificate = set.next_is(asn1::kSequence);
    const ByteView encoding = set.any("certificate");
    try {
      if (is_certificate) {
        certificates.push_back(x509::Certificate::decode(encoding));
        continue;
      }
    } catch (const Error&) {
      // One unreadable certificate among others does not make the message unreadable.
    }
    others.push_back(primitives::to_bytes(encoding));
  }
}

SignedData SignedData::decode(ByteView content, asn1::Rules rules) {
  Reader reader(content, rules, "signedData");
  Reader fields = reader.sequence({});
  SignedData data;
  data.version = static_cast<int>(fields.small_integer("version", 0, 5));
  Reader digests = fields.inside(asn1::kSet, "digestAlgorithms");
  while (!digests.empty()) {
    data.digest_algorithms.push_back(x509::AlgorithmIdentifier::read(digests, "digestAlgorithm"));
  }
  data.encap_content_info = EncapsulatedContentInfo::read(fields);
  if (auto set = fields.optional_context(0, "certificates")) {
    read_certificate_set(*set, data.certificates, data.other_certificates);
  }
  if (auto set = fields.optional_context(1, "crls")) read_crls(*set, data);
  Reader signers = fields.inside(asn1::kSet, "signerInfos");
  while (!signers.empty()) data.signer_infos.push_back(SignerInfo::read(signers));
  fields.finish();
  reader.finish();
  return data;
}

int required_version(const SignedData& data) {
  if (!data.other_certificates.empty()) {
    // [1] v1 and [2] v2 attribute certificates, [3] others. \standard{RFC 5652, 5.1}
    const auto has = [&](std::uint8_t tag) {
      return std::any_of(data.other_certificates.begin(), data.other_certificates.end(),
                         [&](const Bytes& other) { return other[0] == tag; });
    };
    if (has(0xa3)) return 5;
    if (has(0xa2)) return 4;
    if (has(0xa1)) return 3;
  }
  const bool any_version_3 =
      std::any_of(data.signer_infos.begin(), data.signer_infos.end(),
                  [](const SignerInfo& signer) { return signer.version == 3; });
  return any_version_3 || data.encap_content_info.e_content_type != id_data ? 3 : 1;
}

Bytes SignedData::encode() const {
  const auto encodings = [](const auto& all, auto der_of) {
    std::vector<Bytes> result;
    for (const auto& one : all) result.push_back(der_of(one));
    return result;
  };
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& inside) {
      inside.integer(required_version(*this));
      inside.set_of(encodings(digest_algorithms, [](const x509::AlgorithmIdentifier& algorithm) {
        return asn1::encode([&](Writer& one) { algorithm.write(one); });
      }));
      encap_content_info.write(inside);
      if (!certificates.empty() || !other_certificates.empty()) {
        std::vector<Bytes> set = encodings(certificates, [](const x509::Certificate& certificate) {
          return primitives::to_bytes(certificate.der());
        });
        set.insert(set.end(), other_certificates.begin(), other_certificates.end());
        inside.set_of(std::move(set), asn1::context(0));
      }
      if (!crls.empty()) {
        inside.set_of(encodings(crls, [](const x509::CertificateList& crl) {
          return primitives::to_bytes(crl.der());
        }), asn1::context(1));
      }
      inside.set_of(encodings(signer_infos, [](const SignerInfo& s) { return s.encode(); }));
    });
  });
}

}  // namespace smime::cms
