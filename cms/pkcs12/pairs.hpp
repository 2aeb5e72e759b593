// Which certificate belongs to which private key of a PKCS #12 file (RFC 7292, 4.2).
#pragma once

#include "cms/pkcs12/key_store.hpp"

namespace smime::cms::pkcs12 {

/// Whether a certificate may be the one of a private key that is carried about: its
/// basicConstraints do not make it an authority's. \standard{RFC 5280, 4.2.1.9}
bool is_end_entity(const x509::Certificate& certificate);

/// Whether each key and each certificate with the same localKeyId fit, and whether, where end
/// entities have certificates here, one is for one of the keys. What does not fit is a failure,
/// that there is no key a note. \standard{RFC 2985, 5.5.2}
void check_pairs(const KeyStore& store, x509::Report& report);

}  // namespace smime::cms::pkcs12
