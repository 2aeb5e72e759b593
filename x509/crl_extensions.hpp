// The extensions of CRLs and of their entries (RFC 5280, 5.2 and 5.3).
#pragma once

#include "asn1/time.hpp"
#include "primitives/integer.hpp"
#include "x509/crl.hpp"
#include "x509/extension.hpp"
#include "x509/general_name.hpp"

namespace smime::x509 {

/// \standard{RFC 5280, 5.2.3}
struct CrlNumber {
  Integer number;

  static const ObjectIdentifier& id() { return id_ce_cRLNumber; }
  static CrlNumber decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 5.2.4}
struct DeltaCrlIndicator {
  Integer base_crl_number;

  static const ObjectIdentifier& id() { return id_ce_deltaCRLIndicator; }
  static DeltaCrlIndicator decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 5.3.1}
struct ReasonCode {
  CrlReason reason = CrlReason::unspecified;

  static const ObjectIdentifier& id() { return id_ce_cRLReasons; }
  static ReasonCode decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 5.3.2}
struct InvalidityDate {
  Time date;

  static const ObjectIdentifier& id() { return id_ce_invalidityDate; }
  static InvalidityDate decode(ByteView value);
  Bytes encode() const;
};

/// Whose certificate an entry of an indirect CRL means. \standard{RFC 5280, 5.3.3}
struct CertificateIssuer {
  GeneralNames names;

  static const ObjectIdentifier& id() { return id_ce_certificateIssuer; }
  static CertificateIssuer decode(ByteView value);
  Bytes encode() const;
};

}  // namespace smime::x509
