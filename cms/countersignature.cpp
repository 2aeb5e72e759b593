// Countersignatures (RFC 5652, 11.4).
#include "cms/countersignature.hpp"

namespace smime::cms {

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
