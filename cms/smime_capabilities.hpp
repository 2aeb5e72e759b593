// SMIMECapabilities (RFC 8551, 2.5.2): which algorithms a sender's program can take, best first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/attributes.hpp"
#include "primitives/content_cipher.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// SMIMECapability ::= SEQUENCE {
///   capabilityID  OBJECT IDENTIFIER,
///   parameters    ANY DEFINED BY capabilityID OPTIONAL }
/// ```
struct SmimeCapability {
  ObjectIdentifier capability_id;
  Bytes parameters;  ///< a whole encoding; empty where absent

  friend bool operator==(const SmimeCapability&, const SmimeCapability&) = default;

  static SmimeCapability of(ContentCipher cipher);
  static SmimeCapability of(DigestAlgorithm digest);
  /// The cipher that it stands for, where it is one of ours.
  std::optional<ContentCipher> cipher() const;
  /// "aes-256-cbc", "sha256", "rsaes-oaep", or the dotted identifier.
  std::string text() const;
};

/// SMIMECapabilities ::= SEQUENCE OF SMIMECapability. \standard{RFC 8551, 2.5.2}
struct SmimeCapabilities {
  std::vector<SmimeCapability> all;

  /// Ciphers in this order of preference.
  static SmimeCapabilities of(const std::vector<ContentCipher>& ciphers);
  static SmimeCapabilities decode(ByteView value);
  Bytes encode() const;
  /// The ciphers, in their order.
  std::vector<ContentCipher> ciphers() const;
};

}  // namespace smime::cms
