// Revocation by CRL (RFC 5280, 6.3): whether a certificate of a path was revoked at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/distribution_points.hpp"
#include "x509/path/builder.hpp"
#include "x509/path/options.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// Why the CRL that came nearest to an answer gave none; a later one explains more.
enum class Obstacle {
  none_at_hand,
  out_of_scope,
  out_of_date,
  signer_unknown,
  may_not_sign,
  critical_extension,
  too_many
};

/// The state variables of looking one certificate up. \standard{RFC 5280, 6.3.2}
struct RevocationState {
  ReasonFlags reasons_mask = 0;                     ///< the reasons that were looked for
  std::optional<CrlReason> cert_status;             ///< nothing: UNREVOKED
  std::optional<Time> revocation_date;              ///< with a status
  Obstacle obstacle = Obstacle::none_at_hand;       ///< where the status stays UNDETERMINED
  std::string detail = "no CRL for it is at hand";  ///< the same for people

  bool is_determined() const { return cert_status || reasons_mask == kAllReasons; }
};

/// Looks certificates up in CRLs, delta and indirect ones included, for one verdict.
class Revocation {
 public:
  /// The key of a CRL issuer's certificate, with its parameters, where a path from it to `anchor`
  /// is valid. \standard{RFC 5280, 6.3.3 (f)}
  using ValidateIssuer = std::function<std::optional<PublicKey>(const Certificate& crl_issuer,
                                                                const Certificate& anchor)>;

  /// @param candidates  where certificates of CRL issuers are looked for, beside the path
  Revocation(const std::vector<CertificateList>& crls, const std::vector<Certificate>& candidates,
             Time at, const PathOptions& options, ValidateIssuer validate_issuer);

  /// Looks up every certificate of the path but the anchor, from the anchor's side.
  void check(Report& report, const Path& path);
  /// Looks up the certificate at one place of the path. \standard{RFC 5280, 6.3.3}
  RevocationState look_up(const Path& path, std::size_t place);

 private:
  struct Place {  // what is looked up
    const Path& path;
    std::size_t number;
    const Certificate& certificate() const { return path[number]; }
  };
  using CrlList = std::vector<const CertificateList*>;

  void process_point(RevocationState& state, const Place& place, const DistributionPoint& point);
  bool covers(RevocationState& state, const Place& place, const DistributionPoint& point,
              const CertificateList& crl) const;
  void process_crl(RevocationState& state, const Place& place, const DistributionPoint& point,
                   const CertificateList& crl);
  void search(RevocationState& state, const Place& place, const CertificateList& crl,
              const CertificateList* delta) const;
  CrlList crls_of(const Name& issuer) const;
  CrlList find_deltas(const CertificateList& complete) const;
  std::optional<PublicKey> find_signer(RevocationState& state, const Place& place,
                                       const CertificateList& crl);
  bool is_signed_with(const CertificateList& crl, const PublicKey& key);
  void report_state(Report& report, const Certificate& certificate, const RevocationState& state);

  std::map<Bytes, CrlList> by_issuer_;  // by canonical name
  std::map<Bytes, std::vector<Certificate>> by_subject_;
  Time at_;
  const PathOptions& options_;
  ValidateIssuer validate_issuer_;
  std::map<std::pair<const CertificateList*, Bytes>, bool> verified_;  // with a key's encoding
  std::size_t tried_ = 0;
};

}  // namespace smime::x509::path
