// Certification requests: PKCS #10 (RFC 2986), with the extensionRequest attribute (RFC
// 2985, 5.4.2).
#include "x509/request.hpp"

#include <algorithm>

#include "x509/signed_object.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;

constexpr std::size_t kMaxAttributes = 256;

// Attributes come unsorted from many programs; PKCS #10 asks DER of them, nobody else does.
std::vector<RequestAttribute> read_attributes(Reader& fields) {
  std::vector<RequestAttribute> attributes;
  auto list = fields.optional_context(0, "attributes");
  while (list && !list->empty()) {
    if (attributes.size() == kMaxAttributes) {
      throw list->error(ErrorKind::limit_exceeded, "more than 256 attributes",
                        "there are at most 256 here", "");
    }
    Reader attribute = list->sequence("attribute");
    RequestAttribute& read = attributes.emplace_back();
    read.type = attribute.object_identifier("type");
    Reader values = attribute.set_of("values");
    do {
      read.values.push_back(primitives::to_bytes(values.any()));
    } while (!values.empty());
    attribute.finish();
  }
  return attributes;
}

Bytes encode(const RequestAttribute& attribute) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.object_identifier(attribute.type);
      fields.set_of(attribute.values);
    });
  });
}

}  // namespace

CertificationRequestInfo CertificationRequestInfo::read(Reader& reader) {
  Reader fields = reader.sequence("certificationRequestInfo");
  const Integer version = fields.integer("version");
  if (version != 0) {
    throw fields.error(ErrorKind::unsupported_version, "version " + version.str(),
                       "a request is of version v1 (0)", "RFC 2986, 4.1");
  }
  CertificationRequestInfo info;
  info.subject = Name::read(fields, "subject");
  info.subject_pk_info = PublicKey::read(fields, "subjectPKInfo");
  info.attributes = read_attributes(fields);
  fields.finish();
  return info;
}

Bytes CertificationRequestInfo::encode() const {
  std::vector<Bytes> encodings;
  for (const RequestAttribute& attribute : attributes) {
    encodings.push_back(x509::encode(attribute));
  }
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      fields.integer(Integer(0));
      fields.raw(subject.der());
      fields.raw(subject_pk_info.der());
      fields.set_of(encodings, asn1::context(0));
    });
  });
}

Extensions CertificationRequestInfo::extension_request() const {
  const auto found = std::ranges::find(attributes, id_extensionRequest, &RequestAttribute::type);
  if (found == attributes.end()) return {};
  Reader reader(found->values.front(), asn1::Rules::der(), "extensionRequest");
  Extensions extensions = Extensions::read(reader, {});
  reader.finish();
  return extensions;
}

void CertificationRequestInfo::request_extensions(const Extensions& extensions) {
  std::erase_if(attributes, [](const RequestAttribute& attribute) {
    return attribute.type == id_extensionRequest;
  });
  if (extensions.empty()) return;
  attributes.push_back(
      {id_extensionRequest, {asn1::encode([&](Writer& writer) { extensions.write(writer); })}});
}

CertificationRequest CertificationRequest::decode(ByteView der) {
  CertificationRequest request;
  request.der_ = primitives::to_bytes(der);
  const SignedObject object = read_signed_object(
      request.der_, "certificationRequest", "signature",
      [&](Reader& reader) { request.info_ = CertificationRequestInfo::read(reader); });
  request.info_der_ = primitives::to_bytes(object.tbs);
  request.signature_unused_bits_ = object.signature.unused_bits;
  request.signature_algorithm_ = object.signature_algorithm;
  request.signature_ = primitives::to_bytes(object.signature.octets);
  return request;
}

CertificationRequest CertificationRequest::assemble(ByteView info,
                                                    const AlgorithmIdentifier& algorithm,
                                                    ByteView signature) {
  return decode(write_signed_object(info, algorithm, signature));
}

bool CertificationRequest::verify() const {
  return verify_signed_object(info_.subject_pk_info, info_der_, signature_algorithm_,
                              {signature_, signature_unused_bits_});
}

}  // namespace smime::x509
