// What a CRL covers (RFC 5280, 6.3.3 (b) to (d)): its issuer, its distribution point, its reasons.
#pragma once

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/distribution_points.hpp"

namespace smime::x509::path {

/// The names of a distribution point; one relative to an issuer is completed with `issuer`.
/// \standard{RFC 5280, 4.2.1.13}
GeneralNames full_names(const DistributionPointName& point, const Name& issuer);

/// The point to assume for CRLs that no distribution point names: it has the names of the
/// certificate's issuer. \standard{RFC 5280, 6.3.3}
DistributionPoint assumed_distribution_point(const Certificate& certificate);

/// Whether the CRL is of the issuer that the point names, or of the certificate's.
/// \standard{RFC 5280, 6.3.3 (b)(1)}
bool is_of_issuer(const CertificateList& crl, const DistributionPoint& point,
                  const Certificate& certificate);

/// Whether the CRL's issuingDistributionPoint includes this certificate and point.
/// \standard{RFC 5280, 6.3.3 (b)(2)}
bool is_in_scope(const CertificateList& crl, const DistributionPoint& point,
                 const Certificate& certificate);

/// Whether the delta CRL tells what is new since the complete one: same issuer, scope and key, and
/// a base that is not newer. \standard{RFC 5280, 6.3.3 (c)} \standard{RFC 5280, 5.2.4}
bool is_delta_of(const CertificateList& delta, const CertificateList& complete);

/// \standard{RFC 5280, 6.3.3 (d)}
ReasonFlags interim_reasons_mask(const CertificateList& crl, const DistributionPoint& point);

/// Whether `at` lies between thisUpdate and nextUpdate.
bool is_current(const CertificateList& crl, Time at);

/// Whether the CRL, or an entry of it, has a critical extension without meaning here.
/// \standard{RFC 5280, 5.2 and 5.3}
bool has_unknown_critical_extension(const CertificateList& crl);

}  // namespace smime::x509::path
