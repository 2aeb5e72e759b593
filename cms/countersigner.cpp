// Making countersignatures (RFC 5652, 11.4).
#include "cms/countersigner.hpp"

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

}  // namespace smime::cms
