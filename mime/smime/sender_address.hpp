// Whether the address that a reader sees is the signer's (RFC 8550, 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/header.hpp"
#include "x509/certificate.hpp"
#include "x509/report.hpp"

namespace smime::mime::secure {

/// The addresses that a message claims to be from: those of From, else of Sender.
struct ClaimedSender {
  std::vector<std::string> addresses;
  std::vector<std::string> display_names;
  std::size_t from_fields = 0;

  static ClaimedSender of(const Header& header);
  static ClaimedSender of(const std::string& address);
  bool known() const { return !addresses.empty() || from_fields > 0; }
};

/// Every claimed address must be one of the certificate's; a display name that is itself another
/// address, and several From fields, are refused as well.
x509::Report check_sender(const ClaimedSender& sender, const x509::Certificate& certificate);

}  // namespace smime::mime::secure
