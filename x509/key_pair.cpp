// Which public key belongs to which private key, whatever stands beside the keys themselves.
#include "x509/key_pair.hpp"

#include <algorithm>

#include "primitives/rsa_private.hpp"

namespace smime::x509 {
namespace {

bool is_rsa(const PublicKey& key) {
  return key.type() == KeyType::rsa || key.type() == KeyType::rsassa_pss;
}

bool is_inherited(const PublicKey& left, const PublicKey& right) {
  return left.type() == KeyType::dsa && right.type() == KeyType::dsa &&
         (left.inherits_parameters() || right.inherits_parameters());
}

}  // namespace

bool same_key(const PublicKey& left, const PublicKey& right) {
  const bool octets_alone = (is_rsa(left) && is_rsa(right)) || is_inherited(left, right);
  if (!octets_alone) return left == right;
  return std::ranges::equal(left.subject_public_key(), right.subject_public_key());
}

PrivateKey restricted_as(const PublicKey& certified, const PrivateKey& key) {
  if (key.type() != KeyType::rsa || certified.type() != KeyType::rsassa_pss) return key;
  return PrivateKey::rsassa_pss(key.rsa_key(), certified.pss_parameters());
}

}  // namespace smime::x509
