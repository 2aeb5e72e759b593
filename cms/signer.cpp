// Making SignedData (RFC 5652, 5.1 to 5.5).
#include "cms/signer.hpp"

#include <algorithm>

#include "cms/content_info.hpp"
#include "primitives/rsa_private.hpp"
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

// A SignerInfo but for its signature.
SignerInfo unsigned_signer_info(const Signer& signer, std::optional<Attributes> signed_attrs) {
  const x509::SignatureScheme scheme = scheme_of(signer);
  SignerInfo info;
  info.sid = signer.by_key_identifier ? CertificateIdentifier::by_key_identifier(signer.certificate)
                                      : CertificateIdentifier::of(signer.certificate);
  info.version = required_version(info);
  info.digest_algorithm = x509::algorithm_identifier(scheme.digest);
  info.signature_algorithm = signature_algorithm_of(scheme);
  info.signed_attrs = std::move(signed_attrs);
  if (info.signed_attrs) info.signed_attrs_der = info.signed_attrs->encode_as_set();
  for (const Attribute& attribute : signer.unsigned_attributes) info.unsigned_attrs.add(attribute);
  return info;
}

std::optional<Attributes> attributes_of(const Signer& signer, const ObjectIdentifier& content_type,
                                        ByteView content_digest) {
  // They may be absent for id-data alone. \standard{RFC 5652, 5.3}
  if (!signer.with_attributes && content_type == id_data) return std::nullopt;
  return signed_attributes(signer, content_type, content_digest);
}

void list_digest(SignedData& data, const Signer& signer) {
  const auto algorithm = x509::algorithm_identifier(scheme_of(signer).digest);
  auto& all = data.digest_algorithms;
  if (std::find(all.begin(), all.end(), algorithm) == all.end()) all.push_back(algorithm);
}

std::vector<DigestAlgorithm> digests_of(const std::vector<Signer>& signers) {
  std::vector<DigestAlgorithm> all;
  for (const Signer& signer : signers) {
    const DigestAlgorithm digest = scheme_of(signer).digest;
    if (std::find(all.begin(), all.end(), digest) == all.end()) all.push_back(digest);
  }
  return all;
}

void sign_all(SignedData& data, const std::vector<Signer>& signers, const SignOptions& options,
              const ContentDigests& digests, RandomSource& random) {
  for (const Signer& signer : signers) {
    data.signer_infos.push_back(make_signer_info(signer, options.content_type,
                                                 digests.at(scheme_of(signer).digest), random));
  }
}

// Octets behind the content, if every signature's size is known before it is made.
std::optional<std::uint64_t> size_after_content(SignedData data, const std::vector<Signer>& signers,
                                                const SignOptions& options) {
  for (const Signer& signer : signers) {
    const x509::SignatureScheme scheme = scheme_of(signer);
    if (scheme.algorithm == x509::SignatureAlgorithm::dsa) return std::nullopt;
    const Bytes digest(primitives::digest_size(scheme.digest));
    SignerInfo info =
        unsigned_signer_info(signer, attributes_of(signer, options.content_type, digest));
    info.signature.resize(signer.key.rsa_key().size());
    data.signer_infos.push_back(std::move(info));
  }
  return encode_after_content(data).size();
}

asn1::StreamWriter start_signed_data(const SignedData& data, std::uint64_t after_size, Sink& out,
                                     std::optional<std::uint64_t> content_size) {
  const Bytes type = asn1::encode([&](asn1::Writer& writer) {
    writer.object_identifier(data.encap_content_info.e_content_type);
  });
  auto levels = content_info_levels(id_signedData);
  levels.push_back({asn1::kSequence, encode_before_content(data), after_size});
  levels.push_back({asn1::kSequence, type, 0});
  levels.push_back({asn1::context(0), {}, 0});
  return {out, levels, asn1::kOctetString, content_size};
}

}  // namespace

x509::SignatureScheme scheme_of(const Signer& signer) {
  if (signer.rsassa_pss && signer.key.type() == x509::KeyType::rsa) {
    return x509::SignatureScheme::rsassa_pss(signer.digest);
  }
  return x509::default_scheme(signer.key, signer.digest);
}

Attributes signed_attributes(const Signer& signer, const ObjectIdentifier& content_type,
                             ByteView content_digest) {
  Attributes attributes;
  attributes.add(id_contentType, content_type_value(content_type));
  if (signer.signing_time) attributes.add(id_signingTime, signing_time_value(*signer.signing_time));
  attributes.add(id_messageDigest, message_digest_value(content_digest));
  for (const Attribute& more : signer.more_attributes) attributes.add(more);
  return attributes;
}

SignerInfo make_signer_info(const Signer& signer, std::optional<Attributes> signed_attrs,
                            ByteView content_digest, RandomSource& random) {
  SignerInfo info = unsigned_signer_info(signer, std::move(signed_attrs));
  const x509::SignatureScheme scheme = scheme_of(signer);
  // Without attributes the signature is over the content's digest; with them, over their DER.
  // \standard{RFC 5652, 5.4}
  info.signature = info.signed_attrs
                       ? x509::sign(signer.key, scheme, info.signed_attrs_der, random)
                       : x509::sign_digest(signer.key, scheme, content_digest, random);
  return info;
}

SignerInfo make_signer_info(const Signer& signer, const ObjectIdentifier& content_type,
                            ByteView content_digest, RandomSource& random) {
  return make_signer_info(signer, attributes_of(signer, content_type, content_digest),
                          content_digest, random);
}

SignedData prepare_signed_data(const std::vector<Signer>& signers, ByteView content,
                               const SignOptions& options) {
  SignedData data;
  data.encap_content_info.e_content_type = options.content_type;
  if (!options.detached) data.encap_content_info.e_content = primitives::to_bytes(content);
  for (const Signer& signer : signers) {
    list_digest(data, signer);
    if (options.signer_certificates) add_once(data.certificates, signer.certificate);
  }
  for (const auto& certificate : options.certificates) add_once(data.certificates, certificate);
  data.crls = options.crls;
  return data;
}

void add_signer(SignedData& data, const Signer& signer, ByteView content_digest,
                RandomSource& random) {
  list_digest(data, signer);
  add_once(data.certificates, signer.certificate);
  data.signer_infos.push_back(
      make_signer_info(signer, data.encap_content_info.e_content_type, content_digest, random));
}

Bytes sign(const std::vector<Signer>& signers, ByteView content, const SignOptions& options,
           RandomSource& random) {
  ContentDigests digests;
  for (const DigestAlgorithm algorithm : digests_of(signers)) {
    digests[algorithm] = primitives::digest(algorithm, content);
  }
  SignedData data = prepare_signed_data(signers, {}, options);
  sign_all(data, signers, options, digests, random);
  if (options.detached) return ContentInfo{id_signedData, data.encode()}.encode();
  const Bytes after = encode_after_content(data);
  primitives::BytesSink out;
  asn1::StreamWriter writer = start_signed_data(data, after.size(), out, content.size());
  writer.content().write(content);
  writer.finish({{}, {}, after});
  return out.take();
}

void sign(const std::vector<Signer>& signers, Source& content,
          std::optional<std::uint64_t> content_size, const SignOptions& options, Sink& out,
          RandomSource& random) {
  SignedData data = prepare_signed_data(signers, {}, options);
  if (options.detached) {
    primitives::NullSink nowhere;
    DigestingSink digesting(digests_of(signers), nowhere);
    pump(content, digesting);
    sign_all(data, signers, options, digesting.finish(), random);
    return out.write(ContentInfo{id_signedData, data.encode()}.encode());
  }
  const auto after_size = size_after_content(data, signers, options);
  if (!after_size) content_size.reset();
  asn1::StreamWriter writer = start_signed_data(data, after_size.value_or(0), out, content_size);
  DigestingSink digesting(digests_of(signers), writer.content());
  pump(content, digesting);
  sign_all(data, signers, options, digesting.finish(), random);
  writer.finish({{}, {}, encode_after_content(data)});
}

Bytes certificates_only(const std::vector<x509::Certificate>& certificates,
                        const std::vector<x509::CertificateList>& crls) {
  SignOptions options;
  options.detached = true;
  options.certificates = certificates;
  options.crls = crls;
  return ContentInfo{id_signedData, prepare_signed_data({}, {}, options).encode()}.encode();
}

}  // namespace smime::cms
