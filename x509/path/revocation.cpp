// Revocation by CRL (RFC 5280, 6.3): whether a certificate of a path was revoked at a time.
#include "x509/path/revocation.hpp"

#include <algorithm>
#include <utility>

#include "x509/path/crl_scope.hpp"

namespace smime::x509::path {
namespace {

// CRLs and distribution points put together for one verdict.
constexpr std::size_t kMaxTried = 10'000;

void set_obstacle(RevocationState& state, Obstacle obstacle, std::string detail) {
  if (obstacle < state.obstacle) return;
  state.obstacle = obstacle;
  state.detail = std::move(detail);
}

std::string period(const CertificateList& crl) {
  const TbsCertList& list = crl.tbs_cert_list();
  return list.this_update.rfc3339() + " to " +
         (list.next_update ? list.next_update->rfc3339() : "an open end");
}

std::vector<DistributionPoint> distribution_points(const Certificate& certificate) {
  const auto found = certificate.extensions().find<CrlDistributionPoints>();
  return found ? found->points : std::vector<DistributionPoint>{};
}

}  // namespace

Revocation::Revocation(const std::vector<CertificateList>& crls,
                       const std::vector<Certificate>& candidates, Time at,
                       const PathOptions& options, ValidateIssuer validate_issuer)
    : at_(at), options_(options), validate_issuer_(std::move(validate_issuer)) {
  for (const CertificateList& crl : crls) by_issuer_[crl.issuer().canonical()].push_back(&crl);
  if (crls.empty()) return;
  for (const Certificate& candidate : candidates) {
    by_subject_[candidate.subject().canonical()].push_back(candidate);
  }
}

void Revocation::check(Report& report, const Path& path) {
  for (std::size_t i = path.size() - 1; i-- > 0;) {
    try {
      report_state(report, path[i], look_up(path, i));
    } catch (const Error& error) {
      report.fail(Reason::malformed, "revocation", error.standard(), path[i].subject().rfc4514(),
                  error.what());
    }
  }
}

RevocationState Revocation::look_up(const Path& path, std::size_t number) {
  const Place place{path, number};
  RevocationState state;
  for (const DistributionPoint& point : distribution_points(place.certificate())) {
    process_point(state, place, point);
  }
  // Then the CRLs of its issuer that no distribution point names.
  if (!state.is_determined() && !by_issuer_.empty()) {
    process_point(state, place, assumed_distribution_point(place.certificate()));
  }
  return state;
}

void Revocation::process_point(RevocationState& state, const Place& place,
                               const DistributionPoint& point) {
  std::vector<Name> issuers;
  if (point.crl_issuer.empty()) issuers.push_back(place.certificate().issuer());
  for (const GeneralName& name : point.crl_issuer) {
    if (name.type == GeneralNameType::directory_name) issuers.push_back(name.directory_name);
  }
  for (const Name& issuer : issuers) {
    for (const CertificateList* crl : crls_of(issuer)) {
      if (state.is_determined()) return;
      if (++tried_ > kMaxTried) {
        set_obstacle(state, Obstacle::too_many, "there are too many CRLs to look it up in");
        return;
      }
      try {
        process_crl(state, place, point, *crl);
      } catch (const Error& error) {  // a CRL that cannot be read says nothing
        set_obstacle(state, Obstacle::out_of_scope,
                     std::string("a CRL is unreadable: ") + error.what());
      }
    }
  }
}

bool Revocation::covers(RevocationState& state, const Place& place, const DistributionPoint& point,
                        const CertificateList& crl) const {
  if (crl.extensions().contains(id_ce_deltaCRLIndicator)) {
    set_obstacle(state, Obstacle::out_of_scope, "there is a delta CRL, but not its complete CRL");
    return false;
  }
  // (b) its issuer and scope.
  if (!is_of_issuer(crl, point, place.certificate()) ||
      !is_in_scope(crl, point, place.certificate())) {
    set_obstacle(state, Obstacle::out_of_scope,
                 "the CRL of " + crl.issuer().rfc4514() + " is for other certificates than this");
    return false;
  }
  // (d) the reasons that it speaks of, (e) some of them new.
  return (interim_reasons_mask(crl, point) & ~state.reasons_mask) != 0;
}

void Revocation::process_crl(RevocationState& state, const Place& place,
                             const DistributionPoint& point, const CertificateList& crl) {
  const std::string who = "the CRL of " + crl.issuer().rfc4514();
  // (b), (d), (e) what it covers.
  if (!covers(state, place, point, crl)) return;
  // (a) it is current, or a delta CRL brings it up to date, (c) of the same issuer and scope.
  CrlList deltas = find_deltas(crl);
  if (!is_current(crl, at_) && deltas.empty()) {
    set_obstacle(state, Obstacle::out_of_date,
                 who + " is for " + period(crl) + ", not for " + at_.rfc3339());
    return;
  }
  // (f) the key of the CRL's issuer, (g) which signed it.
  const auto key = find_signer(state, place, crl);
  if (!key) return;
  // (h) a delta CRL is signed with the same key.
  std::erase_if(deltas,
                [&](const CertificateList* delta) { return !is_signed_with(*delta, *key); });
  if (!is_current(crl, at_) && deltas.empty()) return;
  const CertificateList* delta = deltas.empty() ? nullptr : deltas.front();
  // (i), (j), (k) the entries.
  search(state, place, crl, delta);
  // A CRL that is not understood in full may revoke, and clears nobody (RFC 5280, 5.2 and 5.3).
  if (has_unknown_critical_extension(crl) || (delta && has_unknown_critical_extension(*delta))) {
    set_obstacle(state, Obstacle::critical_extension,
                 who + " has a critical extension that is not understood");
    return;
  }
  // (l) the reasons that are covered now.
  state.reasons_mask |= interim_reasons_mask(crl, point);
}

void Revocation::search(RevocationState& state, const Place& place, const CertificateList& crl,
                        const CertificateList* delta) const {
  const Certificate& certificate = place.certificate();
  const RevokedCertificate* entry = nullptr;
  // (i) on the delta CRL, (j) else on the complete one.
  if (delta != nullptr) entry = delta->find(certificate.issuer(), certificate.serial_number());
  if (entry == nullptr) entry = crl.find(certificate.issuer(), certificate.serial_number());
  if (entry == nullptr) return;
  // (k) removeFromCRL takes back a hold.
  if (entry->reason() == CrlReason::remove_from_crl) return;
  state.cert_status = entry->reason();
  state.revocation_date = entry->revocation_date;
}

void Revocation::report_state(Report& report, const Certificate& certificate,
                              const RevocationState& state) {
  const std::string subject = certificate.subject().rfc4514();
  if (state.cert_status) {
    report.fail(Reason::revoked, "revocation", "RFC 5280, 6.1.3 (a)(3)", subject,
                "revoked at " + state.revocation_date->rfc3339() + ", " +
                    std::string(to_string(*state.cert_status)) +
                    "; its holder needs a new certificate");
  } else if (state.is_determined()) {
    report.pass("revocation", "RFC 5280, 6.1.3 (a)(3)", subject, "not on the current CRL");
  } else if (!options_.require_revocation) {
    report.note("revocation", "RFC 5280, 6.3.3", subject, state.detail);
  } else {
    if (state.obstacle == Obstacle::may_not_sign) {
      report.fail(Reason::wrong_key_usage, "crl-sign", "RFC 5280, 6.3.3 (f)", subject,
                  state.detail);
    }
    report.fail(
        Reason::revocation_unknown, "revocation", "RFC 5280, 6.3.3", subject,
        "whether it is revoked is not known: " + state.detail + "; give a current CRL with --crl");
  }
}

}  // namespace smime::x509::path
