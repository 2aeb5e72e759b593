// Making SignedData (RFC 5652, 5.1 to 5.5).
#include "cms/signer.hpp"

#include <algorithm>

#include "cms/content_info.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/signing.hpp"

namespace smime::cms {
namespace {

// With RSASSA-PKCS1-v1_5 the field names the key alone, as programs old and new expect it.
// \standard{RFC 3370, 3.2} \standard{RFC 5754, 3.2}
x509::AlgorithmIdentifier signature_algorithm_of(const x509::SignatureScheme& scheme) {
  if (scheme.algorithm == x509::SignatureAlgorithm::rsassa_pkcs1_v1_5) {
    return x509::AlgorithmIdentifier::with_null(x509::rsaEncryption);
  }
  return x509::algorithm_identifier(scheme);
}

}  // namespace

Attributes signed_attributes(const Signer& signer, const ObjectIdentifier& content_type,
                             ByteView content_digest) {
  Attributes attributes;
  attributes.add(id_contentType, content_type_value(content_type));
  if (signer.signing_time) attributes.add(id_signingTime, signing_time_value(*signer.signing_time));
  attributes.add(id_messageDigest, message_digest_value(content_digest));
  for (const Attribute& more : signer.more_attributes) attributes.add(more);
  return attributes;
}

SignerInfo make_signer_info(const Signer& signer, const ObjectIdentifier& content_type,
                            ByteView content_digest, RandomSource& random) {
  const x509::SignatureScheme scheme = x509::default_scheme(signer.key, signer.digest);
  SignerInfo info;
  info.version = signer.by_key_identifier ? 3 : 1;
  info.sid = signer.by_key_identifier ? CertificateIdentifier::by_key_identifier(signer.certificate)
                                      : CertificateIdentifier::of(signer.certificate);
  info.digest_algorithm = x509::algorithm_identifier(scheme.digest);
  info.signature_algorithm = signature_algorithm_of(scheme);
  // Without attributes the signature is over the content's digest; with them, over their DER.
  // \standard{RFC 5652, 5.4}
  if (signer.with_attributes) {
    info.signed_attrs = signed_attributes(signer, content_type, content_digest);
    info.signed_attrs_der = info.signed_attrs->encode_as_set();
    info.signature = x509::sign(signer.key, scheme, info.signed_attrs_der, random);
  } else {
    info.signature = x509::sign_digest(signer.key, scheme, content_digest, random);
  }
  return info;
}

SignedData prepare_signed_data(const std::vector<Signer>& signers, ByteView content,
                               const SignOptions& options) {
  SignedData data;
  data.encap_content_info.e_content_type = options.content_type;
  if (!options.detached) data.encap_content_info.e_content = primitives::to_bytes(content);
  for (const Signer& signer : signers) {
    const auto algorithm =
        x509::algorithm_identifier(x509::default_scheme(signer.key, signer.digest).digest);
    auto& all = data.digest_algorithms;
    if (std::find(all.begin(), all.end(), algorithm) == all.end()) all.push_back(algorithm);
    add_once(data.certificates, signer.certificate);
  }
  for (const auto& certificate : options.certificates) add_once(data.certificates, certificate);
  return data;
}

Bytes sign(const std::vector<Signer>& signers, ByteView content, const SignOptions& options,
           RandomSource& random) {
  SignedData data = prepare_signed_data(signers, content, options);
  for (const Signer& signer : signers) {
    const auto algorithm = x509::default_scheme(signer.key, signer.digest).digest;
    const Bytes content_digest = primitives::digest(algorithm, content);
    data.signer_infos.push_back(
        make_signer_info(signer, options.content_type, content_digest, random));
  }
  return ContentInfo{id_signedData, data.encode()}.encode();
}

}  // namespace smime::cms
