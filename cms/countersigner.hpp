// Making countersignatures (RFC 5652, 11.4).
#pragma once

#include "cms/signer.hpp"

namespace smime::cms {

/// A SignerInfo over the octets of a signature. Its signed attributes hold no content-type.
/// \standard{RFC 5652, 11.4}
SignerInfo make_countersignature(const Signer& signer, ByteView signature, RandomSource& random);

/// Puts a countersignature into a signer's unsigned attributes.
void countersign(SignerInfo& info, const Signer& signer, RandomSource& random);

}  // namespace smime::cms
