// Revocation by CRL (RFC 5280, 6.3): whether a certificate of a path was revoked at a time.
#pragma once

#include <vector>

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/path/builder.hpp"
#include "x509/path/options.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// Looks up every certificate of the path but the anchor, from the anchor's side.
void check_revocation(Report& report, const Path& path, const std::vector<CertificateList>& crls,
                      Time at, const PathOptions& options);

}  // namespace smime::x509::path
