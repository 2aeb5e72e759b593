// Countersignatures (RFC 5652, 11.4).
#include "cms/countersignature.hpp"

#include "primitives/error.hpp"

namespace smime::cms {

SignerInfo make_countersignature(const Signer& signer, ByteView signature, RandomSource& random) {
  const Bytes digest = primitives::digest(scheme_of(signer).digest, signature);
  std::optional<Attributes> attributes;
  if (signer.with_attributes) {
    attributes.emplace();
    if (signer.signing_time) {
      attributes->add(id_signingTime, signing_time_value(*signer.signing_time));
    }
    attributes->add(id_messageDigest, message_digest_value(digest));
    for (const Attribute& more : signer.more_attributes) attributes->add(more);
  }
  return make_signer_info(signer, std::move(attributes), digest, random);
}

void countersign(SignerInfo& info, const Signer& signer, RandomSource& random) {
  const Bytes encoding = make_countersignature(signer, info.signature, random).encode();
  info.unsigned_attrs.add_value(id_countersignature, encoding);
}

std::vector<SignerInfo> countersignatures(const SignerInfo& info) {
  std::vector<SignerInfo> all;
  for (const Attribute& attribute : info.unsigned_attrs.all()) {
    if (attribute.attr_type != id_countersignature) continue;
    for (const Bytes& value : attribute.attr_values) all.push_back(SignerInfo::decode(value));
  }
  return all;
}

std::vector<SignerResult> verify_countersignatures(
    const SignedData& signed_data, const SignerInfo& info,
    const std::vector<x509::Certificate>& candidates) {
  std::vector<SignerResult> results;
  for (const SignerInfo& countersignature : countersignatures(info)) {
    results.push_back(
        verify_countersignature(signed_data, countersignature, info.signature, candidates));
  }
  return results;
}

}  // namespace smime::cms
