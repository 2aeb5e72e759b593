// smime cms sign: the attributes that a signer signs along (RFC 8551, 2.5; RFC 2634; RFC 5035).
#pragma once

#include <string>
#include <vector>

#include "asn1/time.hpp"
#include "cms/attributes.hpp"
#include "mime/command/cli.hpp"
#include "primitives/random.hpp"
#include "x509/certificate.hpp"

namespace smime::mime::command {

/// Which attributes are asked for on the command line.
struct AttributeOptions {
  std::vector<std::string> capabilities;       ///< ciphers and digests, best first
  std::string prefer;                          ///< the certificate to encrypt to
  std::vector<std::string> receipts_to;        ///< addresses
  std::vector<std::string> receipts_from;      ///< addresses; else all, or the first tier
  std::string hints;                           ///< what is inside, in words
  std::string reference;                       ///< an earlier signed object
  std::string label;                           ///< POLICY[:CLASSIFICATION[:MARK]]
  std::vector<std::string> equivalent_labels;  ///< likewise
  std::string signing_certificate;             ///< a digest: sha1 makes version 1
  std::string mail_list;                       ///< the certificate of a list
  bool first_tier = false, content_identifier = false;

  void add_to(CLI::App& command);
  bool any() const;
  /// The attributes beside content-type, message-digest and signing-time.
  /// @param own  the signer's certificate
  std::vector<cms::Attribute> attributes(const x509::Certificate& own, const Time& now,
                                         RandomSource& random) const;
};

}  // namespace smime::mime::command
