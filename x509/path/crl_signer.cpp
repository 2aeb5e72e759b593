// Who signed a CRL (RFC 5280, 6.3.3 (f), (g)): the certificate's own issuer, the same authority
// with another key, or another authority altogether.
#include <algorithm>
#include <utility>

#include "x509/extensions.hpp"
#include "x509/path/crl_scope.hpp"
#include "x509/path/revocation.hpp"

namespace smime::x509::path {
namespace {

// Signatures of CRLs checked for one verdict.
constexpr std::size_t kMaxSignatures = 1'000;

// The public key at a place of a path, with the parameters that it inherits.
PublicKey key_at(const Path& path, std::size_t place) {
  PublicKey key = path.back().public_key();
  for (std::size_t i = path.size() - 1; i-- > place;) {
    key = path[i].public_key().with_inherited_parameters(key);
  }
  return key;
}

bool may_sign_crls(const Certificate& certificate) {
  const auto usage = certificate.extensions().find<KeyUsage>();
  return !usage || usage->has(KeyUsage::crl_sign);
}

}  // namespace

Revocation::CrlList Revocation::crls_of(const Name& issuer) const {
  const auto found = by_issuer_.find(issuer.canonical());
  return found == by_issuer_.end() ? CrlList{} : found->second;
}

// The current delta CRLs that fit, the newest first.
Revocation::CrlList Revocation::find_deltas(const CertificateList& complete) const {
  CrlList deltas;
  for (const CertificateList* crl : crls_of(complete.issuer())) {
    if (!crl->extensions().contains(id_ce_deltaCRLIndicator)) continue;
    if (is_current(*crl, at_) && is_delta_of(*crl, complete)) deltas.push_back(crl);
  }
  std::ranges::sort(deltas, [](const CertificateList* left, const CertificateList* right) {
    return *left->crl_number() > *right->crl_number();
  });
  return deltas;
}

bool Revocation::is_signed_with(const CertificateList& crl, const PublicKey& key) {
  Bytes key_octets = primitives::to_bytes(key.der());
  primitives::append(key_octets, key.algorithm().parameters);  // they may be inherited
  const auto [known, is_new] = verified_.try_emplace({&crl, std::move(key_octets)}, false);
  bool& verdict = known->second;
  if (!is_new || verified_.size() > kMaxSignatures) return verdict;
  try {
    verdict = crl.is_signed_with(key);
  } catch (const Error&) {
    verdict = false;  // a key or an algorithm that cannot be used verifies nothing
  }
  return verdict;
}

std::optional<PublicKey> Revocation::find_signer(RevocationState& state, const Place& place,
                                                 const CertificateList& crl) {
  const std::string who = "the CRL of " + crl.issuer().rfc4514();
  if (state.obstacle <= Obstacle::signer_unknown) {
    state.obstacle = Obstacle::signer_unknown;
    state.detail = who + " is not signed with a key of an authority below the same anchor";
  }
  const auto forbid = [&](const Certificate& signer) {
    if (may_sign_crls(signer)) return false;
    state.obstacle = Obstacle::may_not_sign;
    state.detail = who + " is signed with a key whose keyUsage lacks cRLSign";
    return true;
  };
  // The authorities above the certificate are validated with the path.
  for (std::size_t i = place.number + 1; i < place.path.size(); ++i) {
    if (!(place.path[i].subject() == crl.issuer())) continue;
    const PublicKey key = key_at(place.path, i);
    if (is_signed_with(crl, key) && !forbid(place.path[i])) return key;
  }
  // Another certificate needs a path of its own to the same anchor.
  const auto others = by_subject_.find(crl.issuer().canonical());
  if (others == by_subject_.end()) return std::nullopt;
  for (const Certificate& other : others->second) {
    const PublicKey key =
        other.public_key().with_inherited_parameters(key_at(place.path, place.number + 1));
    if (!is_signed_with(crl, key) || forbid(other)) continue;
    const auto validated = validate_issuer_(other, place.path.back());
    if (validated && is_signed_with(crl, *validated)) return validated;
  }
  return std::nullopt;
}

}  // namespace smime::x509::path
