// Chains with CRLs: full, delta, indirect, in parts, and such as say nothing.
#include "tests/interop/chains.hpp"
#include "tests/support/random.hpp"
#include "x509/distribution_points.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

using Crls = std::vector<CertificateList>;
using Entries = std::vector<RevokedCertificate>;

CrlProfile current(const std::string& issuing_point = "") {
  CrlProfile profile;
  profile.this_update = Time{Cast::get().now.seconds - 3600};
  profile.next_update = Time{Cast::get().now.seconds + 86400};
  if (!issuing_point.empty()) {
    IssuingDistributionPoint scope;
    scope.distribution_point = DistributionPointName{{GeneralName::uri(issuing_point)}, {}};
    profile.extensions.set(scope, true);
  }
  return profile;
}

CrlProfile scoped(const IssuingDistributionPoint& scope) {
  CrlProfile profile = current();
  profile.extensions.set(scope, true);
  return profile;
}

CertificateList crl(const Authority& issuer, const Entries& entries,
                    const CrlProfile& profile = current()) {
  TestRandom random(70);
  return issue_crl(issuer, entries, profile, random);
}

RevokedCertificate entry(const Certificate& certificate, CrlReason reason) {
  return revoke(certificate, Time{Cast::get().now.seconds - 7200}, reason);
}

CertificateList broken(const CertificateList& crl) {
  Bytes der = primitives::to_bytes(crl.der());
  der.back() ^= 1;
  return CertificateList::decode(der);
}

Change point_at(const std::string& uri) {
  DistributionPoint point;
  point.distribution_point = DistributionPointName{{GeneralName::uri(uri)}, {}};
  return with(CrlDistributionPoints{{point}}, false);
}

// Both must know of every certificate whether it is revoked. `of_end` are the CRLs of the end's
// issuer; the root's is always there.
Chain judged(const char* name, std::function<Crls(const MadeChain&)> of_end) {
  Chain chain{.name = name};
  chain.crls = [of_end](const MadeChain& made) {
    Crls list = of_end(made);
    list.push_back(crl(made.root, {}));
    return list;
  };
  chain.options.require_revocation = true;
  chain.flags = "-crl_check_all -extended_crl -use_deltas";
  return chain;
}

Chain refused(Reason reason, int openssl, const char* name,
              std::function<Crls(const MadeChain&)> of_end) {
  Chain chain = judged(name, std::move(of_end));
  chain.reason = reason;
  chain.openssl = openssl;
  return chain;
}

CrlProfile numbered(int number, std::optional<int> base = std::nullopt) {
  CrlProfile profile = current();
  profile.number = number;
  if (base) profile.base_crl_number = *base;
  // openssl looks for delta CRLs where this tells it to.
  DistributionPoint point;
  point.distribution_point =
      DistributionPointName{{GeneralName::uri("http://example.com/d.crl")}, {}};
  if (!base) profile.extensions.set(FreshestCrl{{point}}, false);
  return profile;
}

std::vector<Chain> chains_of_full_crls() {
  CrlProfile old = current(), early = current(), odd = current();
  old.next_update = Time{Cast::get().now.seconds - 60};
  early.this_update = Time{Cast::get().now.seconds + 60};
  odd.extensions.set({ObjectIdentifier("1.2.3.4"), true, {0x05, 0x00}});
  using enum Reason;
  const auto with_profile = [](const CrlProfile& profile) {
    return [profile](const MadeChain& made) { return Crls{crl(made.middle, {}, profile)}; };
  };
  const auto revoking = [](CrlReason reason) {
    return [reason](const MadeChain& made) {
      return Crls{crl(made.middle, {entry(made.end, reason)})};
    };
  };
  Chain no_cert_sign =
      refused(wrong_key_usage, 35, "CRL by a key that may not", with_profile(current()));
  no_cert_sign.middle = with(KeyUsage{KeyUsage::key_cert_sign});
  return {
      judged("not revoked", with_profile(current())),
      refused(revoked, 23, "key lost", revoking(CrlReason::key_compromise)),
      refused(revoked, 23, "no reason given", revoking(CrlReason::unspecified)),
      refused(revoked, 23, "on hold", revoking(CrlReason::certificate_hold)),
      judged("another one revoked",
             [](const MadeChain& made) {
               return Crls{crl(made.middle, {entry(Cast::get().intermediate.certificate,
                                                   CrlReason::superseded)})};
             }),
      refused(revocation_unknown, 12, "CRL out of date", with_profile(old)),
      refused(revocation_unknown, 11, "CRL not yet valid", with_profile(early)),
      refused(revocation_unknown, 3, "no CRL", [](const MadeChain&) { return Crls{}; }),
      refused(revocation_unknown, 36, "CRL not understood", with_profile(odd)),
      refused(revocation_unknown, 8, "signature of the CRL altered",
              [](const MadeChain& made) { return Crls{broken(crl(made.middle, {}))}; }),
      no_cert_sign,
  };
}

std::vector<Chain> chains_of_other_crls() {
  using enum Reason;
  IssuingDistributionPoint users, authorities, some;
  users.only_contains_user_certs = true;
  authorities.only_contains_ca_certs = true;
  some.only_some_reasons = 1U << 1;
  const auto with_scope = [](const IssuingDistributionPoint& scope) {
    return [scope](const MadeChain& made) { return Crls{crl(made.middle, {}, scoped(scope))}; };
  };
  const auto at_point = [](const MadeChain& made) {
    return Crls{crl(made.middle, {}, current("http://example.com/1.crl"))};
  };
  Chain same_point = judged("a point's CRL", at_point);
  same_point.end = point_at("http://example.com/1.crl");
  Chain other_point = refused(revocation_unknown, 44, "another point's CRL", at_point);
  other_point.end = point_at("http://example.com/2.crl");
  return {
      same_point,
      other_point,
      judged("CRL for users", with_scope(users)),
      refused(revocation_unknown, 44, "CRL for authorities", with_scope(authorities)),
      refused(revocation_unknown, 3, "CRL for one reason", with_scope(some)),
      refused(revoked, 23, "revoked since, says the delta",
              [](const MadeChain& made) {
                return Crls{
                    crl(made.middle, {}, numbered(1)),
                    crl(made.middle, {entry(made.end, CrlReason::superseded)}, numbered(2, 1))};
              }),
      judged("hold ended, says the delta",
             [](const MadeChain& made) {
               return Crls{
                   crl(made.middle, {entry(made.end, CrlReason::certificate_hold)}, numbered(1)),
                   crl(made.middle, {entry(made.end, CrlReason::remove_from_crl)}, numbered(2, 1))};
             }),
  };
}

}  // namespace

std::vector<Chain> chains_of_revocation() {
  std::vector<Chain> all = chains_of_full_crls();
  for (Chain& chain : chains_of_other_crls()) all.push_back(std::move(chain));
  // The authority itself is revoked.
  Chain authority = refused(Reason::revoked, 23, "authority revoked", {});
  authority.crls = [](const MadeChain& made) {
    return Crls{crl(made.middle, {}),
                crl(made.root, {entry(made.middle.certificate, CrlReason::ca_compromise)})};
  };
  all.push_back(authority);
  return all;
}

}  // namespace smime::tests
