// Which digests and keys a policy trusts: the one place that decides what is too weak.
#include "x509/path/strength.hpp"

namespace smime::x509::path {

bool digest_is_trusted(Policy policy, primitives::DigestAlgorithm digest) {
  const bool is_broken =
      digest == primitives::DigestAlgorithm::md5 || digest == primitives::DigestAlgorithm::sha1;
  return policy != Policy::modern || !is_broken;
}

std::size_t fewest_key_bits(Policy policy) {
  switch (policy) {
    case Policy::modern:
      return 2048;
    case Policy::article:
      return 1024;
    case Policy::any:
      return 0;
  }
  return 0;
}

bool key_is_trusted(Policy policy, const PublicKey& key) {
  return key.type() == KeyType::unknown || key.bits() >= fewest_key_bits(policy);
}

void check_digest(Report& report, Policy policy, primitives::DigestAlgorithm digest,
                  const std::string& subject) {
  const std::string name(to_string(digest));
  if (digest_is_trusted(policy, digest)) {
    report.pass("digest-strength", "RFC 8551, 2.1", subject, name);
    return;
  }
  report.fail(Reason::weak_digest, "digest-strength", "RFC 8551, B.1", subject,
              "it is signed over " + name + ", for which collisions are made; the policy " +
                  std::string(to_string(policy)) +
                  " trusts SHA-2 alone. Ask for a certificate or message signed over sha256, or "
                  "look at this one under the policy article");
}

void check_key(Report& report, Policy policy, const PublicKey& key, const std::string& subject) {
  if (key_is_trusted(policy, key)) {
    report.pass("key-strength", "RFC 8550, 4.1", subject, key.description());
    return;
  }
  report.fail(Reason::weak_key, "key-strength", "RFC 8550, 4.3", subject,
              "its key is " + key.description() + "; the policy " + std::string(to_string(policy)) +
                  " trusts keys from " + std::to_string(fewest_key_bits(policy)) +
                  " bits. Its holder needs a longer key");
}

}  // namespace smime::x509::path
