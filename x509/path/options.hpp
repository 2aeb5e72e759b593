// What a verdict on a path depends on beside certificates and time: policy, purpose, limits, and
// the inputs of RFC 5280, 6.1.1.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "x509/object_identifiers.hpp"

namespace smime::x509::path {

/// Which strength of algorithms is enough.
enum class Policy {
  modern,   ///< no MD5 or SHA-1 signatures, no RSA or DSA key under 2048 bits
  article,  ///< as in 1999: MD5 and SHA-1, keys from 1024 bits
  any,      ///< everything, for looking only
};

/// "modern", "article", "any"
std::string_view to_string(Policy policy);
/// @throws Error (invalid_argument) for another word
Policy policy(std::string_view word);

/// What the end entity's key is to be used for. \standard{RFC 8550, 4.4.2 and 4.4.4}
enum class Purpose {
  sign,     ///< sign mail: digitalSignature or nonRepudiation, and emailProtection
  encrypt,  ///< receive encrypted mail: keyEncipherment or keyAgreement, and emailProtection
  any,      ///< no check of what the end entity's key is for
};

/// "sign", "encrypt", "any"
std::string_view to_string(Purpose purpose);
/// @throws Error (invalid_argument) for another word
Purpose purpose(std::string_view word);

struct PathOptions {
  Policy policy = Policy::modern;
  Purpose purpose = Purpose::any;
  bool require_revocation = false;   ///< an unknown revocation status is a failure
  std::size_t max_path_length = 16;  ///< certificates, the anchor included
  std::size_t max_candidate_paths = 64;
  std::size_t max_certificates = 1'000;  ///< looked at between the end entity and the anchors
  // The inputs of RFC 5280, 6.1.1 (c), (e), (f), (g).
  std::vector<ObjectIdentifier> initial_policy_set{};  ///< empty: any-policy
  bool initial_policy_mapping_inhibit = false;
  bool initial_explicit_policy = false;
  bool initial_any_policy_inhibit = false;
};

}  // namespace smime::x509::path
