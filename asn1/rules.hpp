// How strictly ASN.1 is read, as a value: DER, or BER to a depth.
#pragma once

namespace smime::asn1 {

/// The default bound on the nesting of values.
inline constexpr unsigned kDefaultDepth = 64;

/// The encoding rules that a reader enforces.
struct Rules {
  bool distinguished = true;       ///< DER; false: BER as received in CMS and PKCS #12
  unsigned depth = kDefaultDepth;  ///< levels of nesting that are still allowed

  /// Exactly one encoding for each value. \standard{X.690, 10 and 11}
  static constexpr Rules der(unsigned depth = kDefaultDepth) { return {true, depth}; }
  /// Indefinite lengths, constructed strings and non-minimal lengths too. \standard{X.690, 8}
  static constexpr Rules ber(unsigned depth = kDefaultDepth) { return {false, depth}; }
};

}  // namespace smime::asn1
