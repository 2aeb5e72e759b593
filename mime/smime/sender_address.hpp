// Whether the address that a reader sees is the signer's (RFC 8550, 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/address.hpp"
#include "mime/header.hpp"
#include "x509/certificate.hpp"
#include "x509/report.hpp"

namespace smime::mime::secure {

/// Who a message claims to be from.
struct ClaimedSender {
  std::vector<AddressList> from;      ///< of each From field; there must be one
  std::optional<AddressList> sender;  ///< of the first Sender field
  std::size_t resent = 0;             ///< Resent-From and Resent-Sender fields
  bool is_message = false;            ///< there are other fields that messages have

  static ClaimedSender of(const Header& header);
  /// Of an address that somebody gave instead.
  static ClaimedSender of(const std::string& address);
  /// Whether there is anything to hold a certificate against.
  bool known() const { return !from.empty() || sender.has_value(); }
};

/// Holds what a reader sees against the signer's certificate. \standard{RFC 8550, 3}
///
/// Refused as `address-mismatch`, with what was seen and what the certificate says:
/// - an address in From, or without From in Sender, that is not the certificate's
/// - several From fields, and a From field that programs read in different ways
/// - a display name, a comment or a group's name that shows an address which is not the
///   certificate's
/// - characters that are not seen, and encoded words, inside an address
///
/// Warned of: a certificate without any address, letters of other alphabets that look like Latin
/// ones, a Sender who is not the signer, a message without From. Resent fields tell who passed the
/// message on and do not count. \standard{RFC 5322, 3.6.6}
x509::Report check_sender(const ClaimedSender& sender, const x509::Certificate& certificate);

}  // namespace smime::mime::secure
