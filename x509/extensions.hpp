// The extensions that say who holds a key and what it may do (RFC 5280, 4.2.1.1 to 4.2.1.3, 4.2.1.6
// to 4.2.1.9, 4.2.1.12). Each is decoded from and encoded to the contents of extnValue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asn1/time.hpp"
#include "x509/extension.hpp"
#include "x509/general_name.hpp"

namespace smime::x509 {

/// \standard{RFC 5280, 4.2.1.1}
struct AuthorityKeyIdentifier {
  std::optional<Bytes> key_identifier;
  GeneralNames authority_cert_issuer;
  std::optional<Bytes> authority_cert_serial_number;  ///< INTEGER contents octets

  static const ObjectIdentifier& id() { return id_ce_authorityKeyIdentifier; }
  static AuthorityKeyIdentifier decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.2}
struct SubjectKeyIdentifier {
  Bytes key_identifier;

  static const ObjectIdentifier& id() { return id_ce_subjectKeyIdentifier; }
  static SubjectKeyIdentifier decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.3}
struct KeyUsage {
  /// Bit n of the named-bit list is `1 << n`.
  enum Bit : std::uint32_t {
    digital_signature = 1 << 0,
    non_repudiation = 1 << 1,  ///< contentCommitment
    key_encipherment = 1 << 2,
    data_encipherment = 1 << 3,
    key_agreement = 1 << 4,
    key_cert_sign = 1 << 5,
    crl_sign = 1 << 6,
    encipher_only = 1 << 7,
    decipher_only = 1 << 8,
  };
  std::uint32_t bits = 0;

  bool has(Bit bit) const { return (bits & bit) != 0; }
  /// "digitalSignature, keyEncipherment"
  std::string to_text() const;
  static const ObjectIdentifier& id() { return id_ce_keyUsage; }
  static KeyUsage decode(ByteView value);
  Bytes encode() const;
};

/// Validity of the private key, in certificates of old. \standard{RFC 3280, 4.2.1.4}
struct PrivateKeyUsagePeriod {
  std::optional<Time> not_before;
  std::optional<Time> not_after;

  static const ObjectIdentifier& id() { return id_ce_privateKeyUsagePeriod; }
  static PrivateKeyUsagePeriod decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.6}
struct SubjectAltName {
  GeneralNames names;

  static const ObjectIdentifier& id() { return id_ce_subjectAltName; }
  static SubjectAltName decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.7}
struct IssuerAltName {
  GeneralNames names;

  static const ObjectIdentifier& id() { return id_ce_issuerAltName; }
  static IssuerAltName decode(ByteView value);
  Bytes encode() const;
};

/// Attributes of the subject beyond its name, kept encoded. \standard{RFC 5280, 4.2.1.8}
struct SubjectDirectoryAttributes {
  struct Attribute {
    ObjectIdentifier type;
    std::vector<Bytes> values;  ///< whole encodings
  };
  std::vector<Attribute> attributes;

  static const ObjectIdentifier& id() { return id_ce_subjectDirectoryAttributes; }
  static SubjectDirectoryAttributes decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.9}
struct BasicConstraints {
  bool ca = false;
  std::optional<std::uint32_t> path_len_constraint;  ///< read up to 2^31 - 1

  static const ObjectIdentifier& id() { return id_ce_basicConstraints; }
  static BasicConstraints decode(ByteView value);
  Bytes encode() const;
};

/// \standard{RFC 5280, 4.2.1.12}
struct ExtendedKeyUsage {
  std::vector<ObjectIdentifier> key_purpose_ids;

  bool has(const ObjectIdentifier& purpose) const;
  static const ObjectIdentifier& id() { return id_ce_extKeyUsage; }
  static ExtendedKeyUsage decode(ByteView value);
  Bytes encode() const;
};

}  // namespace smime::x509
